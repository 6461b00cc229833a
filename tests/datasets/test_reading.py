"""Data by kind and name."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen import datasets
from model_codegen.datasets.entry import DataEntry
from model_codegen.datasets.reading import describe, entries, read
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, FieldFacts


def test_every_entry_is_described() -> None:
    assert datasets.entries is entries
    names = [(entry.kind, entry.name) for entry in entries()]
    assert len(set(names)) == len(names)
    assert isinstance(entries()[0], DataEntry)


def test_a_description_has_all_options_and_facts() -> None:
    data = describe("generated", "moons", {"samples": 10})
    assert data.options == {"samples": 10, "noise": 0.15, "seed": 0}
    assert data.samples == 10
    assert data.fields["label"].labels == {"0": 5, "1": 5}
    assert data.fields["features"].shape == (2,)


def test_data_are_read_as_described() -> None:
    data = describe("bundled", "iris")
    arrays = read(data)
    assert arrays.keys() == data.fields.keys()
    assert len(arrays["label"]) == data.samples == 150
    np.testing.assert_array_equal(arrays["features"][:, 0], arrays["sepal length (cm)"])


def test_random_data_have_the_shapes_of_their_facts() -> None:
    fields = {"x": FieldFacts((3,), "float32", -1, 1), "y": FieldFacts((), "int32", 0, 4)}
    data = Data("random", samples=100, fields=fields)
    arrays = read(data)
    assert arrays["x"].shape == (100, 3)
    assert arrays["x"].dtype == "float32"
    assert set(arrays["y"].tolist()) == {0, 1, 2, 3, 4}
    np.testing.assert_array_equal(arrays["x"], read(data)["x"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (Data("random", samples=10**9, fields={"x": FieldFacts((3,))}), "more than 100,000,000"),
        (Data("random", samples=0, fields={"x": FieldFacts()}), "or none"),
    ],
)
def test_what_cannot_be_read_is_said(data: Data, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(data)


def test_random_data_are_wired_not_described() -> None:
    with pytest.raises(DataError, match="shapes of a design"):
        describe("random", "")
