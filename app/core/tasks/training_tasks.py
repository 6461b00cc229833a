"""What the Train tab asks a worker for that needs Keras: scripts, notebooks, proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model_codegen.design.graph import Design


def script(design: Design, style: str) -> str:
    """The script that trains a design: in a style, or as functional source where that has no such.

    Raises:
        NotExpressible: If the design has errors.
    """
    from model_codegen import emitters

    return emitters.emit(design, _style(design, style), with_training=True).text


def notebook(design: Design, style: str) -> str:
    """The same as a notebook: the text of an `.ipynb` file.

    Raises:
        NotExpressible: If the design has errors.
    """
    from model_codegen import emitters

    return emitters.emit_notebook(design, _style(design, style))


def _style(design: Design, style: str) -> str:
    from model_codegen import emitters
    from model_codegen.design.errors import NotExpressible

    try:
        emitters.emit(design, style)
    except NotExpressible:
        return "functional"
    return style
