"""Fields of the data, followed through the steps of a feed."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.training.fed_values import Fed, FeedError, fed
from model_codegen.design.training import Feed, FieldFacts

FIELDS = {
    "image": FieldFacts((8, 8), "uint8", 0, 16),
    "a": FieldFacts((), "float32", -1.0, 2.0, missing=3),
    "b": FieldFacts((), "float32", 0.0, 5.0),
    "pair": FieldFacts((2,), "float64", 0.0, 1.0),
    "label": FieldFacts((), "int64", 0, 2, {"0": 4, "1": 5, "2": 6}),
    "kind": FieldFacts((), "str", labels={"cat": 2, "dog": 3}),
}


def after(name: str, *steps: dict[str, Any]) -> Fed:
    return fed(Feed((name,), steps), FIELDS)


def test_a_field_arrives_as_it_is() -> None:
    found = after("label")
    assert (found.shape, found.dtype, found.minimum, found.maximum) == ((), "int64", 0, 2)
    assert found.is_whole
    assert not after("kind").is_whole
    assert not after("a").is_whole


def test_fields_stand_side_by_side_as_columns() -> None:
    assert fed(Feed(("a", "b", "pair")), FIELDS) == Fed((4,), "float32", -1.0, 5.0, missing=3)


@pytest.mark.parametrize(
    ("name", "steps", "shape", "dtype", "ends"),
    [
        ("image", [{"step": "scale", "by": 16}], (8, 8), "float32", (0, 1)),
        ("a", [{"step": "scale", "by": -2}], (), "float32", (-1, 0.5)),
        ("image", [{"step": "standardize"}], (8, 8), "float32", (None, None)),
        ("image", [{"step": "resize", "size": [4, 6]}], (4, 6), "uint8", (0, 16)),
        ("image", [{"step": "reshape", "shape": [64]}], (64,), "uint8", (0, 16)),
        ("image", [{"step": "add_channel"}], (8, 8, 1), "uint8", (0, 16)),
        ("image", [{"step": "cast", "dtype": "float32"}], (8, 8), "float32", (0, 16)),
        ("a", [{"step": "cast", "dtype": "int32"}], (), "int32", (-1, 2)),
        ("label", [{"step": "one_hot", "classes": 3}], (3,), "float32", (0, 1)),
        ("kind", [{"step": "one_hot", "classes": 2}], (2,), "float32", (0, 1)),
    ],
)
def test_steps_change_shape_dtype_and_range(
    name: str, steps: list[dict[str, Any]], shape: Any, dtype: str, ends: Any
) -> None:
    found = after(name, *steps)
    assert (found.shape, found.dtype, (found.minimum, found.maximum)) == (shape, dtype, ends)


def test_whole_numbers_stay_whole_when_they_are_cast() -> None:
    assert after("label", {"step": "cast", "dtype": "float32"}).is_whole
    assert not after("label", {"step": "scale", "by": 2}).is_whole
    assert after("label", {"step": "one_hot", "classes": 3}).classes == 3


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (Feed(()), "names no field"),
        (Feed(("nope",)), "takes the field `nope`"),
        (Feed(("a", "image")), "`image` cannot stand in a column"),
        (Feed(("a", "kind")), "`kind` cannot stand in a column"),
        (Feed(("a",), ({"step": "blur"},)), "unknown step `blur`"),
        (Feed(("a",), ({"step": ["x"]},)), "unknown step"),
        (Feed(("a",), ({"step": "scale", "by": 0},)), "divides by 0"),
        (Feed(("kind",), ({"step": "standardize"},)), "has text"),
        (Feed(("a",), ({"step": "resize", "size": [2, 2]},)), "which is for images"),
        (Feed(("image",), ({"step": "resize", "size": 3},)), "which is for images"),
        (Feed(("image",), ({"step": "reshape", "shape": [63]},)), "of 64 numbers, to (63,), of 63"),
        (Feed(("image",), ({"step": "reshape", "shape": [-1]},)), "to no shape"),
        (Feed(("label",), ({"step": "one_hot"},)), "without a number of classes"),
        (Feed(("label",), ({"step": "one_hot", "classes": 2},)), "labels from 0 to 2"),
        (Feed(("kind",), ({"step": "one_hot", "classes": 1},)), "has 2 labels"),
        (Feed(("a",), ({"step": "one_hot", "classes": 3},)), "no whole numbers"),
        (Feed(("kind",), ({"step": "cast", "dtype": "int32"},)), "cannot be cast to int32"),
        (Feed(("a",), ({"step": "cast"},)), "without a dtype"),
    ],
)
def test_what_cannot_be_made_is_told(feed: Feed, words: str) -> None:
    with pytest.raises(FeedError) as caught:
        fed(feed, FIELDS)
    assert words in str(caught.value)
