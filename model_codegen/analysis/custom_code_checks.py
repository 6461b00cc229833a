"""What is wrong with the code of a design's own layers, as far as its syntax tells."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.design.custom_code import read_code
from model_codegen.design.custom_layers import names_in_use
from model_codegen.design.diagnostic_codes import Severity
from model_codegen.design.diagnostics import Diagnostic, with_line
from model_codegen.design.graph import Design, Layer
from model_codegen.design.wording import quote


def check_code(design: Design) -> Iterator[Diagnostic]:
    """Find what keeps the code of a design from standing in its source.

    Args:
        design: Any design.
    """
    code = read_code(design.code)
    if code.problem:
        message = f"The code of this design's own layers cannot run: {code.problem.rstrip('.')}"
        told = with_line(message, code.line or 0)
        severity: Severity = "error" if _has_placeholders(design) else "warning"
        yield Diagnostic("custom-code", severity, told, line=code.line)
        return
    for name in code.clashes(names_in_use(design)):
        message = (
            f"The code of this design's own layers has a {quote(name)} of its own, and the source "
            "of the model needs that name: give it another"
        )
        yield Diagnostic("custom-code", "error", message)


def _has_placeholders(design: Design) -> bool:
    graphs = (design.main, *design.models.values())
    homes = [design.operations, *(graph.operations for graph in graphs)]
    found = [each for operations in homes for each in operations.values()]
    return any(isinstance(each, Layer) and each.recorded is not None for each in found)
