"""The card of an exercise: what is asked for, what is so already, help, and what was right."""

from __future__ import annotations

import base64
import zlib
from typing import NamedTuple

import streamlit as st

from app.core.designs import still_picture
from app.core.lessons.judge import Judgement
from app.core.lessons.lesson import Exercise, Lesson
from app.core.lessons.verdict import Verdict
from app.core.session import lesson_session
from app.core.session.session import Session
from app.ui.learn.learner import Learner
from app.ui.learn.words import level, sentence
from model_codegen.design.graph import Design


class Drawn(NamedTuple):
    """What a card shows.

    Attributes:
        passed: Whether the exercise is passed, now or before.
        number: Of the judgement; 0 for none.
        id: Of the judgement; empty where another of the same words is to be drawn anew.
    """

    passed: bool
    number: int
    id: str


def show(who: Learner, lesson: Lesson, exercise: Exercise, session: Session) -> Drawn:
    """Draw it.

    Args:
        who: The learner.
        lesson: The lesson.
        exercise: The exercise.
        session: That draws on the canvas.
    """
    said = judged(session)
    now = said is not None and said.verdict.passed
    if now and not who.of(exercise.key).passed:
        who.note(lambda: who.workspaces.services.progress.passed(who.owner, exercise.key))
    passed = who.of(exercise.key).passed
    asked = False
    with st.container(key=f"lesson-task-{'right' if now else 'open'}"):
        st.html(_task(exercise, said.verdict if said else None, passed))
        if said is None:
            # Whoever draws this card is run again with the first verdict: `stage.follow`.
            st.caption("Your drawing is checked as soon as Keras has started.")
        else:
            asked = _said(who, exercise, session, said)
        if not now:
            _help(who, lesson, exercise, session)
        if who.problem:
            st.caption(f":orange[{who.problem}]")
    if said is None:
        return Drawn(passed, 0, "")
    return Drawn(passed, said.number, "" if asked else said.id)


def judged(session: Session) -> Judgement | None:
    """What the check says of the last design that was analysed; None if there is none yet."""
    analysed, judge = session.analysed, session.judge
    if analysed is None or judge is None:
        return None
    return judge.now(session.draft, session.owner, analysed, anew=True)


def _task(exercise: Exercise, verdict: Verdict | None, passed: bool) -> str:
    findings = verdict.findings if verdict else ()
    lines = "".join(
        f'<li class="{"yes" if one.passed else "no"}">{sentence(one.asked)}</li>'
        for one in findings
    )
    mark = '<span class="task-passed">✓ passed</span>' if passed else ""
    return (
        f'<div class="task" role="status"><p class="task-words">{sentence(exercise.task)}</p>'
        f'<ul class="task-checks" aria-label="What is checked">{lines}</ul>'
        f'<p class="task-level">{level(exercise.level)}{mark}</p></div>'
    )


def _said(who: Learner, exercise: Exercise, session: Session, said: Judgement) -> bool:
    """The sentence about the answer, where there is something to say; whether one has asked."""
    verdict = said.verdict
    if verdict.passed:
        _sentence("right", verdict.say)
        return False
    at = (session.draft, said.rev)
    if who.asked == at:
        if at not in who.counted:
            who.counted.add(at)
            who.note(lambda: who.workspaces.services.progress.tried(who.owner, exercise.key))
        _sentence("wrong", verdict.say)
        if verdict.fix:
            st.caption(f"**Problems** has a button for it: *{verdict.fix}*.")
        return True
    if said.known:
        _sentence("wrong-soon", verdict.say)
    return False


def _sentence(kind: str, text: str) -> None:
    # Another sentence is another element, so that each comes in its own time.
    with st.container(key=f"answer-{kind}-{zlib.crc32(text.encode()):x}"):
        st.markdown(text)


def _help(who: Learner, lesson: Lesson, exercise: Exercise, session: Session) -> None:
    progress = who.workspaces.services.progress
    hints = who.of(exercise.key).hints
    for text in exercise.hints[:hints]:
        with st.container(key=f"answer-hint-{zlib.crc32(text.encode()):x}"):
            st.markdown(text)
    solution = lesson.designs.get(exercise.solution)
    if exercise.key in who.shown and solution is not None:
        _solution(session, solution)

    def ask() -> None:
        who.asked = (session.draft, session.workspace.document.rev)

    def hint() -> None:
        who.note(lambda: progress.hinted(who.owner, exercise.key, hints + 1))

    def look() -> None:
        who.shown.add(exercise.key)
        who.note(lambda: progress.looked(who.owner, exercise.key))

    with st.container(key="task-buttons", horizontal=True, gap="small"):
        st.button("Check my answer", key="check", on_click=ask, icon=":material/task_alt:")
        if hints < len(exercise.hints):
            label = "Another hint" if hints else "A hint"
            icon = ":material/lightbulb:"
            st.button(label, key="hint", on_click=hint, type="tertiary", icon=icon)
        elif solution is not None and exercise.key not in who.shown:
            st.button(
                "Show the solution",
                key="solution",
                on_click=look,
                type="tertiary",
                icon=":material/key:",
            )


def _solution(session: Session, solution: Design) -> None:
    picture = base64.b64encode(still_picture.svg(solution).encode()).decode()
    with st.container(key="lesson-solution"):
        st.html(f'<img alt="The solution" src="data:image/svg+xml;base64,{picture}">')
        st.button(
            "Put it on the canvas",
            key="put-solution",
            on_click=lambda: lesson_session.put(session, solution, "Show the solution"),
            type="tertiary",
            icon=":material/input:",
            help="Ctrl+Z takes it back",
        )
