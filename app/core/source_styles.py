"""The styles of source, as pages offer them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model_codegen.emitters.styles import Style


def source_styles() -> Mapping[str, Style]:
    """The styles by name, in the order in which they are offered.

    They are imported by the first call: the emitters take a tenth of a second, for which the first
    page of a server would wait with its palette.
    """
    from model_codegen.emitters.styles import STYLES

    return STYLES
