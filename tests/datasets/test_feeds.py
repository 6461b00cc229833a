"""Fields as a model is given them, and what is known of them beforehand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen.datasets.fed_facts import fed_facts, field_of, is_numbered, used_fields
from model_codegen.datasets.feeds import Prepared, complete_samples, prepared, text_classes
from model_codegen.datasets.field_facts import facts_of_all
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, Feed

ARRAYS: dict[str, Any] = {
    "image": np.arange(4 * 4, dtype="uint8").reshape(4, 2, 2),
    "age": np.array([1.0, 2.0, 3.0, 6.0]),
    "height": np.array([1, 1, 1, 1]),
    "gap": np.array([1.0, np.nan, 3.0, 4.0]),
    "kind": np.array(["b", "a", "c", "a"], dtype=object),
    "label": np.array([0, 1, 2, 1]),
    "member": np.array([True, False, True, True]),
}


def data(**feeds: Any) -> Data:
    return Data("csv", "t.csv", samples=4, fields=facts_of_all(ARRAYS), **feeds)


def fed(fields: str, *steps: dict[str, Any]) -> np.ndarray:
    wired = data(inputs={"x": Feed(tuple(fields.split()), steps)})
    values = prepared(wired, ARRAYS).inputs["x"]
    known = fed_facts(wired.inputs["x"], wired.fields, 4)
    assert (known.shape, known.dtype) == (
        values.shape[1:],
        str(values.dtype).replace("object", "str"),
    )
    return values


def learnt(fields: str, *steps: dict[str, Any]) -> np.ndarray:
    wired = data(targets={"y": Feed(tuple(fields.split()), steps)})
    return prepared(wired, ARRAYS).targets["y"]


def test_numbers_are_float32_and_truth_is_0_and_1() -> None:
    assert fed("age").dtype == "float32"
    assert fed("member").tolist() == [1, 0, 1, 1]
    assert fed("label").dtype == "int64"


def test_several_fields_are_columns() -> None:
    assert fed("age height").tolist() == [[1, 1], [2, 1], [3, 1], [6, 1]]


def test_steps_are_done_in_order() -> None:
    row = fed("image", {"step": "resize", "size": [4, 4]}, {"step": "reshape", "shape": [16]})
    assert row[0].tolist() == [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3]
    assert fed("image", {"step": "scale", "by": 2}, {"step": "add_channel"})[0, 1, 1, 0] == 1.5
    assert fed("age", {"step": "cast", "dtype": "int32"}).tolist() == [1, 2, 3, 6]


def test_numbers_are_standardized_as_the_training_part_says() -> None:
    wired = data(inputs={"x": Feed(("age", "height"), ({"step": "standardize"},))})
    whole = prepared(wired, ARRAYS).inputs["x"]
    assert np.allclose(whole.mean(axis=0), 0, atol=1e-6)
    assert np.allclose(whole.std(axis=0), [1, 0])
    part = prepared(wired, ARRAYS, lambda samples: np.array([0, 1])).inputs["x"]
    assert part[:, 0].tolist() == [-1, 1, 3, 9]


def test_labels_are_places_where_they_are_learnt_or_one_hot() -> None:
    assert learnt("kind").tolist() == [1, 0, 2, 0]
    hot = {"step": "one_hot", "classes": 3}
    assert fed("kind", hot).argmax(axis=1).tolist() == [1, 0, 2, 0]
    assert learnt("label", hot).tolist() == np.eye(3)[[0, 1, 2, 1]].tolist()
    assert fed("kind").tolist() == ["b", "a", "c", "a"]
    assert is_numbered(Feed(("kind",)), target=True)
    assert not is_numbered(Feed(("kind",)), target=False)


def test_samples_with_a_gap_are_left_out_and_labels_keep_their_places() -> None:
    wired = data(
        inputs={"x": Feed(("gap",))}, targets={"y": Feed(("kind",))}, sample_weight="height"
    )
    found = prepared(wired, ARRAYS)
    assert found.samples == 3
    assert found.inputs["x"].tolist() == [1, 3, 4]
    # No `a` is left but one, and it would still be the first label if none were.
    assert found.targets["y"].tolist() == [1, 2, 0]
    assert found.sample_weight is not None
    assert text_classes(wired, "kind") == ["a", "b", "c"]
    assert text_classes(data(targets={"y": Feed(("kind",))}), "kind") is None


def test_what_is_used_is_known() -> None:
    wired = data(inputs={"x": Feed(("age",))}, targets={"y": Feed(("age",))}, sample_weight="label")
    assert used_fields(wired) == ["age", "label"]
    assert complete_samples(data(), ARRAYS) == {}
    assert prepared(data(), ARRAYS) == Prepared({}, {}, None, 0)


@pytest.mark.parametrize(
    ("fields", "steps", "said"),
    [
        ("weight", (), "no field `weight`; they have `image`, `age`"),
        ("", (), "fed with no field"),
        ("image age", (), "no images, no text"),
        ("image", ({"step": "resize", "size": [4096, 4096]},) * 2, None),
        ("image", ({"step": "reshape", "shape": [3]},), "Input `x`: a sample of the shape"),
    ],
)
def test_what_does_not_fit_is_said(fields: str, steps: Any, said: str | None) -> None:
    wired = data(inputs={"x": Feed(tuple(fields.split()), steps)})
    if said is None:
        with pytest.raises(DataError, match=r"4,000 samples of .* more than 500,000,000 numbers"):
            fed_facts(wired.inputs["x"], wired.fields, 4000)
    else:
        with pytest.raises(DataError, match=said):
            prepared(wired, ARRAYS)


def test_text_that_is_no_label_cannot_be_learnt() -> None:
    dates = {"date": np.array([f"{day}" for day in range(1500)], dtype=object)}
    wired = Data("csv", fields=facts_of_all(dates), targets={"y": Feed(("date",))})
    with pytest.raises(DataError, match="Output `y`: the field `date` holds text that is no label"):
        prepared(wired, dates)


def test_no_sample_left_is_said() -> None:
    arrays = {"gap": np.array([np.nan, 1])}
    wired = Data("csv", fields=facts_of_all(arrays), inputs={"x": Feed(("gap",))})
    with pytest.raises(DataError, match="Fewer than 2 samples have a value in each of `gap`"):
        prepared(wired, arrays)


def test_a_field_by_name() -> None:
    assert field_of({"a": 1}, "a") == 1
    with pytest.raises(DataError, match="they have none at all"):
        field_of({}, "a")
