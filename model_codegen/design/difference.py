"""What was changed between two designs, as a JSON patch that holds nothing else."""

from __future__ import annotations

from jsonpatch import make_patch

from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design
from model_codegen.design.patches import Operations


def difference(old: Design, new: Design) -> Operations:
    """Return the patch (RFC 6902) that makes the JSON of `new` out of the JSON of `old`.

    Its size follows the size of the change, not of the design. It is empty if both have one JSON;
    numbers are told apart as JSON writes them, so `1`, `1.0` and `true` are three values.
    """
    operations: Operations = make_patch(to_json(old), to_json(new)).patch
    return operations
