"""Data that come with scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from model_codegen.datasets.entry import DataEntry
from model_codegen.design.errors import DataError
from model_codegen.design.wording import offer


@dataclass(frozen=True)
class _Kind:
    """One data set.

    Attributes:
        title: A short name for people.
        summary: One sentence: what is in it.
        designs: Gallery designs that it fits.
        target: What the field to be learnt is called.
    """

    title: str
    summary: str
    designs: tuple[str, ...]
    target: str


_KINDS: Mapping[str, _Kind] = {
    "digits": _Kind(
        "Handwritten digits",
        "1,797 pictures of 8 x 8 pixels, from 0 to 16, and the digit that each shows.",
        ("mlp", "digit_cnn", "mixed_precision_mlp"),
        "label",
    ),
    "iris": _Kind(
        "Iris",
        "150 flowers of 3 kinds: length and width of their petals and sepals.",
        (),
        "label",
    ),
    "wine": _Kind(
        "Wine",
        "178 wines from 3 growers, with 13 measurements of each.",
        (),
        "label",
    ),
    "breast_cancer": _Kind(
        "Breast cancer",
        "569 tumours, 30 measurements of each, and whether they were malignant (0) or benign (1).",
        ("batch_norm_stack",),
        "label",
    ),
    "diabetes": _Kind(
        "Diabetes",
        "442 patients, 10 measurements of each, and how far the disease was a year later.",
        (),
        "target",
    ),
}

FEATURES = "features"
"""The field that has all columns side by side."""


def bundled_entries() -> list[DataEntry]:
    """All of them, as entries of the menu of data."""
    return [
        DataEntry("bundled", name, kind.title, kind.summary, kind.designs)
        for name, kind in _KINDS.items()
    ]


def read_bundled(name: str) -> dict[str, np.ndarray]:
    """Every field of a data set, by its name.

    Raises:
        DataError: If there is none of that name, or scikit-learn is not installed.
    """
    bunch = _bunch(name)
    fields = {FEATURES: bunch.data}
    if name == "digits":
        fields["image"] = bunch.images
    else:
        fields |= {column: bunch.data[:, i] for i, column in enumerate(columns(name))}
    fields[target_of(name)] = bunch.target
    return fields


def columns(name: str) -> list[str]:
    """The names of the columns of a table; of pictures none."""
    return [] if name == "digits" else [str(column) for column in _bunch(name).feature_names]


def target_of(name: str) -> str:
    """The name of the field to be learnt.

    Raises:
        DataError: If there are no such data.
    """
    if name not in _KINDS:
        raise DataError(f"scikit-learn brings no data {name!r}. {offer(name, _KINDS)}")
    return _KINDS[name].target


@cache
def _bunch(name: str) -> Any:
    target_of(name)
    try:
        from sklearn import datasets
    except ImportError:
        raise DataError(
            "The package scikit-learn, which brings these data, is not installed: "
            "run `pip install scikit-learn`."
        ) from None
    return getattr(datasets, f"load_{name}")()
