"""Models that come from Keras, as designs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model_codegen.design.graph import Design
    from model_codegen.importers import ImportResult


def import_config(text: str) -> ImportResult:
    """The design of a model that Keras saved, from the JSON that its file holds."""
    from model_codegen import importers

    return framed(importers.from_file(text.encode("utf-8", "surrogatepass")))


def import_application(name: str) -> ImportResult:
    """The design of a model of `keras.applications`; no weights are fetched."""
    from model_codegen import importers

    return framed(importers.from_application(name))


def open_up(design: Design, graph: str, operation: str) -> ImportResult:
    """The design with a model of `keras.applications` opened up into a block."""
    from model_codegen import importers

    return framed(importers.open_up(design, graph, operation))


def framed(result: ImportResult) -> ImportResult:
    """What was imported, with large graphs in frames that are collapsed."""
    from model_codegen.importers.structure_frames import with_structure_frames

    return replace(result, design=with_structure_frames(result.design))
