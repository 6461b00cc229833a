"""Changes of a training are patches of the document."""

from __future__ import annotations

from dataclasses import replace

import jsonpatch
import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.training import changes
from model_codegen.analysis.training.changes import (
    UNSET,
    of_class,
    together,
    with_argument,
    with_callback,
    with_head,
    with_metric,
    with_target,
    with_units,
    written,
)
from model_codegen.analysis.training.training_facts import TrainingFacts
from model_codegen.design.diagnostics import Fix
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.training import Feed, Head, Training
from tests.analysis.training.trained import callback, classifier, data, labels, loss, metric

pytestmark = pytest.mark.keras


def facts_of(training: Training | None = None) -> TrainingFacts:
    drawn = classifier(data=data(labels()))
    assert drawn.training is not None
    drawn = replace(drawn, training=training or drawn.training)
    assert drawn.training is not None
    return TrainingFacts(drawn, drawn.training, analyse(drawn))


def test_a_patch_makes_the_training_that_was_meant() -> None:
    facts = facts_of()
    hot = Feed(("label",), ({"step": "one_hot", "classes": 10},))
    for meant in (
        with_head(facts.training, "digit", loss=loss("Huber"), class_weight={"0": 2.0}),
        with_head(facts.training, "new", loss=loss("Huber")),
        with_target(facts.training, "digit", hot),
        replace(facts.training, callbacks=(callback("EarlyStopping"),), validation_split=0.0),
    ):
        change = changes.retrained(facts, "Do it", meant)
        assert change.patch == ()
        patch = [*written(facts, change, meant).patch]
        after = from_json(jsonpatch.apply_patch(to_json(facts.design), patch))
        assert after.training == meant
        assert all(each["path"].startswith("/training/") for each in patch)


def test_a_layer_may_change_at_once() -> None:
    facts = facts_of()
    units = with_units(facts, facts.outputs[0], 12)
    assert units is not None
    meant = with_head(facts.training, "digit", loss=loss("Huber"))
    both = together(facts, meant, "Both", units)
    after = from_json(jsonpatch.apply_patch(to_json(facts.design), [*both.patch]))
    assert after.training == meant
    assert after.main.operations["digit"].config["units"] == 12  # type: ignore[union-attr]
    assert isinstance(both, Fix)


def test_objects_are_changed_argument_by_argument() -> None:
    error = loss("Huber", delta=2.0, reduction="sum")
    assert with_argument(error, "delta", 3) == loss("Huber", reduction="sum", delta=3)
    assert with_argument(error, "delta", UNSET) == loss("Huber", reduction="sum")
    other = of_class(error, "keras.losses.LogCosh", ("reduction",))
    assert other == loss("LogCosh", reduction="sum")


def test_metrics_and_callbacks_are_taken_away_by_their_place() -> None:
    training = Training(
        heads={"digit": Head(metrics=(metric("AUC"), metric("Recall")))},
        callbacks=(callback("TerminateOnNaN"), callback("EarlyStopping")),
    )
    left = with_metric(training, "digit", 0, None)
    assert left.heads["digit"].metrics == (metric("Recall"),)
    assert with_callback(training, 1, None).callbacks == (callback("TerminateOnNaN"),)
    assert with_callback(training, 0, callback("X")).callbacks[0] == callback("X")
