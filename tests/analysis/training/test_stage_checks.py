"""Stages freeze and free layers that are there, to some effect."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis.training.stage_checks import check_stages
from model_codegen.design.graph import Design
from model_codegen.design.training import Stage, Training
from tests.analysis.training.trained import classifier, findings, held, mended
from tests.drafting import design, inp, layer, ref

pytestmark = pytest.mark.keras


def staged(*stages: Stage, frozen: bool = True, training: bool | None = None) -> Design:
    """`base` (BatchNormalization), `flat` (without weights) and `digit`, trained in stages."""
    calls: dict[str, Any] = {
        "x": (inp(4),),
        "base": (
            layer("BatchNormalization", trainable=not frozen),
            "x",
            {} if training is None else {"training": training},
        ),
        "flat": (layer("Flatten"), "base"),
        "digit": (layer("Dense", units=10, activation="softmax"), "flat"),
    }
    drawn = design(calls, outputs=ref("digit"))
    how = classifier().training or Training()
    return replace(drawn, training=replace(how, stages=stages))


HEAD, ALL = Stage("head", 2), Stage("all", 2, {"base": True}, 1e-4)


def test_the_transfer_recipe_is_fine() -> None:
    assert findings(staged(HEAD, ALL)) == []
    assert findings(staged(Stage("head", 2, {"base": False}), ALL, frozen=False)) == []
    assert findings(staged(Stage("long", 5, {}, 0.1), Stage("fine", 5, {}, 0.01))) == []


def test_stages_that_change_nothing_are_told() -> None:
    (found,) = findings(staged(HEAD, Stage("again", 2)))
    assert (found.code, found.severity) == ("stage-trains-nothing", "warning")
    assert "train the same layers at the same rate" in found.message
    frozen = Stage("frozen", 2, {"base": False})
    assert len(findings(staged(frozen, frozen))) == 1


def test_a_stage_that_trains_nothing_at_all_is_an_error() -> None:
    (found,) = findings(staged(HEAD, Stage("none", 1, {"digit": False})))
    assert (found.code, found.severity) == ("stage-trains-nothing", "error")
    assert "Stage 2, `none`, trains nothing" in found.message


def test_a_layer_without_weights_is_not_worth_freeing() -> None:
    drawn = staged(HEAD, replace(ALL, trainable={"base": True, "flat": True}))
    (found,) = findings(drawn)
    assert (found.nodes, found.severity) == (("flat",), "warning")
    assert findings(mended(drawn, found)) == []


@pytest.mark.parametrize(("name", "fixed"), [("bse", "base"), ("entirely", None)])
def test_a_name_of_no_layer_is_told_with_what_is_near(name: str, fixed: str | None) -> None:
    drawn = staged(HEAD, Stage("all", 2, {name: True}, 1e-4))
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("unknown-trainable", "error")
    assert (
        f"is about `{name}`, and there is no layer of that name: `base` and `digit`"
        in found.message
    )
    after = mended(drawn, found).training
    assert after is not None
    assert after.stages[1].trainable == ({fixed: True} if fixed else {})


def test_one_layer_has_no_last_ones() -> None:
    drawn = staged(HEAD, Stage("all", 2, {"base": 3}, 1e-4))
    (found,) = findings(drawn)
    assert "which is one layer" in found.message
    after = mended(drawn, found).training
    assert after is not None
    assert after.stages[1].trainable == {"base": True}


def test_an_optimizer_of_several_has_no_rate_for_a_stage() -> None:
    drawn = staged(HEAD, ALL)
    assert drawn.training is not None
    wrapped = held("optimizers.LossScaleOptimizer", inner_optimizer=held("optimizers.SGD"))
    drawn = replace(drawn, training=replace(drawn.training, optimizer=wrapped))
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("rate-conflict", "error")
    assert findings(mended(drawn, found)) == []


def test_statistics_that_move_once_a_layer_is_free_are_told() -> None:
    from model_codegen.analysis import analyse

    def told(drawn: Design) -> list[str]:
        every = analyse(drawn).diagnostics
        return [d.message for d in every if d.code == "training-overwritten"]

    (message,) = told(staged(HEAD, ALL, training=False))
    assert "from stage `all` on, which sets it free, its batch statistics move" in message
    assert told(staged(HEAD, training=False)) == []
    assert told(staged(HEAD, ALL)) == []
    # One that is free from the beginning is told of as it always was, and once.
    assert len(told(staged(HEAD, ALL, training=False, frozen=False))) == 1
    assert check_stages is not None
