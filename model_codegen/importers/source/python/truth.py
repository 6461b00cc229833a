"""Whether a condition holds."""

from __future__ import annotations

from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.values import Array, Dim, Tensor, Unknown, Value


def truth(value: Value) -> bool | Unknown:
    """Whether a value counts as true; `Unknown` if that is known only while the text runs."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, (Tensor, Array)):
        return Unknown("whether a tensor holds is known only while the model runs")
    if isinstance(value, Dim):
        return True
    return bool(value) if is_plain(value) else True
