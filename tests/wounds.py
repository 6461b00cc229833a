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


WOUNDS = (_rewired, _rewired, _without_node, _without_operation, _renamed, _reconfigured,
          _redefined, _retyped, _other_inputs, _other_outputs, _other_block)  # fmt: skip
