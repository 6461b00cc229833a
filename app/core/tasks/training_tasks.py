"""What the Train tab asks a worker for that needs Keras: scripts, notebooks, proposals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model_codegen.design.graph import Design


def script(design: Design, style: str) -> str:
    """The script that trains a design: in a style, or as functional source where that has no such.

    Raises:
        NotExpressible: If the design has errors.
    """
    from model_codegen import emitters

    return _written(lambda one: emitters.emit(design, one, with_training=True).text, style)


def notebook(design: Design, style: str) -> str:
    """The same as a notebook: the text of an `.ipynb` file.

    Raises:
        NotExpressible: If the design has errors.
    """
    from model_codegen import emitters

    return _written(lambda one: emitters.emit_notebook(design, one), style)


def _written(write: Callable[[str], str], style: str) -> str:
    from model_codegen.design.errors import NotExpressible

    try:
        return write(style)
    except NotExpressible:
        return write("functional")
