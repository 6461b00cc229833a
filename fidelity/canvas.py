"""Designs that put every entry of the catalogue on the canvas once."""

from __future__ import annotations

from typing import Any

from fidelity.examples import Tensor, layer_example, op_example
from model_codegen.catalogue import Entry
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, ModelGraph, Node, Op, TensorRef


class Canvas:
    """A design that grows by one entry after the other, each with inputs of its own."""

    def __init__(self) -> None:
        self.operations: dict[str, Any] = {}
        self.nodes: dict[str, Node] = {}
        self.inputs: list[str] = []
        self.ends: list[str] = []

    def drop(self, entry: Entry) -> None:
        """Put an entry on the canvas and fill its required ports."""
        is_op = entry.kind == "op"
        example = op_example(entry) if is_op else layer_example(entry)
        name = f"the_{entry.name.lower()}"
        if is_op:
            self.operations[name] = Op(entry.path)
        else:
            self.operations[name] = Layer(entry.path, name, dict(example.config))
        literals = dict(example.literals)
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        for port in entry.ports:
            given = example.tensors.get(port.name)
            if given is None and not port.required:
                continue
            tensors = given or [example.default] * (max(2, port.minimum) if port.many else 1)
            found = [
                self._input(f"{name}_{port.name}_{index}", tensor)
                for index, tensor in enumerate(tensors if isinstance(tensors, list) else [tensors])
            ]
            value = found if port.many and not port.spread else found[0]
            while port.position is not None and len(args) < port.position:
                # The arguments before tensors that stand one by one: `einsum(subscripts, …)`.
                args.append(literals.pop(next(iter(literals))))
            if port.position is None:
                kwargs[port.name] = value
            else:
                args += found if port.spread else [value]
        self.nodes[name] = Node(name, tuple(args), kwargs | literals)
        self.ends.append(name)

    def _input(self, name: str, tensor: Tensor) -> TensorRef:
        batch, *rest = tensor.shape
        config = {"shape": rest} if batch is None else {"batch_shape": list(tensor.shape)}
        self.operations[name] = Layer(INPUT_CLASS, name, config, tensor.dtype)
        self.nodes[name] = Node(name)
        self.inputs.append(name)
        return TensorRef(name)

    def design(self) -> Design:
        inputs: Any = self.inputs[0] if len(self.inputs) == 1 else list(self.inputs)
        graph = ModelGraph("canvas", self.operations, self.nodes, inputs, "auto")
        return Design("canvas", graph)
