"""Fields that messages of the live channel have in common, with their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired, TypeAlias

from pydantic import Field
from typing_extensions import TypedDict

Text = Annotated[str, Field(max_length=16 * 1024 * 1024)]
Id = Annotated[str, Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=2**53)]
Size = Annotated[int, Field(ge=1, le=2**40)]
Lines = Annotated[list[int], Field(min_length=2, max_length=2)]
"""The first line and the last."""


class PatchOperation(TypedDict):
    """One operation of a JSON patch (RFC 6902)."""

    op: Literal["add", "remove", "replace", "move", "copy", "test"]
    path: str
    value: NotRequired[Any]


if TYPE_CHECKING:
    # In Python they are JSON already when they come here.
    AnalysisJson: TypeAlias = dict[str, Any]
    DesignJson: TypeAlias = dict[str, Any]
    DiagnosticJson: TypeAlias = dict[str, Any]
    EntryJson: TypeAlias = dict[str, Any]
    PatchJson: TypeAlias = dict[str, Any]
else:
    from model_codegen.analysis.analysis_result import Analysis
    from model_codegen.catalogue.entry import Entry
    from model_codegen.design.diagnostics import Diagnostic
    from model_codegen.design.fileformat.schema import WireDesign

    AnalysisJson, DesignJson, DiagnosticJson, EntryJson = Analysis, WireDesign, Diagnostic, Entry
    PatchJson = PatchOperation
