"""Objects that Keras cannot make are told in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.training.object_checks import check_objects
from model_codegen.design.training import Head
from tests.analysis.training.trained import (
    callback,
    classifier,
    findings,
    held,
    loss,
    mended,
    metric,
)

pytestmark = pytest.mark.keras

SPARSE = loss("SparseCategoricalCrossentropy")


@pytest.mark.parametrize(
    ("training", "words"),
    [
        ({"optimizer": held("optimizers.Adma")}, "Optimizer: There is no `keras.optimizers.Adma`"),
        (
            {"optimizer": held("optimizers.Adam", learning_rate="fast")},
            "Optimizer: `learning_rate` must be a learning rate",
        ),
        ({"heads": {"digit": Head(loss("Huber", delta="x"))}}, "Loss of `digit`: `delta` must be"),
        (
            {"heads": {"digit": Head(SPARSE, metrics=(metric("AUC", num_thresholds=1),))}},
            "Metric `AUC` of `digit`: `num_thresholds` must be",
        ),
        ({"callbacks": (callback("Nope"),)}, "Callback `Nope`: There is no `keras.callbacks.Nope`"),
        (
            {"callbacks": (callback("ModelCheckpoint", filepath="../best.keras"),)},
            "Callback `ModelCheckpoint`: `filepath` must be a file or folder below",
        ),
        (
            {"callbacks": (callback("ModelCheckpoint", filepath="best.txt"),)},
            "Callback `ModelCheckpoint`: The filepath provided must end in `.keras`",
        ),
    ],
)
def test_what_cannot_be_made_is_told_at_its_head(training: dict[str, Any], words: str) -> None:
    drawn = classifier(**training)
    (found,) = findings(drawn)
    assert (found.code, found.severity, found.nodes) == ("training-object", "error", ("digit",))
    assert found.message.startswith(words)
    if found.fix:
        mended(drawn, found)


def test_a_name_that_source_writes_becomes_a_class() -> None:
    function = Head(loss("sparse_categorical_crossentropy"), metrics=(metric("accuracy"),))
    drawn = classifier(function)
    first, second = findings(drawn)
    training = mended(mended(drawn, first), second).training
    assert training is not None
    assert training.heads["digit"] == Head(
        SPARSE, metrics=(metric("SparseCategoricalAccuracy", name="accuracy"),)
    )


def test_hostile_objects_are_told_and_never_made() -> None:
    for path in ("os.system", "keras.losses.__class__", "keras.callbacks.LambdaCallback"):
        drawn = classifier(callbacks=({"class_name": path, "config": {"x": 1}},))
        (found,) = findings(drawn)
        assert found.code == "training-object"
    assert check_objects is not None
