"""Generators by name, with checked options."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen import gallery
from model_codegen.datasets.generated import (
    complete_options,
    default_options,
    generate,
    generated_entries,
    most_samples,
    option_bounds,
)
from model_codegen.design.errors import DataError

NAMES = [entry.name for entry in generated_entries()]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_options_make_the_same_data(name: str) -> None:
    first, again, other = (generate(name, {"samples": 12, "seed": seed}) for seed in (1, 1, 2))
    for field, values in first.items():
        assert len(values) == 12
        assert values.dtype.name in {"float32", "int64", "int32", "uint8"}
        np.testing.assert_array_equal(values, again[field])
    assert any((values != other[field]).any() for field, values in first.items())


@pytest.mark.parametrize("name", NAMES)
def test_options_may_have_the_least_values(name: str) -> None:
    least = {option: low for option, (low, _) in option_bounds(name).items()}
    assert option_bounds(name).keys() == default_options(name).keys()
    assert all(len(values) == 2 for values in generate(name, least).values())


def test_entries_are_made_for_designs_of_the_gallery() -> None:
    for entry in generated_entries():
        assert set(entry.designs) <= set(gallery.names())
        assert entry.summary.endswith((".", "?"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sample": 3}, "have no option 'sample'. Did you mean `samples`"),
        ({"samples": 1}, "'samples' of the data 'clusters' is a whole number from 2 to 10,000,000"),
        ({"samples": 3.5}, "'samples' of the data 'clusters' is a whole number"),
        ({"samples": True}, "'samples'"),
        ({"noise": float("nan")}, "'noise' of the data 'clusters' is a number from 0.0 to"),
        ({"noise": "much"}, "'noise'"),
        ({"samples": 100_000, "features": 10_000}, "make more than 150,000,000 numbers"),
    ],
)
def test_options_that_cannot_be_are_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError, match=said):
        complete_options("clusters", options)


def test_an_unknown_generator_is_refused() -> None:
    with pytest.raises(DataError, match=r"no generator 'spiral'\. Did you mean `spirals`"):
        generate("spiral", {})


def test_larger_samples_are_fewer() -> None:
    assert most_samples("shapes", {"size": 224}, 64_000_000) == 318
