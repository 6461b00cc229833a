"""A graph of one call, to ask what a model or layer returns for tensors of some shapes."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.analysis.symbol import Symbol
from model_codegen.design.config_values import Config
from model_codegen.design.graph import (
    INPUT_CLASS,
    Argument,
    InputTree,
    Layer,
    ModelGraph,
    Node,
    Operation,
    TensorRef,
)
from model_codegen.importers.source.drawing.graph_ends import tree_of
from model_codegen.importers.source.values import Value

CALLED = "block"
"""The id of the call, and of what is called."""


def trial(called: Operation, inputs: Value | None, specs: Sequence[Symbol]) -> ModelGraph:
    """A graph in which an operation is called on inputs of some shapes.

    Args:
        called: The operation.
        inputs: The tree of `Tensor`s that it takes; None for one tensor.
        specs: Shapes and dtypes of these, flattened; batch included.
    """
    operations: dict[str, Operation] = {CALLED: called}
    nodes: dict[str, Node] = {}
    for index, spec in enumerate(specs):
        name = f"input_{index}"
        config: Config = {"shape": list(spec.shape[1:])}
        if spec.shape[:1] != (None,):
            config["batch_size"] = spec.shape[0]
        operations[name] = Layer(INPUT_CLASS, name, config, spec.dtype)
        nodes[name] = Node(name)
    ids: InputTree = list(nodes)
    refs = iter([TensorRef(name) for name in nodes])
    tree: Argument = next(refs) if inputs is None else tree_of(inputs, lambda _: next(refs))
    nodes[CALLED] = Node(CALLED, (tree,))
    return ModelGraph("model", operations, nodes, ids, "auto")
