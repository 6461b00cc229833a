"""What a stage says that changes nothing stays as it was written."""

from dataclasses import replace

from model_codegen.design.training import Stage, Training
from model_codegen.equivalence.kept_stages import kept_stages

OLD = Training(
    stages=(
        Stage("head", 5, {"base": False, "top": True}, 0.001),
        Stage("last layers", 5, {"base": 20}, 1e-5),
    )
)


def read(first: Stage) -> Training:
    return replace(OLD, stages=(first, OLD.stages[1]))


def test_what_is_frozen_already_and_the_usual_rate_stay() -> None:
    new = read(Stage("head", 5))
    assert kept_stages(OLD, new, {"base": False, "top": True}) == OLD.stages


def test_what_would_be_another_state_does_not_stay() -> None:
    new = read(Stage("head", 5, {"top": False}))
    (first, _) = kept_stages(OLD, new, {"base": True, "top": True})
    assert first.trainable == {"top": False}


def test_another_rate_and_a_stage_more_are_taken() -> None:
    new = replace(read(Stage("head", 5, {}, 0.1)), stages=(Stage("a", 1, {}, 0.1), Stage("b")))
    assert kept_stages(Training(), new, {}) == new.stages
