"""What may be wrong or unfinished about a design while one draws: one change each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from model_codegen.design.graph import (
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import arguments


def _rewired(draw: Any, design: Design) -> Design:
    """One tensor argument comes from anywhere, or from nowhere."""
    main = design.main
    found = [
        (node_id, path)
        for node_id, node in main.nodes.items()
        for path, leaf in arguments(node)
        if isinstance(leaf, TensorRef)
    ]
    if not found:
        return design
    target, where = draw(st.sampled_from(found))
    anywhere = st.sampled_from([*main.nodes, "gone"])
    leaf = draw(st.builds(TensorRef, anywhere, st.integers(0, 2)) | st.just(Missing()))
    node = main.nodes[target]

    def swap(tree: Any, path: tuple[Any, ...]) -> Any:
        if path == where:
            return leaf
        if isinstance(tree, (list, tuple)):
            return type(tree)(swap(item, (*path, i)) for i, item in enumerate(tree))
        return tree

    args = swap(node.args, ("args",))
    kwargs = {name: swap(value, ("kwargs", name)) for name, value in node.kwargs.items()}
    nodes = {**main.nodes, target: Node(node.operation, args, kwargs)}
    return replace(design, main=replace(main, nodes=nodes))


def _without_node(draw: Any, design: Design) -> Design:
    if not design.main.nodes:
        return design
    gone = draw(st.sampled_from(sorted(design.main.nodes)))
    nodes = {key: node for key, node in design.main.nodes.items() if key != gone}
    return replace(design, main=replace(design.main, nodes=nodes))


def _without_operation(draw: Any, design: Design) -> Design:
    if not design.main.operations:
        return design
    gone = draw(st.sampled_from(sorted(design.main.operations)))
    operations = {key: o for key, o in design.main.operations.items() if key != gone}
    return replace(design, main=replace(design.main, operations=operations))


def _renamed(draw: Any, design: Design) -> Design:
    return _changed(draw, design, "name", draw(st.sampled_from(("dense", "", "a/b", "é", "x"))))


def _reconfigured(draw: Any, design: Design) -> Design:
    units = draw(st.sampled_from((-1, 0, 1.5, 10**12, "many", None, float("nan"), True, 7)))
    return _changed(draw, design, "config", {"units": units})


def _redefined(draw: Any, design: Design) -> Design:
    classes = ("Dense", "Add", "LSTM", "Conv2D", "Flatten", "Lambda", "Dnse", "Concatenate", "Dot")
    return _changed(draw, design, "class_name", f"keras.layers.{draw(st.sampled_from(classes))}")


def _retyped(draw: Any, design: Design) -> Design:
    return _changed(draw, design, "dtype", draw(st.sampled_from(("float16", "float17", "int8"))))


def _changed(draw: Any, design: Design, name: str, value: Any) -> Design:
    layers = sorted(k for k, o in design.main.operations.items() if isinstance(o, Layer))
    if not layers:
        return design
    key = draw(st.sampled_from(layers))
    layer = replace(design.main.operations[key], **{name: value})
    return replace(
        design, main=replace(design.main, operations={**design.main.operations, key: layer})
    )


def _other_inputs(draw: Any, design: Design) -> Design:
    anywhere = st.sampled_from([*design.main.nodes, "gone"])
    inputs = draw(st.lists(anywhere, max_size=3) | anywhere | st.just({"key": "gone"}))
    return replace(design, main=replace(design.main, inputs=inputs))


def _other_outputs(draw: Any, design: Design) -> Design:
    anywhere = st.builds(
        TensorRef, st.sampled_from([*design.main.nodes, "gone"]), st.integers(0, 1)
    )
    outputs = draw(st.lists(anywhere, max_size=3) | anywhere | st.just("auto"))
    return replace(design, main=replace(design.main, outputs=outputs))


def _other_block(draw: Any, design: Design) -> Design:
    if not design.models:
        return design
    key = draw(st.sampled_from(sorted(design.models)))
    found = draw(st.sampled_from([design.main, ModelGraph("empty"), *design.models.values()]))
    return replace(design, models={**design.models, key: found})


def _other_repeat(draw: Any, design: Design) -> Design:
    """A block is repeated, or given something."""
    blocks = sorted(k for k, o in design.main.operations.items() if isinstance(o, SubModel))
    if not blocks:
        return design
    key = draw(st.sampled_from(blocks))
    values: Any = (1, 2, "n", {"expression": "n"}, {"expression": "1 / 0"}, [{"expression": 3}])
    changed = replace(
        design.main.operations[key],
        repeat=draw(st.sampled_from((1, 2, 3, 0, -7, 10**9))),
        arguments=draw(st.dictionaries(st.sampled_from(("n", "units")), st.sampled_from(values))),
    )
    operations = {**design.main.operations, key: changed}
    return replace(design, main=replace(design.main, operations=operations))


def _lifted(draw: Any, design: Design) -> Design:
    """An argument of a layer is an expression, of parameters that its graph has or has not."""
    texts = st.sampled_from(("units", "2 * n", "units // 0", "n n", "", "(units, n)"))
    found = _changed(draw, design, "config", {"units": {"expression": draw(texts)}})
    names = st.sampled_from(("units", "n", "if"))
    values: Any = st.sampled_from((4, 2.5, "relu", None, [3], {"expression": "n"}))
    return replace(found, main=replace(found.main, parameters=draw(st.dictionaries(names, values))))


WOUNDS = (_rewired, _rewired, _without_node, _without_operation, _renamed, _reconfigured,
          _redefined, _retyped, _other_inputs, _other_outputs, _other_block,
          _other_repeat, _lifted)  # fmt: skip
