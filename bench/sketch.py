"""`Sketch`: writes a design call by call, the way a Keras model is written."""

from __future__ import annotations

from typing import Any

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    Argument,
    Design,
    InputTree,
    Layer,
    ModelGraph,
    Node,
    Operation,
    TensorRef,
)

STEP = 128.0
"""Canvas pixels from one row to the next."""


class Sketch:
    """A design in the making; each layer is called once.

    Args:
        name: Name of the design and of its model.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._operations: dict[str, Operation] = {}
        self._nodes: dict[str, Node] = {}
        self._inputs: list[InputTree] = []
        self._counts: dict[str, int] = {}

    def input(self, *shape: int, name: str = "input") -> TensorRef:
        """Add a model input of one example's shape."""
        self._operations[name] = Layer("keras.Input", name, {"shape": list(shape)})
        self._nodes[name] = Node(name)
        self._inputs.append(name)
        return TensorRef(name)

    def call(
        self,
        class_name: str,
        *args: Argument,
        name: str | None = None,
        kwargs: dict[str, Argument] | None = None,
        **config: Any,
    ) -> TensorRef:
        """Create a layer of `keras.layers` and call it.

        Args:
            class_name: Its class, such as `"Dense"`.
            *args: What it is called on; a merge takes one list.
            name: Its name; otherwise the class in lower case, numbered.
            kwargs: Further call arguments.
            **config: Constructor arguments, as JSON.
        """
        if name is None:
            stem = class_name.lower()
            count = self._counts[stem] = self._counts.get(stem, -1) + 1
            name = f"{stem}_{count}" if count else stem
        self._operations[name] = Layer(f"keras.layers.{class_name}", name, config)
        self._nodes[name] = Node(name, args, kwargs or {})
        return TensorRef(name)

    def design(self) -> Design:
        """What was drawn, in one column; every call that nothing consumes is an output."""
        inputs: InputTree = self._inputs[0] if len(self._inputs) == 1 else list(self._inputs)
        graph = ModelGraph(self.name, self._operations, self._nodes, inputs, "auto")
        column = {node: (0.0, STEP * row) for row, node in enumerate(self._nodes)}
        return Design(self.name, graph, positions={MAIN: column})
