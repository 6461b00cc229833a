"""The data of `keras.datasets`, which Keras fetches from the internet the first time."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from model_codegen.datasets.entry import DataEntry
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, FieldFacts
from model_codegen.design.wording import offer, quote
from model_codegen.keras_bridge.keras_import import import_keras

SECONDS = 20
"""How long a silent network is waited for."""

WORDS, LENGTH = "words", "length"
"""The options of texts: how many different words they have, and to how many they are cut."""

_USUAL = {WORDS: 10_000, LENGTH: 200}
OPTION_BOUNDS = {WORDS: (10, 200_000), LENGTH: (1, 5_000)}
"""The smallest and largest value of each option."""


_FILES = {
    "fashion_mnist": "fashion-mnist",
    "cifar10": "cifar-10-",
    "cifar100": "cifar-100-",
}
"""How the names of their files begin, where that is not their own name."""


@dataclass(frozen=True)
class KerasData:
    """The training part of one data set.

    Attributes:
        title: A short name for people.
        summary: One sentence: what is in it.
        samples: How many there are.
        values: The field of what goes in, and what is known of it.
        target: The field to be learnt, and what is known of it.
        is_text: Whether samples are lists of word numbers.
        column: Whether labels stand in a column of their own, (samples, 1).
        designs: Gallery designs that they fit.
    """

    title: str
    summary: str
    samples: int
    values: tuple[str, FieldFacts]
    target: tuple[str, FieldFacts]
    is_text: bool = False
    column: bool = False
    designs: tuple[str, ...] = field(default=())


def _grey() -> tuple[str, FieldFacts]:
    return "image", FieldFacts((28, 28), "uint8", 0, 255)


def _colour() -> tuple[str, FieldFacts]:
    return "image", FieldFacts((32, 32, 3), "uint8", 0, 255)


def _label(counts: list[int], dtype: str = "uint8") -> tuple[str, FieldFacts]:
    labels = {str(label): count for label, count in enumerate(counts)}
    return "label", FieldFacts((), dtype, 0, len(counts) - 1, labels)


_DIGITS = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
_TOKENS = ("tokens", FieldFacts((_USUAL[LENGTH],), "int32", 0, _USUAL[WORDS] - 1))

KERAS_DATA: Mapping[str, KerasData] = {
    "mnist": KerasData(
        "MNIST",
        "60,000 handwritten digits, 28 x 28 pixels.",
        60_000,
        _grey(),
        _label(_DIGITS),
        designs=("mlp", "digit_cnn", "mixed_precision_mlp"),
    ),
    "fashion_mnist": KerasData(
        "Fashion MNIST",
        "60,000 pieces of clothing of 10 kinds, 28 x 28 pixels.",
        60_000,
        _grey(),
        _label([6000] * 10),
        designs=("mlp", "digit_cnn", "mixed_precision_mlp"),
    ),
    "cifar10": KerasData(
        "CIFAR-10",
        "50,000 photographs of 10 kinds of things and animals, 32 x 32 pixels.",
        50_000,
        _colour(),
        _label([5000] * 10),
        column=True,
        designs=("cifar_cnn",),
    ),
    "cifar100": KerasData(
        "CIFAR-100",
        "50,000 photographs of 100 kinds of things and animals, 32 x 32 pixels.",
        50_000,
        _colour(),
        _label([500] * 100, "int64"),
        column=True,
    ),
    "imdb": KerasData(
        "IMDB reviews",
        "25,000 reviews of films as word numbers: does the writer like it?",
        25_000,
        _TOKENS,
        _label([12_500] * 2, "int64"),
        is_text=True,
        designs=("sentiment_bilstm",),
    ),
    "reuters": KerasData(
        "Reuters newswire",
        "8,982 messages of an agency as word numbers, on 46 topics.",
        8_982,
        _TOKENS,
        ("label", FieldFacts((), "int64", 0, 45)),
        is_text=True,
    ),
    "california_housing": KerasData(
        "California housing",
        "16,512 districts, 8 figures of each, and what a house there cost in the middle.",
        16_512,
        ("features", FieldFacts((8,), "float64", -124.35, 39_320)),
        ("target", FieldFacts((), "float64", 14_999, 500_001)),
    ),
    "boston_housing": KerasData(
        "Boston housing",
        "404 quarters, 13 figures of each, and what a house there cost. One figure is computed "
        "from the share of Black residents: data to learn about bias from, and nothing else.",
        404,
        ("features", FieldFacts((13,), "float64", 0, 711)),
        ("target", FieldFacts((), "float64", 5, 50)),
    ),
}


def keras_entries() -> list[DataEntry]:
    """All of them, as entries of the menu of data."""
    return [
        DataEntry("keras", name, kind.title, kind.summary, kind.designs, network=True)
        for name, kind in KERAS_DATA.items()
    ]


def keras_data(name: str) -> KerasData:
    """What is known of a data set.

    Raises:
        DataError: If there is none of that name.
    """
    if name not in KERAS_DATA:
        raise DataError(f"Keras has no data {name!r}. {offer(name, KERAS_DATA)}")
    return KERAS_DATA[name]


def keras_options(name: str, options: Config) -> Config:
    """The options, checked: of texts the number of different `words`, and the `length`.

    Raises:
        DataError: If one is unknown or out of bounds.
    """
    usual = _USUAL if keras_data(name).is_text else {}
    for option, value in options.items():
        if option not in usual:
            raise DataError(f"The data {name!r} have no option {option!r}.")
        low, high = OPTION_BOUNDS[option]
        if type(value) is not int or not low <= value <= high:
            raise DataError(f"The option {option!r} is a whole number from {low:,} to {high:,}.")
    return {**usual, **options}


def described_by_keras(data: Data) -> Data:
    """What is known of such data without fetching them.

    Raises:
        DataError: As `keras_options`.
    """
    kind = keras_data(data.name)
    options = keras_options(data.name, data.options)
    name, facts = kind.values
    if kind.is_text:
        facts = replace(facts, shape=(options[LENGTH],), maximum=options[WORDS] - 1.0)
    fields = {name: facts, kind.target[0]: kind.target[1]}
    return replace(data, options=options, samples=kind.samples, fields=fields)


def is_fetched(name: str) -> bool:
    """Whether Keras has fetched data of that name before.

    Args:
        name: One of `KERAS_DATA`.
    """
    # `keras/src/backend/config.py` and `keras/src/utils/file_utils.py` say where they are kept.
    home = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser()
    stem = _FILES.get(name, name)
    return any(path.name.startswith(stem) for path in (home / "datasets").glob("*"))


def read_by_keras(data: Data) -> dict[str, np.ndarray]:
    """The training part, fetched by Keras and kept in its own folder of the user.

    Raises:
        DataError: If the machine has no way to the internet, or an option is wrong.
    """
    kind = keras_data(data.name)
    options = keras_options(data.name, data.options)
    import_keras()
    import keras

    load: Callable[..., Any] = getattr(keras.datasets, data.name).load_data
    arguments = {"num_words": options[WORDS]} if kind.is_text else {}
    try:
        with _patience():
            (values, target), _ = load(**arguments)
    # Keras raises a bare Exception where the network fails, and anything for a broken file.
    except Exception:
        raise DataError(
            f"The data {quote(data.name)} are fetched from the internet the first time, and this "
            "machine could not: connect it, or choose data that are here already."
        ) from None
    if kind.is_text:
        values = keras.utils.pad_sequences(values, maxlen=options[LENGTH])
    if kind.column:
        target = target[:, 0]
    return {kind.values[0]: np.asarray(values), kind.target[0]: np.asarray(target)}


@contextmanager
def _patience() -> Iterator[None]:
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
