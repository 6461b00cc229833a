"""Keras' summary and plot_model picture of a design."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from model_codegen.design.graph import Design

SUMMARY_COLUMNS = 80


@dataclass(frozen=True)
class PlotOptions:
    """How a picture is drawn: what `plot_model` shows, and where the model flows to."""

    shapes: bool = True
    dtypes: bool = False
    names: bool = True
    nested: bool = False
    direction: Literal["TB", "LR"] = "TB"

    def keras(self) -> dict[str, Any]:
        """The same in the words of `keras.utils.plot_model`."""
        return {
            "show_shapes": self.shapes,
            "show_dtype": self.dtypes,
            "show_layer_names": self.names,
            "expand_nested": self.nested,
            "rankdir": self.direction,
        }


@dataclass(frozen=True)
class Plot:
    """A picture of a model.

    Attributes:
        svg: The picture; None where Graphviz' `dot` isn't installed.
        dot: Its text, which the browser draws where there is no SVG; empty otherwise.
        note: One sentence on what is not as Keras would have drawn it.
    """

    svg: bytes | None
    dot: str
    note: str


def summary(design: Design) -> str:
    """Keras' own summary text, as wide as the panel that shows it."""
    from model_codegen import render

    return render.summary(design, line_length=SUMMARY_COLUMNS)


def plot(design: Design, options: PlotOptions) -> Plot:
    """Keras' plot_model picture as SVG, or as DOT text where it cannot be laid out here."""
    from model_codegen import render

    if shutil.which("dot") is None:
        note = "Graphviz is not installed on this server; your browser draws this picture."
        return Plot(None, render.dot(design, **options.keras()), note)
    drawn = render.picture(design, "svg", **options.keras())
    return Plot(drawn.data, "", drawn.note)


def plot_png(design: Design, options: PlotOptions) -> bytes:
    """Keras' plot_model picture as PNG."""
    from model_codegen import render

    return render.picture(design, "png", **options.keras()).data
