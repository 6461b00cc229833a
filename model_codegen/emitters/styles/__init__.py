"""The styles: Sequential, Functional, subclass.

A further one is a module here that holds a `Style`, and its line below: `emit`, `prove`, the
command line and the app take their lists from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.emitters.styles.functional import FUNCTIONAL
from model_codegen.emitters.styles.sequential import SEQUENTIAL
from model_codegen.emitters.styles.style import Style
from model_codegen.emitters.styles.subclass import SUBCLASS

__all__ = ["MOST_ABLE_FIRST", "STYLES", "Style"]

STYLES: Mapping[str, Style] = {
    style.name: style
    for style in (
        SEQUENTIAL,
        FUNCTIONAL,
        SUBCLASS,
    )
}
"""The styles by name, in the order in which people are offered them."""

MOST_ABLE_FIRST = tuple(
    sorted(STYLES.values(), key=lambda style: style.reasons_against is not None)
)
"""The styles that every design has come first: what the others are compared with."""
