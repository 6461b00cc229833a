"""What two designs do not have in common: layers that came, went and changed, and the cost."""

from __future__ import annotations

from model_codegen.comparison.comparing import compare
from model_codegen.comparison.differences import Change, Comparison, Detail, Place, Totals

__all__ = ["Change", "Comparison", "Detail", "Place", "Totals", "compare"]
