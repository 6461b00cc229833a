"""The card of an exercise: what is asked for, what is so already, help, and what was right."""

from __future__ import annotations

import base64
import zlib

import streamlit as st

from app.core.designs import still_picture
from app.core.lessons import finished_runs
from app.core.lessons.checking import check
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Exercise, Lesson
from app.core.lessons.scene import Scene
from app.core.lessons.verdict import Verdict
from app.core.session import lesson_session
from app.core.session.session import Session
from app.core.workspace.analysed import Analysed
from app.ui import server
from app.ui.learn.learner import Learner
from app.ui.learn.words import level, sentence
from model_codegen import catalogue
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design


def show(who: Learner, lesson: Lesson, exercise: Exercise, scene: Scene, session: Session) -> bool:
    """Draw it.

    Args:
        who: The learner.
        lesson: The lesson.
        exercise: The exercise.
        scene: What lies on the canvas.
        session: That draws on it.

    Returns:
        Whether the exercise is passed, now or before.
    """
    analysed = session.analysed
    verdict = judged(exercise, session, analysed) if analysed is not None else None
    if verdict is not None and verdict.passed and not who.of(exercise.key).passed:
        who.note(lambda: who.workspaces.services.progress.passed(who.owner, exercise.key))
    passed = who.of(exercise.key).passed
    now = verdict is not None and verdict.passed
    with st.container(key=f"lesson-task-{'right' if now else 'open'}"):
        st.html(_task(exercise, verdict, passed))
        if verdict is None:
            # Whoever draws this card is run again once the canvas has shapes: `stage.link`.
            st.caption("Your drawing is checked as soon as Keras has started.")
        elif analysed is not None:
            _said(who, exercise, scene, session, analysed, verdict)
        if not now:
            _help(who, lesson, exercise, session)
        if who.problem:
            st.caption(f":orange[{who.problem}]")
    return passed


def judged(exercise: Exercise, session: Session, analysed: Analysed) -> Verdict:
    """What the check says of the last design that was analysed."""
    trained = None
    if finished_runs.are_asked_for(exercise):
        trained = server.finished_runs().newest(session.draft, session.owner, analysed)
    return check(exercise, Facts.of(analysed, trained, catalogue.cached()))


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


def _said(
    who: Learner,
    exercise: Exercise,
    scene: Scene,
    session: Session,
    analysed: Analysed,
    verdict: Verdict,
) -> None:
    """The sentence about the answer, where there is something to say."""
    at = (session.draft, analysed.rev)
    asked = who.asked == at
    if verdict.passed:
        _sentence("right", verdict.say)
        return
    if asked and at not in who.counted:
        who.counted.add(at)
        who.note(lambda: who.workspaces.services.progress.tried(who.owner, exercise.key))
    if asked:
        _sentence("wrong", verdict.say)
        if verdict.fix:
            st.caption(f"**Problems** has a button for it: *{verdict.fix}*.")
    elif verdict.say in {one.say for one in exercise.answers} and _is_drawn(analysed, scene.start):
        # It is one of the answers that the lesson knows: nobody needs to ask.
        _sentence("wrong-soon", verdict.say)


def _sentence(kind: str, text: str) -> None:
    # Another sentence is another element, so that each comes in its own time.
    with st.container(key=f"answer-{kind}-{zlib.crc32(text.encode()):x}"):
        st.markdown(text)


def _is_drawn(analysed: Analysed, start: Design) -> bool:
    """Whether it is another model than the exercise begins with."""
    begun = Analysed(0, start, to_json(start), {})
    return begun.model_digest != analysed.model_digest


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
