"""The model that Keras builds from a design: what its analysis must equal."""

from __future__ import annotations

from typing import Any

import keras

from model_codegen import catalogue
from model_codegen.catalogue import HeldObjects
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Op,
    Slice,
    SubModel,
    TensorRef,
)
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.shared_operations import expanded, is_object
from model_codegen.design.traversal import leaves, map_leaves, order, reach


class Reference:
    """A design built live, with real weights.

    Attributes:
        model: The Keras model.
        operations: The main graph's live layers and models by operation id.
        tensors: The main graph's tensors by node id.
    """

    def __init__(self, design: Design) -> None:
        keras.config.set_dtype_policy(design.dtype_policy)
        try:
            self.design = expanded(design)
            self.stored = {"main": design.main, **design.models}
            self.objects = HeldObjects(design.operations, design.dtype_policy, self._block)
            main = self.design.main
            self.model, self.operations, self.tensors = self._build("main", main)
        finally:
            keras.config.set_dtype_policy("float32")

    def _build(self, key: str, graph: ModelGraph) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        ends = leaves(resolve_outputs(graph, {}))
        used = reach(graph, [ref.node for ref in ends]) | set(leaves(graph.inputs))
        operations: dict[str, Any] = {}
        tensors: dict[str, Any] = {}

        def value(leaf: Any) -> Any:
            return tensors[leaf.node][leaf.index] if isinstance(leaf, TensorRef) else leaf

        def argument(tree: Any) -> Any:
            if isinstance(tree, Slice):
                return slice(tree.start, tree.stop, tree.step)
            if isinstance(tree, (list, tuple)):
                return type(tree)(argument(item) for item in tree)
            return map_leaves(tree, value)

        for node_id in order(graph):
            if node_id not in used:
                continue
            node = graph.nodes[node_id]
            if node.operation not in operations:
                operation = graph.operations[node.operation]
                shared = is_object(operation) and node.operation not in self.stored[key].operations
                made = self.objects.live(node.operation) if shared else self._make(operation)
                operations[node.operation] = made
            made = operations[node.operation]
            if isinstance(made, keras.layers.InputLayer):
                tensors[node_id] = [made.output]
                continue
            args = [argument(item) for item in node.args]
            kwargs = {name: argument(item) for name, item in node.kwargs.items()}
            tensors[node_id] = keras.tree.flatten(made(*args, **kwargs))
            if not getattr(graph.operations[node.operation], "trainable", True):
                made.trainable = True  # or else the next line changes nothing and is ignored
                made.trainable = False  # reaches what the call has made inside
        counts = {node_id: len(found) for node_id, found in tensors.items()}
        model = keras.Model(
            map_leaves(graph.inputs, lambda node_id: tensors[node_id][0]),
            map_leaves(resolve_outputs(graph, counts), value),
            name=graph.name,
        )
        return model, operations, tensors

    def _make(self, operation: Any) -> Any:
        if isinstance(operation, Op):
            return catalogue.resolve(operation.function)
        if isinstance(operation, Layer):
            policy = self.design.dtype_policy
            made = catalogue.construct(operation, policy, held=self.objects)
            assert (operation.class_name == INPUT_CLASS) == isinstance(
                made, keras.layers.InputLayer
            )
            return made
        return self._block(operation)

    def _block(self, operation: SubModel) -> Any:
        definition = self.design.models[operation.model]
        made, _, _ = self._build(operation.model, definition)
        made.name = operation.name
        if not operation.trainable:
            made.trainable = False
        return made
