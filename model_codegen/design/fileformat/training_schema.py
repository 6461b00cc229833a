"""The file format of `Design.training`: pydantic models, as in `schema`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from model_codegen.design.fileformat.wire import Wire, form_error
from model_codegen.design.training import (
    BALANCED,
    Data,
    Feed,
    FieldFacts,
    Head,
    Stage,
    Training,
)

Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


def _object(value: Any) -> Any:
    if (
        isinstance(value, dict)
        and isinstance(value.get("class_name"), str)
        and isinstance(value.get("config", {}), dict)
        and value.keys() <= {"class_name", "config"}
    ):
        return {"class_name": value["class_name"], "config": value.get("config", {})}
    raise form_error(
        'this is written {"class_name": "keras.optimizers.Adam", "config": {…}}, with another class'
    )


def _step(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("step"), str):
        return value
    raise form_error('a step is written {"step": "scale", "by": 255}, or another one')


def _freedom(value: Any) -> Any:
    if isinstance(value, bool) or (type(value) is int and value >= 0):
        return value
    raise form_error("a layer is set free by true, frozen by false, or has its last n layers free")


def _class_weight(value: Any) -> Any:
    if value is None or value == BALANCED or isinstance(value, dict):
        return value
    raise form_error(f'class weights are "{BALANCED}" or {{"label": weight, …}}')


WireObject = Annotated[dict[str, Any], BeforeValidator(_object)]
WireStep = Annotated[dict[str, Any], BeforeValidator(_step)]
Freedom = Annotated[bool | int, BeforeValidator(_freedom)]


class WireHead(Wire, becomes=lambda metrics, **fields: Head(metrics=tuple(metrics), **fields)):
    """See `training.Head`."""

    loss: WireObject | None = None
    weight: Finite = 1.0
    metrics: list[WireObject] = []
    class_weight: Annotated[
        dict[str, Finite] | Literal["balanced"] | None, BeforeValidator(_class_weight)
    ] = None


class WireFeed(Wire, becomes=lambda fields, steps: Feed(tuple(fields), tuple(steps))):
    """See `training.Feed`."""

    fields: Annotated[list[str], Field(min_length=1)]
    steps: list[WireStep] = []


class WireFieldFacts(
    Wire, becomes=lambda shape, **fields: FieldFacts(shape=tuple(shape), **fields)
):
    """See `training.FieldFacts`."""

    shape: list[Count] = []
    dtype: str = "float32"
    minimum: Finite | None = None
    maximum: Finite | None = None
    labels: dict[str, Count] = {}
    missing: Count = 0


class WireData(Wire, becomes=lambda augment, **fields: Data(augment=tuple(augment), **fields)):
    """See `training.Data`."""

    kind: Literal["bundled", "generated", "keras", "csv", "npz", "images", "tfrecord", "random"]
    name: str = ""
    options: dict[str, Any] = {}
    samples: Count = 0
    fields: dict[str, WireFieldFacts] = {}
    inputs: dict[str, WireFeed] = {}
    targets: dict[str, WireFeed] = {}
    sample_weight: str | None = None
    pipeline: Literal["arrays", "tf.data"] = "arrays"
    augment: list[WireObject] = []
    cache: bool = True
    shuffle_buffer: Count = 0


class WireStage(Wire, becomes=Stage):
    """See `training.Stage`."""

    name: str
    epochs: Positive = 1
    trainable: dict[str, Freedom] = {}
    learning_rate: Finite | None = None


class WireTraining(
    Wire,
    becomes=lambda callbacks, stages, **fields: Training(
        callbacks=tuple(callbacks), stages=tuple(stages), **fields
    ),
):
    """See `training.Training`."""

    optimizer: WireObject = {"class_name": "keras.optimizers.Adam", "config": {}}
    heads: dict[str, WireHead] = {}
    data: WireData | None = None
    epochs: Positive = 10
    batch_size: Positive = 32
    validation_split: Annotated[float, Field(ge=0, lt=1)] = 0.2
    shuffle: bool = True
    callbacks: list[WireObject] = []
    stages: list[WireStage] = []
    loop: Literal["fit", "custom"] = "fit"
    backend: Literal["tensorflow", "jax", "torch"] = "tensorflow"
    devices: Literal["one", "all"] = "one"
    steps_per_execution: Positive = 1
    jit_compile: Literal["auto"] | bool = "auto"
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0
