"""An answer is judged once, however many ask, and anew when a training of it has ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.lessons import judge as judging
from app.core.lessons.finished_runs import FinishedRuns
from app.core.lessons.judge import Judge, Judgement
from app.core.lessons.lesson import Exercise
from app.core.lessons.verdict import Finding, Verdict
from app.core.runs.run import NewRun
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.workspace.analysed import Analysed
from model_codegen.design.fileformat.serialization import dumps, to_json
from model_codegen.design.graph import Design
from tests.app.core.lessons.lesson_texts import SHARING, read
from tests.app.core.runs.test_runs import Idle
from tests.app.designs import dense

START = dense(3)


def analysed(rev: int, design: Design = START) -> Analysed:
    return Analysed(rev, design, to_json(design), {})


def exercise(text: str = SHARING) -> Exercise:
    lesson = read(text).lesson
    assert lesson is not None
    return lesson.exercises[0]


def nobody() -> FinishedRuns:
    raise AssertionError("this exercise asks for no training")


def test_an_answer_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = exercise()
    says = ["no", asked.answers[0].say, asked.answers[0].say, "right"]
    monkeypatch.setattr(judging, "check", lambda *_: Verdict(len(says) == 1, (), says.pop(0)))
    judge = Judge(asked, START, nobody)
    first = analysed(1)
    said = judge.now("d", "ada", first)
    assert said is judge.now("d", "ada", first)
    assert (said.number, said.verdict.say, said.known) == (1, "no", False)
    # A wrong answer that the lesson knows, and that nobody has drawn; then one that somebody has.
    begun, drawn = (judge.now("d", "ada", analysed(2, one)) for one in (START, dense(4)))
    assert (begun.known, drawn.known) == (False, True)
    assert begun.id != drawn.id
    right = judge.now("d", "ada", analysed(3, dense(5)))
    # Who comes late with what was analysed before hears of the newer one.
    assert judge.now("d", "ada", first) is right
    assert (right.number, right.verdict.passed, judge.waits) == (4, True, False)


def test_what_nobody_is_shown_makes_no_other_id() -> None:
    def said(known: bool, passed: bool = False, **words: str) -> str:
        finding = Finding("The model has 3 parameters.", passed, words.get("found", ""))
        say = words.get("say", "")
        return Judgement(1, 1, Verdict(passed, (finding,), say), known).id

    assert said(False, say="It has 4.", found="4") == said(False, say="It has 5.", found="5")
    assert said(True, say="It has 4.") != said(True, say="It has 5.")
    assert len({said(False), said(True), said(False, passed=True)}) == 3


def test_a_training_that_ends_has_the_same_answer_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RunStore(tmp_path)
    monkeypatch.setattr(Idle, "alive", lambda *_: True)
    finished = FinishedRuns(Runs(store, Idle()))
    trained = "- trained: {metric: loss, at_most: 1}"
    asks = exercise(SHARING.replace("- parameters: 217_537", trained))
    judge = Judge(asks, START, lambda: finished)
    monkeypatch.setattr(judging, "check", lambda _, facts: Verdict(bool(facts.trained), (), "-"))
    at = analysed(1)
    assert not judge.now("d", "ada", at).verdict.passed
    assert not judge.waits
    run = store.create(NewRun("ada", "d", "n", dumps(START), "pass"))
    # All runs are not looked for again at once; whoever asks comes back for them.
    judge.now("d", "ada", at)
    assert judge.waits
    judge.now("d", "ada", at, anew=True)
    assert judge.waits
    sink = store.sink(run.id)
    sink.event({"kind": "epoch", "t": 1.0, "epoch": 0, "logs": {"loss": 0.5}})
    assert not judge.now("d", "ada", at).verdict.passed
    sink.event({"kind": "finished", "t": 2.0, "seconds": 2.0})
    assert judge.now("d", "ada", at).verdict.passed
    assert not judge.waits
