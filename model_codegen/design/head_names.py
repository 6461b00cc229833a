"""What the inputs and outputs of a design are called where it is trained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from model_codegen.design.graph import Design, Op, OutputTree, TensorRef
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.shared_operations import operation_of


def head_names(
    design: Design, output_counts: Mapping[str, int] | None = None
) -> list[tuple[str, TensorRef]]:
    """The outputs of the main graph, each by the name under which `Training.heads` has it.

    What has a key is called by it. Any other output is called as Keras calls it
    (`Functional.output_names`): by the layer that makes it, or by the function. Where two would
    have one name, the later one is numbered.

    Args:
        design: The design.
        output_counts: How many tensors each call returns; one where it is not known.
    """
    return named_outputs(design, resolve_outputs(design.main, output_counts or {}))


def named_outputs(design: Design, outputs: OutputTree) -> list[tuple[str, TensorRef]]:
    """The same of outputs that are worked out already.

    Args:
        design: The design.
        outputs: The tree of the main graph's outputs, as its analysis has it.
    """
    return _named(outputs, lambda ref: _operation_name(design, ref.node))


def input_names(design: Design) -> list[tuple[str, str]]:
    """The ids of the main graph's inputs, each by the name under which `Data.inputs` has it.

    What has a key is called by it, any other input by its layer's name.
    """
    return _named(design.main.inputs, lambda node_id: _operation_name(design, node_id))


def _operation_name(design: Design, node_id: str) -> str:
    node = design.main.nodes.get(node_id)
    operation = node and operation_of(design, design.main, node.operation)
    if isinstance(operation, Op):
        return operation.function.rpartition(".")[2]
    return operation.name if operation else node_id


def _named(tree: Any, name_of: Callable[[Any], str]) -> list[tuple[str, Any]]:
    found: dict[str, Any] = {}
    for key, leaf in _keyed(tree):
        name = stem = key or name_of(leaf)
        number = 0
        while name in found:
            number += 1
            name = f"{stem}_{number}"
        found[name] = leaf
    return list(found.items())


def _keyed(tree: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """The leaves of a tree in order, each with the nearest key above it."""
    if isinstance(tree, Mapping):
        for name, item in tree.items():
            yield from _keyed(item, name)
    elif isinstance(tree, list | tuple):
        for item in tree:
            yield from _keyed(item, key)
    else:
        yield key, tree
