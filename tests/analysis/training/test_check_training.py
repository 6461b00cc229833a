"""All of a training is checked, cheaply, and told beside what is found of the drawing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen import gallery
from model_codegen.analysis import DesignAnalyser, analyse
from model_codegen.analysis.training.check_training import MOST_PARTS, check_training
from model_codegen.design.diagnostic_codes import CODES
from model_codegen.design.graph import Layer
from model_codegen.design.training import FieldFacts, Head, Stage, Training
from tests.analysis.training.trained import (
    callback,
    classifier,
    data,
    findings,
    labels,
    loss,
    metric,
    two_heads,
)
from tests.design.fileformat.trainings import TRAININGS

pytestmark = pytest.mark.keras

SPARSE = loss("SparseCategoricalCrossentropy")


def test_a_design_that_says_nothing_of_it_is_not_checked() -> None:
    drawn = gallery.load("mlp")
    assert drawn.training is None
    assert check_training(drawn, analyse(drawn), None) == ()


def test_a_training_without_faults_says_nothing() -> None:
    head = Head(SPARSE, metrics=(metric("SparseCategoricalAccuracy"),), class_weight="balanced")
    drawn = classifier(head, data=data(labels()), callbacks=(callback("EarlyStopping"),))
    assert findings(drawn) == []


def test_errors_of_the_training_do_not_keep_a_model_from_being_built() -> None:
    found = analyse(classifier(Head(loss("Nope"))))
    assert found.errors == ()
    assert [one.code for one in found.training_errors] == ["training-object"]
    assert CODES["training-object"].category == "training"


def test_errors_come_first_with_those_of_the_drawing() -> None:
    drawn = classifier(Head(SPARSE, metrics=(metric("Accuracy"),)), data=data(labels(1, 10)))
    assert [one.severity for one in analyse(drawn).diagnostics] == ["error", "warning"]


def test_a_fix_that_brings_another_error_is_not_offered() -> None:
    # Units for labels from 1 to 10 on: the other head has the same layer's name nowhere.
    stop = callback("EarlyStopping", monitor="val_digit_acc")
    head = Head(SPARSE, metrics=(metric("SparseCategoricalAccuracy", name="accuracy"),))
    drawn = two_heads(head, Head(loss("BinaryCrossentropy")), callbacks=(stop,))
    (found,) = findings(drawn)
    assert found.fix is not None
    value = found.fix.patch[-1]["value"]
    assert value["config"] == {"monitor": "val_digit_accuracy", "mode": "max"}


def test_what_an_analyser_knows_is_what_a_new_one_finds() -> None:
    analyser = DesignAnalyser()
    drawn = classifier(data=data(labels()))
    assert analyser.analyse(drawn) == analyse(drawn)
    layer = drawn.main.operations["digit"]
    assert isinstance(layer, Layer)
    fewer = replace(layer, config={**layer.config, "units": 5})
    changed = replace(
        drawn, main=replace(drawn.main, operations={**drawn.main.operations, "digit": fewer})
    )
    assert analyser.analyse(changed) == analyse(changed)
    assert [one.code for one in findings(changed)] == ["labels-mismatch"]


def test_a_drawing_that_is_not_done_is_checked_as_far_as_it_is_known() -> None:
    drawn = classifier(data=data(labels()))
    gone = replace(drawn, main=replace(drawn.main, outputs=[]))
    assert {one.code for one in findings(gone)} == {"unknown-head"}
    broken = classifier(units=-1, data=data(labels()))
    assert all(one.category == "training" for one in findings(broken))


def test_a_training_of_very_many_parts_is_not_looked_through() -> None:
    many = tuple(callback("EarlyStopping", monitor=f"m{i}") for i in range(MOST_PARTS + 1))
    (found,) = findings(classifier(callbacks=many))
    assert (found.code, found.severity) == ("run-settings", "error")
    assert "more than 300" in found.message
    layers = {f"l{i}": True for i in range(MOST_PARTS)}
    (found,) = findings(classifier(stages=(Stage("all", 1, layers),)))
    assert found.code == "run-settings"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TRAININGS, st.sampled_from(["digit", "x", "label", "pixels"]))
def test_no_training_makes_it_raise(training: Training, name: str) -> None:
    drawn = classifier(data=data(labels()))
    heads = dict(zip([name], training.heads.values(), strict=False))
    given_ = training.data
    if given_ is not None:
        fields = {**given_.fields, name: FieldFacts((), "int64", 0, 9)}
        feeds = dict(zip([name], given_.targets.values(), strict=False))
        given_ = replace(given_, fields=fields, inputs=feeds, targets=feeds)
    training = replace(training, heads=heads or training.heads, data=given_)
    for one in findings(replace(drawn, training=training)):
        assert one.nodes
        assert "\n" not in one.message
