"""Costs on the live channel: for what a page wants them counted, and what it is sent."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from components.protocol_fields import Id, PatchJson, Size


class LensSettings(TypedDict):
    """For what costs are counted.

    `batch` samples, the sizes of `dims` that the inputs leave open, by name; `training` or use; a
    dtype `policy`, or null for the design's.
    """

    batch: Size
    dims: Annotated[dict[Id, Size], Field(max_length=100)]
    training: bool
    policy: Id | None


class CallCost(TypedDict):
    """What a call costs, a block's together; see `model_codegen.costing.NodeCost`.

    `memory` is of its outputs and of what it needs besides while it runs, `kept` what training
    keeps of both. `formula` is how most of its float operations are worked out. All in bytes.
    """

    flops: int
    macs: int
    params: int
    bytes: int
    memory: int
    kept: int
    dtype: str
    field: str
    formula: str
    notes: list[str]


class GraphCost(TypedDict):
    """What a graph costs; `fullest` is the call at which most memory is in use."""

    calls: dict[str, CallCost]
    flops: int
    macs: int
    memory: int
    kept: int
    fullest: str | None


class Costs(TypedDict):
    """What a design costs; see `model_codegen.costing.Cost`.

    `open` has the dimensions that it leaves open, with the size that was given or null. `weights`
    are bytes by dtype, `training` the bytes that a step of training needs. `problems` say why it
    is not all that is counted.
    """

    graphs: dict[str, GraphCost]
    open: dict[str, int | None]
    policy: str
    params: int
    weights: dict[str, int]
    training: int
    problems: list[str]


class CostUpdate(TypedDict):
    """The costs of the analysed revision `rev`: whole, a patch on what was sent before, or neither.

    A `problem` says why they could not be counted.
    """

    rev: int
    settings: LensSettings
    whole: NotRequired[Costs]
    patch: NotRequired[list[PatchJson]]
    problem: NotRequired[str]
