"""Models that come from Keras, as designs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model_codegen.design.graph import Design
    from model_codegen.importers import ImportResult


def import_config(text: str) -> ImportResult:
    """The design of a model that Keras saved, from the JSON that its file holds."""
    from model_codegen import importers

    return importers.from_file(text.encode("utf-8", "surrogatepass"))


def import_application(name: str) -> ImportResult:
    """The design of a model of `keras.applications`; no weights are fetched."""
    from model_codegen import importers

    return importers.from_application(name)


def open_up(design: Design, graph: str, operation: str) -> ImportResult:
    """The design with a model of `keras.applications` opened up into a block."""
    from model_codegen import importers

    return importers.open_up(design, graph, operation)
