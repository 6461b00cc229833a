"""Ready designs: each teaches one thing, opens on the canvas and is tested against Keras' figures.

An entry is a design file beside this module and a line in `_ENTRIES`, whose order the menu follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design
from model_codegen.design.wording import offer


@dataclass(frozen=True)
class GalleryEntry:
    """One line of the gallery's menu.

    Attributes:
        name: What `load` takes, also the stem of the design file.
        title: A short name for people.
        summary: One sentence: what this model teaches.
    """

    name: str
    title: str
    summary: str


def entries() -> tuple[GalleryEntry, ...]:
    """All entries, from the first lesson to the last."""
    return tuple(GalleryEntry(name, *texts) for name, texts in _ENTRIES.items())


def names() -> tuple[str, ...]:
    """The names of all entries, in the order of `entries`."""
    return tuple(_ENTRIES)


def load(name: str) -> Design:
    """Return a gallery design.

    Raises:
        DesignError: If there is no entry of that name; the message offers the nearest ones.
    """
    return loads(text(name))


def text(name: str) -> str:
    """Return the design file of a gallery entry, byte for byte as it is stored.

    Raises:
        DesignError: If there is no entry of that name; the message offers the nearest ones.
    """
    if name not in _ENTRIES:
        raise DesignError(f"The gallery has no entry {name!r}. {offer(name, _ENTRIES)}")
    return resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")


_ENTRIES: Mapping[str, tuple[str, str]] = {
    "mlp": (
        "Multilayer perceptron",
        "The simplest network: a chain in which each layer reads only the one before it, "
        "so Sequential can hold it.",
    ),
    "dropout_mlp": (
        "Perceptron with dropout",
        "Dropout has no weights and acts only in training: a layer can change what a model learns "
        "without adding a single parameter.",
    ),
    "binary_classifier": (
        "Binary classifier",
        "One sigmoid unit answers yes or no; batch normalization brings the first weights that "
        "training does not touch.",
    ),
    "batch_norm_stack": (
        "Batch normalization stack",
        "The same three layers, Dense, BatchNormalization, Dropout, again and again: repetition "
        "makes a model deep, and it stays a chain.",
    ),
    "digit_cnn": (
        "Digit CNN",
        "Convolution and pooling trade width for depth, and Flatten turns the picture into the "
        "vector that a Dense layer reads.",
    ),
    "cifar_cnn": (
        "CIFAR CNN",
        "Two convolution stages end in global average pooling, which needs no Flatten and keeps "
        "the classifier small.",
    ),
    "time_series_lstm": (
        "Time-series LSTM",
        "A recurrent layer reads thirty time steps and hands on only its last state, from which "
        "one Dense layer forecasts a week.",
    ),
    "sentiment_bilstm": (
        "Bidirectional LSTM",
        "Words become vectors, padding is masked, and each text is read in both directions; only "
        "the first LSTM has to return the whole sequence.",
    ),
    "mixed_precision_mlp": (
        "Mixed-precision perceptron",
        "Hidden layers compute in float16 and store float32; the softmax head stays in float32 so "
        "that small probabilities survive.",
    ),
    "two_headed_mlp": (
        "Two inputs, two heads",
        "Two inputs merge and two answers part again: the first graph that is no chain, so "
        "Sequential cannot express it.",
    ),
    "image_text": (
        "Image and text",
        "Each kind of data gets a branch that suits it; Concatenate joins them once both are "
        "vectors.",
    ),
    "tabular_text": (
        "Table and text",
        "Numbers go straight into a Dense layer, word ids need an Embedding first, and the "
        "embedding holds nearly all the parameters.",
    ),
    "multi_task": (
        "Multi-task with named inputs",
        "Inputs and outputs are dictionaries: data and losses are matched by name instead of by "
        "position.",
    ),
    "siamese_comparator": (
        "Siamese comparator",
        "One encoder is called twice: two calls, one set of weights, so both images are judged "
        "by the same eye.",
    ),
    "siamese_copied": (
        "Siamese, copied by mistake",
        "The same drawing with two encoders: twice the parameters and nothing shared, a mistake "
        "that no shape error reveals.",
    ),
    "residual_classifier": (
        "Residual classifier",
        "A shortcut carries the input past two layers; its projection makes the shapes agree so "
        "that Add can join them.",
    ),
    "residual_blocks": (
        "Residual blocks",
        "A block that hides its branch leaves the outer graph a chain: Sequential can hold the "
        "blocks, though not what is inside them.",
    ),
    "attention_block": (
        "Self-attention block",
        "One tensor enters attention as query and as value and skips around it too, joined by a "
        "plain `x + attention(x, x)` without weights.",
    ),
    "transfer_mobilenet": (
        "Transfer from MobileNetV2",
        "A pretrained model is one frozen layer: of 2,270,794 parameters only the 12,810 of the "
        "new head are trained, and frozen is what keeps its batch statistics, as `fit` overwrites "
        "the training=False of its call.",
    ),
}
