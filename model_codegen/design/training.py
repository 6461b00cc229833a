"""How a design is trained: what its heads learn, from which data, and how.

Every object of Keras stands here as it stands in a layer's config: `{"class_name": public dotted
path, "config": {…}}` with what was set explicitly, as JSON. Nothing here checks that it makes
sense: a draft is legal, and `analyse` says what does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from model_codegen.design.config_values import Config

DataKind: TypeAlias = Literal[
    "bundled", "generated", "keras", "csv", "npz", "images", "tfrecord", "random"
]

READ_FROM_FILES = frozenset({"csv", "npz", "images", "tfrecord"})
"""Kinds of data that a script reads from a file beside it: `file_name`."""

MODEL_FILE = "model.keras"
"""Where a script that trains saves the model at its end."""

HISTORY_FILE = "history.png"
"""Where it draws how the training went."""

BALANCED = "balanced"
"""Class weights that let every label count the same: samples / (labels * samples of the label)."""


@dataclass(frozen=True)
class Head:
    """What one output learns.

    Attributes:
        loss: One of `keras.losses`; None: this output is not trained by itself.
        weight: What its loss is multiplied with in the sum of all.
        metrics: Of `keras.metrics`.
        class_weight: What samples of a label count for, by the label as text; `BALANCED`; or None:
            all the same.
    """

    loss: Config | None = None
    weight: float = 1.0
    metrics: tuple[Config, ...] = ()
    class_weight: Mapping[str, float] | Literal["balanced"] | None = None


@dataclass(frozen=True)
class Feed:
    """What an input or a head is fed with.

    Attributes:
        fields: Names of fields of the data; several are put side by side, as columns.
        steps: What is done to it, in this order, each `{"step": kind, …}`: `scale` divides by `by`;
            `standardize` takes the mean away and divides by the standard deviation of the training
            part; `resize` gives images the `size` [height, width], by nearest neighbours; `reshape`
            gives samples the `shape`; `one_hot` writes labels as `classes` numbers; `cast` gives
            the `dtype`; `add_channel` appends a dimension of 1.
    """

    fields: tuple[str, ...]
    steps: tuple[Config, ...] = ()


@dataclass(frozen=True)
class FieldFacts:
    """What is known of one field of the data, so that nothing has to read the data itself.

    Attributes:
        shape: Of one sample; empty for a number.
        dtype: As NumPy calls it; `"str"` for text.
        minimum: The smallest number in it; None for text.
        maximum: The largest number in it; None for text.
        labels: How many samples have each value, by the value as text, where it may be a label:
            whole numbers or text of not too many different values.
        missing: How many samples have no value.
    """

    shape: tuple[int, ...] = ()
    dtype: str = "float32"
    minimum: float | None = None
    maximum: float | None = None
    labels: Mapping[str, int] = field(default_factory=dict)
    missing: int = 0


@dataclass(frozen=True)
class Data:
    """What a model is trained with.

    Attributes:
        kind: Where it comes from.
        name: Which: `"digits"`, `"spirals"`, `"mnist"`; of a file its name; empty for random data.
        options: Of a generator its arguments; of a file `{"sha256": …}`, and of images the `size`
            [height, width] and number of `channels` that they are read with.
        samples: How many there are.
        fields: What is known of each.
        inputs: What each input is fed with, by its name (see `head_names.input_names`).
        targets: What each head learns, by its name (see `head_names.head_names`).
        sample_weight: The field that says what each sample counts for.
        pipeline: Whether `fit` is given arrays or a `tf.data.Dataset`.
        augment: Preprocessing layers that change the training images anew in each epoch.
        cache: Whether a dataset keeps what it has read, before it is augmented.
        shuffle_buffer: From how many samples a dataset draws the next one; 0: from all.
    """

    kind: DataKind
    name: str = ""
    options: Config = field(default_factory=dict)
    samples: int = 0
    fields: Mapping[str, FieldFacts] = field(default_factory=dict)
    inputs: Mapping[str, Feed] = field(default_factory=dict)
    targets: Mapping[str, Feed] = field(default_factory=dict)
    sample_weight: str | None = None
    pipeline: Literal["arrays", "tf.data"] = "arrays"
    augment: tuple[Config, ...] = ()
    cache: bool = True
    shuffle_buffer: int = 0


@dataclass(frozen=True)
class Stage:
    """One `fit` of several, between which layers are frozen or set free.

    Attributes:
        name: What it is called: "train the head".
        epochs: How many epochs it takes.
        trainable: By the name of a layer of the main graph: False freezes it, True sets it free,
            and a number sets its last so many layers free (of an application or a block). Ask
            `is True` before comparing numbers. What is not named stays as it was before.
        learning_rate: Instead of the optimizer's own.
    """

    name: str
    epochs: int = 1
    trainable: Mapping[str, bool | int] = field(default_factory=dict)
    learning_rate: float | None = None


@dataclass(frozen=True)
class Training:
    """How a design is trained.

    Attributes:
        optimizer: One of `keras.optimizers`; its `learning_rate` may be one of
            `keras.optimizers.schedules`.
        heads: What each output learns, by its name (see `head_names.head_names`).
        data: What it is trained with; None: not chosen yet.
        epochs: How often it sees all data, where there are no stages.
        batch_size: Samples to a step.
        validation_split: The part of the samples, of all shuffled once, that is kept to validate.
        shuffle: Whether the training part is shuffled anew in each epoch.
        callbacks: Of `keras.callbacks`.
        stages: Several fits one after another.
        loop: `fit`, or a loop written out.
        backend: What the source runs on; the app itself trains on TensorFlow.
        devices: `all` trains the same model on all devices at once, each on its part of a batch.
        steps_per_execution: As in `compile`.
        jit_compile: As in `compile`.
        seed: Of everything that is drawn by lot.
    """

    optimizer: Config = field(
        default_factory=lambda: {"class_name": "keras.optimizers.Adam", "config": {}}
    )
    heads: Mapping[str, Head] = field(default_factory=dict)
    data: Data | None = None
    epochs: int = 10
    batch_size: int = 32
    validation_split: float = 0.2
    shuffle: bool = True
    callbacks: tuple[Config, ...] = ()
    stages: tuple[Stage, ...] = ()
    loop: Literal["fit", "custom"] = "fit"
    backend: Literal["tensorflow", "jax", "torch"] = "tensorflow"
    devices: Literal["one", "all"] = "one"
    steps_per_execution: int = 1
    jit_compile: Literal["auto"] | bool = "auto"
    seed: int = 0
