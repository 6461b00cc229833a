"""Random valid designs: what Keras can build, with everything a document can say; and drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Operation,
)
from tests import sketch_steps
from tests.sketches import DTYPES, Shape, Sketch
from tests.wounds import WOUNDS


def _graph(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    name: str,
    steps: int,
    blocks: dict[str, tuple[ModelGraph, list[Shape], list[Shape]]],
    *,
    dtypes: bool,
    ops: bool,
    block: bool,
    common: dict[str, Operation] | None = None,
    lifted: bool = False,
) -> tuple[ModelGraph, list[Shape], list[Shape]]:
    sketch = Sketch(draw, dtypes, blocks, block=block, common=common)
    shapes = ((4,), (4,), (3,)) if block else ((4,), (4,), (3,), (5, 2), (4, 4, 2))
    given = [
        sketch.input(draw(st.sampled_from(shapes)))
        if block or draw(st.integers(0, 3))
        else sketch.input((5,), ids=True)
        for _ in range(draw(st.integers(1, 2 if block else 3)))
    ]
    choices = [step for step in sketch_steps.STEPS if (ops or step is not sketch_steps.op)]
    if common is None:
        choices.remove(sketch_steps.shared)
    for step in draw(st.lists(st.sampled_from(choices), min_size=steps // 2, max_size=steps)):
        step(sketch)
    made = [t for t in sketch.tensors if t not in given]
    if not made:
        step = sketch_steps.embedding if all(t.ids for t in given) else sketch_steps.dense
        step(sketch)
        made = [t for t in sketch.tensors if t not in given]
    ids = [tensor.ref.node for tensor in given]
    form = draw(st.sampled_from(("bare", "list", "dict")))
    inputs: Any = ids
    if len(ids) == 1 and form == "bare":
        inputs = ids[0]
    elif form == "dict" and not block:
        inputs = {sketch.operations[i].name: i for i in ids}  # type: ignore[union-attr]
    chosen = draw(st.lists(st.sampled_from(made), min_size=1, max_size=3, unique=True))
    outputs: Any = [tensor.ref for tensor in chosen]
    form = draw(st.sampled_from(("bare", "list", "dict", "auto")))
    if form == "bare" or (block and len(outputs) == 1):
        chosen, outputs = chosen[:1], outputs[0]
    elif form == "dict" and not block:
        outputs = {f"out_{i}": ref for i, ref in enumerate(outputs)}
    elif form == "auto" and not block:
        outputs = "auto"
    named = st.lists(st.sampled_from(sorted(sketch.nodes)), max_size=3, unique=True)
    order = tuple(draw(named)) if outputs == "auto" else ()
    graph = ModelGraph(name, sketch.operations, sketch.nodes, inputs, outputs, order)
    if lifted and draw(st.booleans()):
        graph = _lifted(draw, graph)
    return graph, [t.shape for t in given], [t.shape for t in chosen]


def _lifted(draw: Callable[[st.SearchStrategy[Any]], Any], graph: ModelGraph) -> ModelGraph:
    """The same block with a number of one of its layers as a parameter."""
    found = [
        (key, argument)
        for key, operation in graph.operations.items()
        if isinstance(operation, Layer) and operation.class_name != INPUT_CLASS
        for argument, value in operation.config.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    if not found:
        return graph
    key, argument = draw(st.sampled_from(found))
    layer = graph.operations[key]
    assert isinstance(layer, Layer)
    text = draw(st.sampled_from(("size", "1 * size", "(size + 2) - 2")))
    config = {**layer.config, argument: {"expression": text}}
    operations = {**graph.operations, key: replace(layer, config=config)}
    return replace(graph, operations=operations, parameters={"size": layer.config[argument]})


@st.composite
def designs(
    draw: Any,
    *,
    max_calls: int = 10,
    blocks: bool = True,
    ops: bool = True,
    dtypes: bool = True,
    sharing: bool = False,
) -> Design:
    """Draw a design that Keras builds: merges, shared layers, several inputs and outputs.

    Args:
        draw: Hypothesis' own.
        max_calls: Most calls in one graph, inputs aside.
        blocks: With definitions, called once or more, shared or copied, also nested ones.
        ops: With calls of `keras.ops`.
        dtypes: With dtype policies, of the design and of single layers.
        sharing: With layers that several graphs call.
    """
    common: dict[str, Operation] | None = {} if sharing else None
    models: dict[str, tuple[ModelGraph, list[Shape], list[Shape]]] = {}
    for index in range(draw(st.integers(0, 2)) if blocks else 0):
        key = f"block_{index}"
        models[key] = _graph(
            draw,
            key,
            4,
            dict(models),
            dtypes=dtypes,
            ops=ops,
            block=True,
            common=common,
            lifted=True,
        )
    main, _, _ = _graph(
        draw, "model", max_calls, models, dtypes=dtypes, ops=ops, block=False, common=common
    )
    coordinate = st.floats(0, 1000, width=16)
    positions = {n: (draw(coordinate), draw(coordinate)) for n in main.nodes if draw(st.booleans())}
    return Design(
        name="random",
        main=main,
        models={key: graph for key, (graph, _, _) in models.items()},
        dtype_policy=draw(st.sampled_from(DTYPES)) if dtypes else "float32",
        positions={"main": positions} if positions else {},
        operations=common or {},
    )


@st.composite
def parts(draw: Any) -> tuple[ModelGraph, list[Shape], list[Shape]]:
    """Draw a graph that fits into others, with the shapes of its inputs and of its outputs."""
    return _graph(draw, "part", 6, {}, dtypes=True, ops=True, block=True)


@st.composite
def drafts(draw: Any, *, wounds: int = 3) -> Design:
    """Draw a design with something wrong or unfinished about it, as it is while one draws.

    Args:
        draw: Hypothesis' own.
        wounds: Most things that are wrong.
    """
    design: Design = draw(designs(max_calls=6))
    for _ in range(draw(st.integers(1, wounds))):
        design = draw(st.sampled_from(WOUNDS))(draw, design)
    return design
