"""Python source of a design, in three styles.

Three phases: `collect` takes what reaches an output and orders it; `plan` names everything that the
source defines (`namespace`, `autonames`, `tensors`); then a style renders it. Values become text in
`literals` only, names in `namespace` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from model_codegen.analysis import analyse
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.errors import LayerloomError, NotExpressible
from model_codegen.design.graph import Design
from model_codegen.emitters.collect import collect
from model_codegen.emitters.generated_code import GeneratedCode
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.functional import emit_functional, fold_functional
from model_codegen.emitters.styles.sequential import emit_sequential
from model_codegen.emitters.styles.subclass import emit_subclass, fold_subclass

__all__ = ["EMITTERS", "GeneratedCode", "emit"]

EMITTERS: Mapping[str, Callable[..., Source]] = {
    "sequential": emit_sequential,
    "functional": emit_functional,
    "subclass": emit_subclass,
}
"""The styles."""


FOLDERS: Mapping[str, Callable[..., Source | None]] = {
    "functional": fold_functional,
    "subclass": fold_subclass,
}
"""How a style writes what repeats."""

_TOO_DEEP = Diagnostic(
    "too-deep",
    "error",
    "This is nested too deeply to be written: Python and Keras follow blocks by recursion",
)


def emit(
    design: Design,
    style: str,
    *,
    blocks: Literal["function", "layer"] = "function",
    fold: bool = False,
) -> GeneratedCode:
    """Write a design as Python source.

    Args:
        design: Any design.
        style: A key of `EMITTERS`.
        blocks: What a definition becomes: a function that returns a `keras.Model`, or a class that
            is a `keras.layers.Layer`; in subclass style it is always a class.
        fold: Whether structure that repeats becomes functions and loops. Where nothing does, or it
            would not be shorter, the source is the same as without.

    Raises:
        NotExpressible: With one diagnostic per reason, if the design has errors or the style cannot
            express it.
        LayerloomError: If there is no such style.
    """
    if style not in EMITTERS:
        raise LayerloomError(f"There is no style {style!r}; choose from {', '.join(EMITTERS)}.")
    analysis = analyse(design)
    if analysis.errors:
        raise NotExpressible(style, analysis.errors)
    try:
        program = collect(design, analysis)
        flat = EMITTERS[style](program, classes=blocks == "layer").finish(style)
        if fold and style in FOLDERS:
            folded = FOLDERS[style](program, classes=blocks == "layer")
            code = flat if folded is None else folded.finish(style)
            if code.text.count("\n") < flat.text.count("\n"):
                return code
        return flat
    except RecursionError:
        raise NotExpressible(style, [_TOO_DEEP]) from None
