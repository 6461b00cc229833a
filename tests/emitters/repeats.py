"""Random designs in which parts occur again, more or less: what folding has to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from model_codegen.design.graph import Design, ModelGraph, Op, SubModel, TensorRef
from model_codegen.design.traversal import leaves, map_leaves
from tests import strategies
from tests.emitters.draft import Draft
from tests.sketches import DTYPES

Draw = Callable[[st.SearchStrategy[Any]], Any]

PATTERNS = ("{b}_{l}", "block_{b}_{l}", "{l}_{b}", "stage{s}_block{b}_{l}", "b{b}-{l}", "auto")
"""How the authors of models name layers: by block `b` or stage `s`, and by layer `l`."""

KINDS = (
    "Dense",
    "Dense",
    "BatchNormalization",
    "Activation",
    "Dropout",
    "op",
    "LayerNormalization",
)

WIDTH = 4


class _Model:
    """A chain of blocks, each a variation of a few recipes."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.draft = Draft("repeats")
        self.pattern = draw(st.sampled_from(PATTERNS))
        self.counts: dict[str, int] = {}
        self.taken: set[str] = set()

    def name(self, class_name: str, block: int, layer: str) -> str:
        """The name of a layer; as Keras would call it, as the pattern says, or at times another."""
        if self.pattern == "auto" or self.draw(st.integers(0, 30)) == 0:
            stem = {"BatchNormalization": "batch_normalization"}.get(class_name)
            stem = stem or {"LayerNormalization": "layer_normalization"}.get(class_name)
            stem = stem or class_name.lower()
            count = self.counts.get(stem, 0)
            self.counts[stem] = count + 1
            name = f"{stem}_{count}" if count else stem
        else:
            name = self.pattern.format(b=block, l=layer, s=block // 3)
        while name in self.taken:
            name += "_again"
        self.taken.add(name)
        return name

    def layer(self, x: TensorRef, kind: str, block: int, index: int, config: Any) -> TensorRef:
        if kind == "op":
            node = f"op_{len(self.draft.nodes)}"
            return self.draft.op("multiply", node, x, config)
        return self.draft.layer(kind, self.name(kind, block, f"l{index}"), x, **config)


def _config(draw: Draw, kind: str) -> Any:
    if kind == "Dense":
        config: dict[str, Any] = {"units": draw(st.sampled_from((4, 8, 16)))}
        if draw(st.booleans()):
            config["activation"] = draw(st.sampled_from(("relu", "tanh")))
        return config
    if kind == "Activation":
        return {"activation": draw(st.sampled_from(("relu", "gelu")))}
    if kind == "Dropout":
        return {"rate": draw(st.sampled_from((0.1, 0.2)))}
    return draw(st.sampled_from((0.5, 2.0))) if kind == "op" else {}


@st.composite
def repeating(draw: Any) -> Design:
    """Draw a model of blocks that are copies, variations with other arguments, or lack steps."""
    model = _Model(draw)
    draft = model.draft
    recipe = [
        (kind, _config(draw, kind))
        for kind in draw(st.lists(st.sampled_from(KINDS), min_size=3, max_size=6))
    ]
    residual = draw(st.booleans())
    optional = draw(st.sets(st.integers(0, len(recipe) - 1), max_size=2))
    varied = draw(st.sets(st.integers(0, len(recipe) - 1), max_size=2))
    x = draft.input("input_layer", WIDTH)
    kept = []
    for block in range(draw(st.integers(3, 9))):
        start = x
        for index, (kind, config) in enumerate(recipe):
            if index in optional and draw(st.booleans()):
                continue
            changed = _config(draw, kind) if index in varied else config
            x = model.layer(x, kind, block, index, changed)
        if residual and draw(st.integers(0, 4)):
            x = model.layer(x, "Dense", block, 8, {"units": WIDTH})
            shortcut = start
            if block == 0 or draw(st.integers(0, 3)) == 0:
                shortcut = model.layer(start, "Dense", block, 9, {"units": WIDTH})
            pair = [shortcut, x] if draw(st.integers(0, 5)) else [x, shortcut]
            x = draft.layer("Add", model.name("Add", block, "add"), pair)
        elif residual:
            x = model.layer(x, "Dense", block, 8, {"units": WIDTH})
        if draw(st.integers(0, 6)) == 0:
            x = model.layer(x, "Dense", block, 7, {"units": WIDTH})
        if draw(st.integers(0, 8)) == 0:
            kept.append(x)
    x = model.layer(x, "Dense", 99, 0, {"units": 3})
    if draw(st.booleans()):
        return draft.design("input_layer", [x, *kept] if kept else x)
    # The same graph once or twice as a definition.
    inner = ModelGraph("inner", draft.operations, draft.nodes, "input_layer", x)
    outer = Draft("outer")
    y: TensorRef = outer.input("outer_input", WIDTH)
    outer.operations["inner"] = SubModel("inner", "inner")
    y = outer.again("inner", "inner", y)
    if draw(st.booleans()):
        y = outer.layer("Dense", "between", y, units=WIDTH)
        outer.operations["inner_1"] = SubModel("inner", "inner_1")
        y = outer.again("inner_1", "inner_1", y)
    return outer.design("outer_input", y, inner=inner)


@st.composite
def stacked(draw: Any) -> Design:
    """Draw any part, merges and shared layers and all, that stands several times in a row."""
    part, given, _ = draw(strategies.parts())
    draft = Draft("stacked")
    inputs = leaves(part.inputs)
    first, *others = (draft.input(f"input_{i}", *shape) for i, shape in enumerate(given))
    pattern = draw(st.sampled_from([pattern for pattern in PATTERNS if pattern != "auto"]))
    x = first
    for block in range(draw(st.integers(3, 6))):
        outside = dict(zip(inputs, [x, *others], strict=True))

        def name(key: str, block: int = block) -> str:
            return pattern.format(b=block, l=key, s=block // 3)

        def leaf(value: Any, outside: dict[str, TensorRef] = outside, name: Any = name) -> Any:
            if isinstance(value, TensorRef):
                return outside.get(value.node) or replace(value, node=name(value.node))
            return value

        for key, operation in part.operations.items():
            if isinstance(operation, Op):
                draft.operations[name(key)] = operation
            elif key not in outside:
                draft.operations[name(key)] = replace(operation, name=name(key))
        for key, node in part.nodes.items():
            if key not in outside:
                args = [map_leaves(argument, leaf) for argument in node.args]
                kwargs = {word: map_leaves(item, leaf) for word, item in node.kwargs.items()}
                draft.again(name(node.operation), name(key), *args, **kwargs)
        end = leaf(leaves(part.outputs)[0])
        x = draft.layer("Dense", name("fit"), end, units=given[0][-1])
    policy = draw(st.sampled_from(DTYPES))
    return draft.design([f"input_{i}" for i in range(len(given))], x, policy)
