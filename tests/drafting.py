"""Designs written down in a line or two, for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import jsonpatch

from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.graph import (
    Argument,
    Design,
    Layer,
    ModelGraph,
    Node,
    Op,
    Operation,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import map_leaves


def ref(node: str, index: int = 0) -> TensorRef:
    return TensorRef(node, index)


def inp(*shape: int | None, dtype: str | None = None) -> Layer:
    return Layer("keras.Input", "", {"shape": list(shape)}, dtype)


def layer(kind: str, dtype: str | None = None, *, trainable: bool = True, **config: Any) -> Layer:
    return Layer(f"keras.layers.{kind}", "", config, dtype, trainable)


def op(function: str) -> Op:
    return Op(f"keras.ops.{function}")


def block(model: str, *, trainable: bool = True, repeat: int = 1, **arguments: Any) -> SubModel:
    return SubModel(model, "", trainable, arguments, repeat)


def given(text: str) -> dict[str, str]:
    """An expression in a config."""
    return {"expression": text}


def graph(
    calls: Mapping[str, tuple[Operation | str, *tuple[Any, ...]]],
    inputs: Any = "x",
    outputs: Any = "auto",
    name: str = "model",
    parameters: Config | None = None,
) -> ModelGraph:
    """A graph from `{node id: (operation, argument, …)}`.

    An operation is named after its first call; a text in its place calls that of another node
    again, or one of the design's. A text among the arguments, also in a list, is a node's tensor; a
    dict at the end holds the keyword arguments as they are.
    """
    operations: dict[str, Operation] = {}
    nodes: dict[str, Node] = {}
    for node_id, (made, *arguments) in calls.items():
        key = node_id
        if isinstance(made, str):
            key = nodes[made].operation if made in nodes else made
        elif isinstance(made, Layer):
            operations[key] = Layer(
                made.class_name, node_id, made.config, made.dtype, made.trainable
            )
        elif isinstance(made, SubModel):
            operations[key] = replace(made, name=node_id)
        else:
            operations[key] = made
        kwargs = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
        nodes[node_id] = Node(
            key,
            tuple(_argument(argument) for argument in arguments),
            kwargs,
        )
    return ModelGraph(name, operations, nodes, inputs, outputs, parameters=parameters or {})


def design(
    calls: Mapping[str, tuple[Any, ...]],
    inputs: Any = "x",
    outputs: Any = "auto",
    *,
    models: Mapping[str, ModelGraph] | None = None,
    dtype_policy: str = "float32",
    operations: Mapping[str, Operation] | None = None,
) -> Design:
    """A design whose main graph is made by `graph`; its own operations are named after their id."""
    shared = {
        key: operation if isinstance(operation, Op) else replace(operation, name=key)
        for key, operation in (operations or {}).items()
    }
    main = graph(calls, inputs, outputs)
    return Design("test", main, models or {}, dtype_policy, operations=shared)


def repaired(broken: Design, diagnostic: Diagnostic) -> Design:
    """The design after a click on the diagnostic's fix, by way of its JSON."""
    assert diagnostic.fix is not None
    value = json.loads(json.dumps(to_json(broken)))
    return from_json(jsonpatch.apply_patch(value, list(diagnostic.fix.patch)))


def _argument(argument: Any) -> Argument:
    tensors: Argument = map_leaves(
        argument, lambda leaf: TensorRef(leaf) if isinstance(leaf, str) else leaf
    )
    return tensors
