"""The structure that a call returns: what must be unpacked, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from model_codegen.design.graph import Layer, SubModel, TensorRef
from model_codegen.design.recorded_structure import structure_of
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.body import Body
from model_codegen.emitters.program import Program

Steps = tuple[str | int, ...]


def result_tree(program: Program, body: Body, node_id: str) -> Any:
    """What a call returns, as a tree whose leaves are its tensors."""
    operation = body.operation(node_id)
    if isinstance(operation, SubModel):
        outputs = program.definitions[operation.model].outputs
        return _fill(outputs, (TensorRef(node_id, index) for index in count()))
    refs = [TensorRef(node_id, index) for index in range(len(body.specs(node_id)))]
    structure = body.analysis.nodes[node_id].structure
    if structure is None and isinstance(operation, Layer) and operation.recorded is not None:
        structure = structure_of(operation.recorded)  # also where shapes are not known
    if structure is not None:
        return map_leaves(structure, refs.__getitem__)
    return refs[0] if len(refs) == 1 else tuple(refs)


def paths(tree: Any, path: Steps = ()) -> Iterator[tuple[Any, Steps]]:
    """The leaves of a tree with the keys and indices that lead to them."""
    if isinstance(tree, Mapping):
        for key, item in tree.items():
            yield from paths(item, (*path, key))
    elif isinstance(tree, (list, tuple)):
        for index, item in enumerate(tree):
            yield from paths(item, (*path, index))
    else:
        yield tree, path


def pattern(tree: Any, names: Mapping[TensorRef, str], *, nested: bool = False) -> str:
    """The left side of an assignment that takes a tree of lists and tuples apart."""
    if not isinstance(tree, (list, tuple)):
        return names[tree]
    inner = ", ".join(pattern(item, names, nested=True) for item in tree)
    return f"[{inner}]" if nested or len(tree) < 2 else inner


def _fill(tree: Any, refs: Iterator[TensorRef]) -> Any:
    """The same tree with other leaves, in the order of `traversal.flattened`."""
    if isinstance(tree, Mapping):
        return {key: _fill(tree[key], refs) for key in sorted(tree)}
    if isinstance(tree, (list, tuple)):
        return [_fill(item, refs) for item in tree]
    return next(refs)
