"""Fields and what they are wired to."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.datasets.fed_facts import fed_facts
from model_codegen.design.training import Data, Feed, FieldFacts
from model_codegen.proposals.ends import InputEnd, OutputEnd
from model_codegen.proposals.wiring import wire, wired

NUMBER = FieldFacts((), "float64", 0, 300)
LABEL = FieldFacts((), "int64", 0, 1, {"0": 3, "1": 3})
KIND = FieldFacts((), "str", labels={"cat": 2, "dog": 4})
SIGMOID = OutputEnd("answer", (1,), "sigmoid")


def table(**fields: FieldFacts) -> Data:
    return Data("csv", "t.csv", samples=6, fields=fields)


def test_as_many_columns_as_an_input_takes_are_put_side_by_side() -> None:
    data = wired(table(a=NUMBER, kind=KIND, b=NUMBER), [InputEnd("x", (2,), "float32")], [SIGMOID])
    assert data.inputs == {"x": Feed(("a", "b"), ({"step": "standardize"},))}
    assert data.targets == {"answer": Feed(("kind",))}


def test_names_come_before_order() -> None:
    ends = [InputEnd("right", (), "float32"), InputEnd("left", (), "float32")]
    data = wired(table(left=NUMBER, right=NUMBER, label=LABEL), ends, [SIGMOID])
    assert [feed.fields for feed in data.inputs.values()] == [("right",), ("left",)]


def test_answers_have_the_names_that_answers_have() -> None:
    two = [InputEnd("x", (1,), "float32")]
    assert wired(table(label=LABEL, sex=LABEL), two, [SIGMOID]).targets["answer"].fields == (
        "label",
    )
    assert wired(table(sex=LABEL, ill=LABEL), two, [SIGMOID]).targets["answer"].fields == ("ill",)
    assert wired(table(answer=LABEL, y=LABEL), two, [SIGMOID]).targets["answer"].fields == (
        "answer",
    )


def test_a_number_in_a_name_alone_is_no_likeness() -> None:
    fields = table(s1=NUMBER, target=NUMBER)
    ends = [InputEnd("input_layer_1", (1,), "float32")], [OutputEnd("dense_1", (1,), "linear")]
    assert wired(fields, *ends).targets["dense_1"].fields == ("target",)


def test_numbers_tell_alike_names_apart() -> None:
    fields = table(eye_2=NUMBER, eye_1=NUMBER)
    ends = [InputEnd(f"eye_{number}", (1,), "float32") for number in (1, 2)]
    feeds = wired(fields, ends, []).inputs
    assert [feeds[end.name].fields for end in ends] == [("eye_1",), ("eye_2",)]


def test_what_goes_in_may_have_to_come_out() -> None:
    images = Data("npz", samples=4, fields={"faces": FieldFacts((8, 8, 3), "uint8", 0, 255)})
    data = wired(
        images, [InputEnd("x", (8, 8, 3), "float32")], [OutputEnd("again", (8, 8, 3), "sigmoid")]
    )
    assert data.targets["again"] == data.inputs["x"]
    assert fed_facts(data.inputs["x"], data.fields).maximum == 1


def test_what_fits_nothing_stays_unwired() -> None:
    data = wired(table(a=NUMBER), [InputEnd("x", (5, 5), "float32")], [SIGMOID])
    assert (data.inputs, data.targets) == ({}, {})


@pytest.mark.keras
@pytest.mark.parametrize(
    ("kind", "name", "options", "feeds", "answers"),
    [
        ("generated", "digit_pairs", {"samples": 20}, ["left", "right"], ["same"]),
        ("random", "", None, ["left", "right"], ["same_digit"]),
        ("bundled", "iris", None, [], ["label"]),
    ],
)
def test_designs(
    kind: Any, name: str, options: dict[str, Any] | None, feeds: list[str], answers: list[str]
) -> None:
    data = wire(gallery.load("siamese_comparator"), kind, name, options)
    assert [feed.fields[0] for feed in data.inputs.values()] == feeds
    if name != "iris":
        assert [feed.fields[0] for feed in data.targets.values()] == answers
