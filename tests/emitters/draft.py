"""A design drawn call by call, for tests; short ones stand in `tests/drafting.py`."""

from __future__ import annotations

from typing import Any

from model_codegen.design.graph import (
    Design,
    Layer,
    ModelGraph,
    Node,
    Op,
    Operation,
    SubModel,
    TensorRef,
)


class Draft:
    """A graph drawn call by call; ids are names, as on the canvas."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.operations: dict[str, Operation] = {}
        self.nodes: dict[str, Node] = {}

    def input(self, name: str, *shape: int | None, dtype: str | None = None) -> TensorRef:
        self.operations[name] = Layer("keras.Input", name, {"shape": list(shape)}, dtype)
        self.nodes[name] = Node(name)
        return TensorRef(name)

    def layer(
        self,
        class_name: str,
        name: str,
        *args: Any,
        dtype: str | None = None,
        trainable: bool = True,
        call: dict[str, Any] | None = None,
        **config: Any,
    ) -> TensorRef:
        path = f"keras.layers.{class_name}"
        self.operations[name] = Layer(path, name, config, dtype, trainable)
        return self.again(name, name, *args, **(call or {}))

    def application(
        self,
        model: str,
        name: str,
        *args: Any,
        trainable: bool = True,
        last: int | None = None,
        **config: Any,
    ) -> TensorRef:
        path = f"keras.applications.{model}"
        self.operations[name] = Layer(path, name, config, None, trainable, last)
        return self.again(name, name, *args)

    def op(self, function: str, node_id: str, *args: Any, **kwargs: Any) -> TensorRef:
        self.operations[node_id] = Op(f"keras.ops.{function}")
        return self.again(node_id, node_id, *args, **kwargs)

    def block(self, model: str, name: str, *args: Any, trainable: bool = True) -> TensorRef:
        self.operations[name] = SubModel(model, name, trainable)
        return self.again(name, name, *args)

    def again(self, operation: str, node_id: str, *args: Any, **kwargs: Any) -> TensorRef:
        """Another call of an operation."""
        self.nodes[node_id] = Node(operation, args, kwargs)
        return TensorRef(node_id)

    def graph(self, inputs: Any, outputs: Any = "auto") -> ModelGraph:
        return ModelGraph(self.name, self.operations, self.nodes, inputs, outputs)

    def design(
        self, inputs: Any, outputs: Any = "auto", policy: str = "float32", **models: ModelGraph
    ) -> Design:
        return Design(self.name, self.graph(inputs, outputs), models, policy)


def cell(kind: str, /, **config: Any) -> dict[str, Any]:
    """An object argument of `keras.layers`."""
    return {"class_name": f"keras.layers.{kind}", "config": config}
