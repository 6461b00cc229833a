"""What was changed between two designs, as a JSON patch that holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonpatch import make_patch

from model_codegen.design import patches
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design
from model_codegen.design.patches import Operations
from model_codegen.design.traversal import Path


def difference(old: Design, new: Design) -> Operations:
    """Return the patch (RFC 6902) that makes the JSON of `new` out of the JSON of `old`.

    Its size follows the size of the change, not of the design. It is empty if both have one JSON;
    numbers are told apart as JSON writes them, so `1`, `1.0` and `true` are three values.
    """
    before, after = to_json(old), to_json(new)
    patch = make_patch(before, after)
    operations: Operations = patch.patch
    # Members that are added stand behind the others, whatever their place.
    moved = _moved(patch.apply(before) if operations else before, after, ())
    return operations + [patches.replace(patches.pointer(*path), value) for path, value in moved]


def _moved(value: Any, wanted: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Where two equal JSON values have their members in another order that means something.

    Graphs, calls and operations are written sorted by their ids; arguments and arrangements of
    inputs and outputs are not.
    """
    if isinstance(wanted, dict):
        if [*value] != [*wanted] and (not path or path[-1] in ("dict", "config", "kwargs")):
            yield path, wanted
            return
        for key, item in wanted.items():
            yield from _moved(value[key], item, (*path, key))
    elif isinstance(wanted, list):
        for index, item in enumerate(wanted):
            yield from _moved(value[index], item, (*path, index))
