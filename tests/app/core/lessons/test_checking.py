"""Whether a design is what an exercise asks for, and what is said."""

from __future__ import annotations

from typing import Any

from app.core.lessons.checking import check
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Exercise
from model_codegen import gallery
from model_codegen.design.graph import Design
from tests.app.core.lessons.lesson_texts import SHARING, read
from tests.app.designs import dense


def result(params: int = 0, *diagnostics: Any) -> dict[str, Any]:
    """An analysis that says so."""
    main = {"total_params": params, "trainable_params": params, "unused": []}
    return {"graphs": {"main": main}, "diagnostics": [*diagnostics]}


def diagnostic(code: str, severity: str, message: str, fix: str = "") -> dict[str, Any]:
    return {
        "code": code,
        "severity": severity,
        "message": message,
        "category": "structure",
        "fix": {"title": fix, "patch": []} if fix else None,
    }


COPIED = diagnostic("copied-not-shared", "advice", "Two branches are twins.", "Share one layer")
CYCLE = diagnostic("cycle", "error", "`a` depends on itself.")


def exercise(text: str = SHARING) -> Exercise:
    reading = read(text)
    assert reading.lesson is not None, reading.errors
    return reading.lesson.exercises[0]


def facts(name: str, found: dict[str, Any]) -> Facts:
    return Facts(gallery.load(name), found)


def test_a_right_answer_is_told_so() -> None:
    verdict = check(exercise(), facts("siamese_comparator", result(217_537)))
    assert (verdict.passed, verdict.say) == (True, "One encoder.")
    assert [finding.passed for finding in verdict.findings] == [True]


def test_a_wrong_answer_that_the_lesson_knows_is_answered_by_it() -> None:
    verdict = check(exercise(), facts("siamese_copied", result(434_945, COPIED)))
    assert (verdict.passed, verdict.say) == (False, "435 K: you built two encoders.")
    (finding,) = verdict.findings
    assert finding.found == "The model has 434,945 parameters; 217,537 are asked for."


def test_another_is_answered_by_what_the_analysis_found() -> None:
    verdict = check(exercise(), facts("siamese_copied", result(434_946, COPIED)))
    assert verdict.say.endswith("217,537 are asked for. Two branches are twins.")
    assert (verdict.fix, verdict.code) == ("Share one layer", "copied-not-shared")


def test_else_the_first_thing_that_is_not_so_is_said() -> None:
    verdict = check(exercise(), Facts(dense(1), result(9)))
    assert verdict.say == "The model has 9 parameters; 217,537 are asked for."
    assert (verdict.fix, verdict.code, verdict.unfinished) == ("", "", False)


def test_a_design_with_errors_is_not_finished() -> None:
    verdict = check(exercise(), Facts(dense(1), result(217_537, CYCLE)))
    assert verdict.say == "This is not finished yet. `a` depends on itself."
    assert (verdict.passed, verdict.unfinished, verdict.code) == (False, True, "cycle")
    assert len(verdict.findings) == 1  # that it can be built is no question of the exercise


def test_an_empty_canvas_is_told() -> None:
    empty = Design("d", gallery.load("mlp").main.__class__("m"))
    assert check(exercise(), Facts(empty, result(0))).say == "There is nothing on the canvas yet."


def test_an_exercise_may_ask_for_an_error() -> None:
    asked = exercise(SHARING.replace("- parameters: 217_537", "- diagnostic: cycle"))
    assert check(asked, Facts(dense(1), result(1, CYCLE))).passed
    verdict = check(asked, Facts(dense(1), result(1)))
    assert verdict.say.startswith("The Problems panel does not say so of this model")


def test_predicates_are_combined() -> None:
    def passes(text: str, params: int) -> bool:
        asked = exercise(SHARING.replace("- parameters: 217_537", text))
        return check(asked, Facts(dense(1), result(params))).passed

    either = "- any: [{parameters: 3}, {parameters: 5}]"
    assert [passes(either, n) for n in (3, 4, 5)] == [True, False, True]
    both = "- all: [{parameters: {at_least: 3}}, {parameters: {at_most: 5}}]"
    assert [passes(both, n) for n in (2, 4, 6)] == [False, True, False]
    neither = "- not: {parameters: 3}"
    assert [passes(neither, n) for n in (3, 4)] == [False, True]
    deep = "- not: [{any: [{parameters: 3}, {parameters: 5}]}]"
    assert [passes(deep, n) for n in (3, 4, 5)] == [False, True, False]


def test_what_would_give_the_answer_away_is_asked_and_not_listed() -> None:
    text = "- parameters: {at_least: 3}\n  - unsaid: [{parameters: 5}]"
    asked = exercise(SHARING.replace("- parameters: 217_537", text))
    right, wrong = (check(asked, Facts(dense(1), result(params))) for params in (5, 4))
    assert (right.passed, wrong.passed) == (True, False)
    assert not any("5" in finding.asked for finding in (*right.findings, *wrong.findings))
