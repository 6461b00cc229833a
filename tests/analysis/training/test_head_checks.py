"""Heads that are named are outputs, and outputs learn something."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis.training.head_checks import renamed
from model_codegen.design.head_names import head_names
from model_codegen.design.training import Feed, Head, Training
from tests.analysis.training.trained import (
    classifier,
    data,
    findings,
    labels,
    loss,
    mended,
    two_heads,
)
from tests.drafting import design, inp, layer, ref

pytestmark = pytest.mark.keras

SPARSE, BINARY = loss("SparseCategoricalCrossentropy"), loss("BinaryCrossentropy")


def test_a_key_is_renamed_where_it_stands() -> None:
    assert [*renamed({"a": 1, "b": 2, "c": 3}, "b", "x").items()] == [("a", 1), ("x", 2), ("c", 3)]


def test_a_head_of_an_output_that_was_renamed_follows_it() -> None:
    drawn = classifier(heads={"number": Head(SPARSE)}, data=data(labels()))
    assert drawn.training is not None
    assert drawn.training.data is not None
    moved = replace(drawn.training.data, targets={"number": Feed(("label",))})
    drawn = replace(drawn, training=replace(drawn.training, data=moved))
    found = findings(drawn, "unknown-head")[0]
    assert (found.severity, found.nodes) == ("error", ("digit",))
    assert found.message == "There is no output `number` to train: the outputs are `digit`"
    after = mended(drawn, found)
    assert findings(after) == []
    assert after.training is not None
    assert after.training.heads == {"digit": Head(SPARSE)}


def test_a_head_too_many_is_forgotten() -> None:
    drawn = classifier(heads={"digit": Head(SPARSE), "gone": Head(SPARSE)})
    (found,) = findings(drawn)
    after = mended(drawn, found).training
    assert after is not None
    assert [*after.heads] == ["digit"]


def test_labels_for_no_output_are_told() -> None:
    drawn = classifier(
        data=replace(data(labels()), targets={"digit": Feed(("label",)), "gone": Feed(("label",))})
    )
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("unknown-head", "warning")
    mended(drawn, found)


def test_a_model_without_any_loss_is_not_trained() -> None:
    (found,) = findings(classifier(Head()))
    assert (found.code, found.severity, found.nodes) == ("no-loss", "error", ("digit",))
    (found,) = findings(two_heads(Head(), Head()))
    assert found.message == "Nothing is trained: `digit` and `hard` have no loss. Give it one"
    assert found.nodes == ("digit", "hard")


def test_an_output_beside_trained_ones_may_be_looked_at_only() -> None:
    (found,) = findings(two_heads(Head(SPARSE), Head()))
    assert (found.code, found.severity, found.nodes) == ("no-loss", "advice", ("hard",))
    assert findings(two_heads(Head(SPARSE), Head(BINARY))) == []


@pytest.mark.parametrize(
    "outputs", [[{"a": ref("a")}, ref("b")], {"a": {"b": ref("a")}, "c": ref("b")}]
)
def test_a_dict_inside_of_something_cannot_be_trained(outputs: Any) -> None:
    drawn = design(
        {"x": (inp(4),), "a": (layer("Dense", units=1), "x"), "b": (layer("Dense", units=1), "x")},
        outputs=outputs,
    )
    error = Head(loss("MeanSquaredError"))
    heads = {name: error for name, _ in head_names(drawn)}
    (found,) = findings(replace(drawn, training=Training(heads=heads)))
    assert (found.code, found.nodes) == ("run-settings", ("a", "b"))
    flat = replace(drawn, main=replace(drawn.main, outputs=[[ref("a")], ref("b")]))
    heads = {name: error for name, _ in head_names(flat)}
    assert findings(replace(flat, training=Training(heads=heads))) == []


@pytest.mark.parametrize(
    ("feeds", "words"),
    [
        ({}, "`digit` has a loss and no labels"),
        ({"digit": Feed(("gone",))}, "What `digit` learns: the data have no field `gone`"),
    ],
)
def test_a_head_needs_labels(feeds: dict[str, Feed], words: str) -> None:
    (found,) = findings(classifier(data=replace(data(labels()), targets=feeds)))
    assert (found.code, found.severity, found.nodes) == ("feed-mismatch", "error", ("digit",))
    assert found.message.startswith(words)


def test_a_key_that_is_no_scope_of_tensorflow_is_told_where_fit_would_fail() -> None:
    drawn = two_heads(Head(SPARSE), Head(BINARY), keyed=True)
    assert drawn.training is not None
    outputs = {"a b": ref("digit"), "hard": ref("hard")}
    training = replace(drawn.training, heads={"a b": Head(SPARSE), "hard": Head(BINARY)})
    drawn = replace(drawn, main=replace(drawn.main, outputs=outputs), training=training)
    (found,) = findings(drawn)
    assert (found.code, found.severity, found.nodes) == ("run-settings", "error", ("digit",))
    assert found.message.startswith("The output key `a b` cannot be trained with `fit`")
    assert findings(replace(drawn, training=replace(training, loop="custom"))) == []
