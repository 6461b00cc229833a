"""Fields of the data, followed through the steps of a feed."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.training.fed_values import Fed, fed
from model_codegen.design.errors import DataError
from model_codegen.design.training import Feed, FieldFacts

FIELDS = {
    "image": FieldFacts((8, 8), "uint8", 0, 16),
    "a": FieldFacts((), "float32", -1.0, 2.0),
    "label": FieldFacts((), "int64", 0, 2, {"0": 4, "1": 5, "2": 6}),
    "kind": FieldFacts((), "str", labels={"cat": 2, "dog": 3}),
}


def after(name: str, *steps: dict[str, Any], target: bool = False) -> Fed:
    return fed(Feed((name,), steps), FIELDS, target=target)


def test_a_field_arrives_as_it_is() -> None:
    found = after("label")
    assert (found.shape, found.dtype, found.minimum, found.maximum) == ((), "int64", 0, 2)
    assert found.is_whole
    assert not after("kind").is_whole
    assert not after("a").is_whole
    assert after("image", {"step": "add_channel"}).shape == (8, 8, 1)


def test_labels_of_text_are_numbers_where_they_are_learned() -> None:
    assert after("kind").dtype == "str"
    found = after("kind", target=True)
    assert (found.dtype, found.minimum, found.maximum, found.is_whole) == ("int64", 0, 1, True)


def test_whole_numbers_stay_whole_when_they_are_cast() -> None:
    assert after("label", {"step": "cast", "dtype": "float32"}).is_whole
    assert not after("label", {"step": "scale", "by": 2}).is_whole


def test_labels_as_vectors_tell_how_many_classes_there_are() -> None:
    found = after("label", {"step": "one_hot", "classes": 3})
    assert (found.shape, found.classes, found.is_whole) == ((3,), 3, False)
    assert after("label").classes is None


def test_what_cannot_be_made_is_told() -> None:
    with pytest.raises(DataError, match="no field `nope`"):
        fed(Feed(("nope",)), FIELDS)
