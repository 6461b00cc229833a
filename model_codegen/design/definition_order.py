"""In which order definitions and shared operations can be made, and which never end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from model_codegen.design.config_references import held_ids
from model_codegen.design.graph import Design, Operation, SubModel
from model_codegen.design.traversal import topological


@dataclass(frozen=True)
class MakingOrder:
    """What has to be made before what.

    Attributes:
        definitions: The ids of the definitions, each after those that it is made of.
        operations: Those of the design's operations likewise.
        endless: The definitions that contain themselves, directly or through others, with all that
            contain one of these.
        endless_operations: The design's operations of which the same is true.
    """

    definitions: tuple[str, ...]
    operations: tuple[str, ...]
    endless: tuple[str, ...]
    endless_operations: tuple[str, ...]


def making_order(design: Design) -> MakingOrder:
    """Sort definitions and shared operations behind what they are made of.

    Args:
        design: As it is stored, or expanded.
    """
    needs = {
        f"m{key}": _needs(design, graph.operations.values())
        for key, graph in sorted(design.models.items())
    }
    if design.operations:
        for key, graph in design.models.items():
            called = dict.fromkeys(node.operation for node in graph.nodes.values())
            needs[f"m{key}"] += [
                f"o{operation}" for operation in called if operation not in graph.operations
            ]
        for key, operation in sorted(design.operations.items()):
            needs[f"o{key}"] = _needs(design, [operation])
    done, rest, _ = topological(needs)
    return MakingOrder(_of(done, "m"), _of(done, "o"), _of(rest, "m"), _of(rest, "o"))


def _needs(design: Design, operations: Iterable[Operation]) -> list[str]:
    found: list[str] = []
    for operation in operations:
        if isinstance(operation, SubModel):
            found.append(f"m{operation.model}")
        elif design.operations:
            found += [f"o{key}" for key in held_ids(operation)]
    return found


def _of(keys: list[str], kind: str) -> tuple[str, ...]:
    return tuple(key[1:] for key in keys if key[0] == kind)
