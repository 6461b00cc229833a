"""Data that are made by one of the `generators`, in the shape that a model takes."""

from __future__ import annotations

import importlib
import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np

from model_codegen.datasets.entry import DataEntry
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.wording import offer

MOST_NUMBERS = 150_000_000
"""The most numbers that one data set may have: 1.2 GB while they are made in float64."""

Generator = Callable[..., dict[str, np.ndarray]]


@dataclass(frozen=True)
class _Kind:
    """One generator.

    Attributes:
        title: A short name for people.
        summary: One sentence: what is in it.
        designs: Gallery designs that it fits.
        bounds: The smallest and largest value of every option but `samples` and `seed`.
        sizes: Of which options a sample's number of values is the product.
    """

    title: str
    summary: str
    designs: tuple[str, ...]
    bounds: Mapping[str, tuple[float, float]]
    sizes: Callable[[Config], float]


_SIDE = (1, 1024)
_WIDTH = (1, 100_000)
_NOISE = (0.0, 1000.0)

_KINDS: Mapping[str, _Kind] = {
    "spirals": _Kind(
        "Spirals",
        "Points on spirals that wind around each other: no line tells them apart.",
        (),
        {"classes": (2, 100), "noise": _NOISE},
        lambda o: 2,
    ),
    "moons": _Kind(
        "Moons",
        "Points on two half moons that reach into each other.",
        (),
        {"noise": _NOISE},
        lambda o: 2,
    ),
    "clusters": _Kind(
        "Clusters",
        "Points around centres, of which each class has several.",
        ("dropout_mlp", "binary_classifier", "residual_classifier", "residual_blocks"),
        {
            "features": _WIDTH,
            "classes": (2, 1000),
            "clusters_per_class": (1, 100),
            "noise": _NOISE,
        },
        lambda o: o["features"],
    ),
    "surface": _Kind(
        "Surface",
        "Numbers that follow smoothly from others, with noise: a regression.",
        (),
        {"features": _WIDTH, "targets": (1, 1000), "noise": _NOISE},
        lambda o: o["features"] + 3 * o["targets"],
    ),
    "sine_waves": _Kind(
        "Sine waves",
        "Time series of several channels, and how the first of them goes on.",
        ("time_series_lstm",),
        {"steps": (1, 10_000), "channels": (1, 10_000), "horizon": (1, 10_000), "noise": _NOISE},
        lambda o: (o["steps"] + o["horizon"]) * (2 * o["channels"] + 2),
    ),
    "motifs": _Kind(
        "Motifs",
        "Sequences of vectors, with copies of one motif hidden in noise; the label is the motif.",
        ("attention_block",),
        {
            "steps": (1, 10_000),
            "channels": (1, 10_000),
            "classes": (2, 1000),
            "copies": (1, 1000),
            "noise": _NOISE,
        },
        lambda o: o["steps"] * o["channels"],
    ),
    "sentiment": _Kind(
        "Kind and unkind texts",
        "Texts of word numbers; which words are in them, and which have a `not` before them, "
        "makes the label.",
        ("sentiment_bilstm",),
        {"length": (8, 10_000), "vocabulary": (12, 1_000_000)},
        lambda o: o["length"],
    ),
    "digit_pairs": _Kind(
        "Pairs of digits",
        "Two handwritten digits beside each other: do they say the same?",
        ("siamese_comparator", "siamese_copied"),
        {"size": _SIDE},
        lambda o: 2 * o["size"] ** 2,
    ),
    "hard_digits": _Kind(
        "Digits, some hard to read",
        "Handwritten digits with what a scanner notes: which digit, and is it hard to read?",
        ("two_headed_mlp",),
        {"size": _SIDE},
        lambda o: 200 + o["size"] ** 2,
    ),
    "captioned_digits": _Kind(
        "Digits with captions",
        "Noisy digits with a bag of words; neither tells all about the label, both together do.",
        ("image_text",),
        {"size": _SIDE, "words": (10, 100_000)},
        lambda o: 200 + o["size"] ** 2 + o["words"],
    ),
    "rated_products": _Kind(
        "Products with reviews",
        "A table of numbers and a text for each product: does it sell?",
        ("tabular_text",),
        {"features": _WIDTH, "length": (8, 10_000), "vocabulary": (12, 1_000_000)},
        lambda o: o["features"] + o["length"],
    ),
    "messages": _Kind(
        "Messages",
        "Bags of words and metadata, with two labels: the mood and the topic.",
        ("multi_task",),
        {"words": _WIDTH, "metadata": _WIDTH, "topics": (2, 1000)},
        lambda o: 2 * o["words"] + 2 * o["metadata"],
    ),
    "shapes": _Kind(
        "Coloured shapes",
        "Pictures of discs, squares, crosses and stripes in any colour, with masks.",
        ("cifar_cnn", "transfer_mobilenet"),
        {"size": (8, 1024), "classes": (2, 10), "noise": (0, 255)},
        lambda o: 4 * o["size"] ** 2,
    ),
}


def generated_entries() -> list[DataEntry]:
    """All generators, as entries of the menu of data."""
    return [
        DataEntry("generated", name, kind.title, kind.summary, kind.designs)
        for name, kind in _KINDS.items()
    ]


@cache
def generator(name: str) -> Generator:
    """The function of a generator.

    Raises:
        DataError: If there is none of that name.
    """
    if name not in _KINDS:
        raise DataError(f"There is no generator {name!r}. {offer(name, _KINDS)}")
    module = importlib.import_module(f"model_codegen.datasets.generators.{name}")
    return cast(Generator, getattr(module, name))


def default_options(name: str) -> Config:
    """The options of a generator with their usual values, in the order of its parameters.

    Raises:
        DataError: If there is none of that name.
    """
    parameters = inspect.signature(generator(name)).parameters.values()
    return {parameter.name: parameter.default for parameter in parameters}


def option_bounds(name: str) -> dict[str, tuple[float, float]]:
    """The smallest and largest value of every option of a generator."""
    generator(name)
    return {"samples": (2, 10_000_000), **_KINDS[name].bounds, "seed": (0, 2**32 - 1)}


def complete_options(name: str, options: Config) -> Config:
    """All options of a generator, checked: those that are given, and the usual ones.

    Raises:
        DataError: If one is unknown, of another type or out of bounds, or if there would be too
            much data.
    """
    usual = default_options(name)
    bounds = option_bounds(name)
    for option, value in options.items():
        if option not in usual:
            raise DataError(f"The data {name!r} have no option {option!r}. {offer(option, usual)}")
        low, high = bounds[option]
        if not _is_number(value, usual[option]) or not low <= value <= high:
            raise DataError(
                f"The option {option!r} of the data {name!r} is a "
                f"{'number' if isinstance(usual[option], float) else 'whole number'} "
                f"from {low:,} to {high:,}."
            )
    found = {**usual, **options}
    if found["samples"] * _KINDS[name].sizes(found) > MOST_NUMBERS:
        raise DataError(
            f"These options of the data {name!r} make more than {MOST_NUMBERS:,} numbers: "
            "take fewer samples, or smaller ones."
        )
    return found


def most_samples(name: str, options: Config, numbers: int) -> int:
    """So many samples have no more than so many numbers."""
    found = {**default_options(name), **options}
    return max(2, math.floor(numbers / _KINDS[name].sizes(found)))


def generate(name: str, options: Config) -> dict[str, np.ndarray]:
    """Make data; the same options make the same data.

    Raises:
        DataError: As `complete_options`.
    """
    return generator(name)(**complete_options(name, options))


def _is_number(value: Any, usual: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (
        isinstance(usual, float) and isinstance(value, float) and math.isfinite(value)
    )
