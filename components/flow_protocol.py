"""The values of tensors on the live channel: what a page looks at, and what it is sent of it.

What is sent at once is small: each call's tensors with a picture of some 24 pixels a side. What is
known besides of the one call that a page has before it comes as a `CallDetail`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from components.protocol_fields import Id

Number = Annotated[float, Field(ge=-1e30, le=1e30, allow_inf_nan=False)]
Seed = Annotated[int, Field(ge=0, le=2**31)]


class FlowInput(TypedDict):
    """What an input is given; see `model_codegen.flow.flow_settings.InputChoice`.

    Of what was drawn, null stands for what is no number.
    """

    kind: Literal["random", "constant", "ramp", "sample", "drawn", "data"]
    value: Number
    seed: Seed
    values: Annotated[list[Number | None], Field(max_length=32 * 32)]
    width: Annotated[int, Field(ge=0, le=32 * 32)]


class FlowSettings(TypedDict):
    """One forward pass; see `model_codegen.flow.flow_settings.FlowSettings`.

    `inputs` by the id of their call. `trained`: with the weights of the newest finished run of the
    draft, if there is one.
    """

    inputs: Annotated[dict[Id, FlowInput], Field(max_length=32)]
    batch: Annotated[int, Field(ge=1, le=8)]
    training: bool
    seed: Seed
    draw: Seed
    sample: Seed
    rate: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] | None
    trained: bool


class FlowPlace(TypedDict):
    """A call as it is drawn, and its number among `calls`: one that repeats stands there often."""

    graph: Id
    node: Id
    number: Annotated[int, Field(ge=0, le=10_000)]


class Pixels(TypedDict):
    """Pictures of a tensor's first sample; see `model_codegen.flow.tensor_view.Picture`.

    `data` are bytes in base64, from 1 (`low`) to 255 (`high`); 0 is no finite number.
    """

    width: int
    height: int
    tiles: int
    channels: int
    low: float
    high: float
    data: str


class Bars(TypedDict):
    """A histogram; see `model_codegen.flow.tensor_view.Histogram`."""

    low: float
    high: float
    counts: list[int]


class TensorValues(TypedDict):
    """A tensor in short. `min`, `max`, `mean`, `std` are of its finite numbers, or null.

    `zeros` and `bad` (what is no finite number) are shares.
    """

    shape: list[int]
    dtype: str
    min: float | None
    max: float | None
    mean: float | None
    std: float | None
    zeros: float
    bad: float
    picture: Pixels | None


class TensorDetail(TensorValues):
    """A tensor at length: larger pictures, and the numbers of its first sample if they are few."""

    histogram: Bars | None
    values: list[float | str] | None


class CallValues(TypedDict):
    """One call, and what it returned.

    `path` names the blocks around it. `layer` is the same for all calls of a layer with weights,
    and empty where there are none. `instance` counts the calls that are drawn as one.
    """

    graph: str
    node: str
    path: list[str]
    name: str
    layer: str
    instance: int
    outputs: list[TensorValues]


class FlowHead(TypedDict):
    """What a head adds to a loss; see `model_codegen.flow.flow_result.HeadLoss`."""

    name: str
    what: str
    loss: float | None
    weight: float


class FlowStep(TypedDict):
    """A gradient step; see `model_codegen.flow.flow_result.Step`."""

    loss: float | None
    after: float | None
    rate: float
    what: str
    norm: float | None
    heads: list[FlowHead]
    target: str
    own: bool


class FlowOwn(TypedDict):
    """The data of the design's training; see `model_codegen.flow.flow_result.Own`."""

    name: str
    samples: int
    rate: float | None
    optimizer: str
    targets: dict[str, str]
    problem: str


class FlowEntry(TypedDict):
    """What an input takes: numbers below `most` (null: any), of `shape`; the data that fit it.

    `own`: the design's training has data for it.
    """

    node: str
    name: str
    shape: list[int]
    dtype: str
    most: int | None
    sample: str
    own: bool


class FlowValues(TypedDict):
    """One forward pass: its calls in the order of the source. `trained`: with trained weights.

    `own`: the data of its training, if any input can be given them.
    """

    calls: list[CallValues]
    entries: list[FlowEntry]
    batch: int
    training: bool
    trained: bool
    step: FlowStep | None
    own: FlowOwn | None


class GradientPart(TypedDict):
    """What a call contributes to a gradient; without a node: a penalty on the weight itself."""

    graph: str
    node: str
    norm: float | None
    picture: TensorDetail


class WeightMoved(TypedDict):
    """What a gradient step made of a weight; `norm` is the size of the change."""

    after: TensorDetail
    change: TensorDetail
    norm: float | None
    parts: list[GradientPart]


class WeightDetail(TypedDict):
    """A weight; `digest` is of its numbers, `after` what a pass in training has made of it."""

    path: str
    digest: str
    trainable: bool
    before: TensorDetail
    after: TensorDetail | None
    moved: WeightMoved | None


class LayerDetail(TypedDict):
    """A layer with weights, and its calls in the order in which they are made."""

    name: str
    calls: list[FlowPlace]
    weights: list[WeightDetail]


class CallDetail(TypedDict):
    """The call that a page has before it."""

    place: FlowPlace
    outputs: list[TensorDetail]
    layer: LayerDetail | None


class FlowUpdate(TypedDict, total=False):
    """The values of the analysed revision `rev`: as far as they are new.

    A `problem` says why there are none; `busy`: they are being worked out.
    """

    rev: int
    whole: FlowValues
    detail: CallDetail | None
    problem: str
    busy: bool
