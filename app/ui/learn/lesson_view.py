"""A lesson: a step's text left, the real canvas right."""

from __future__ import annotations

import functools

import streamlit as st

from app.core.lessons import notebook
from app.core.lessons.course import Course
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Exercise, Lesson, Step
from app.core.lessons.scene import Scene
from app.core.session import lesson_session, panel_requests
from app.core.session.session import Session
from app.ui import design_page
from app.ui.error_boundary import boundary
from app.ui.learn import address, exercise_card, lesson_keys, stage
from app.ui.learn.learner import Learner
from app.ui.learn.words import sentence
from model_codegen import catalogue

_AT = "lesson at"
"""Where Streamlit's session state keeps the step of the last run."""


def show(who: Learner, course: Course, lesson: Lesson, number: int) -> None:
    """Draw a step.

    Args:
        who: The learner.
        course: All lessons.
        lesson: The lesson.
        number: Of the step, from 1.
    """
    step = lesson.steps[number - 1]
    scene, session = who.scene(lesson, number)
    if st.session_state.get(_AT) != (lesson.slug, number):
        first = st.session_state.get(_AT, ("",))[0] != lesson.slug
        st.session_state[_AT] = (lesson.slug, number)
        if step.point.panel is not None or first:
            stage.open_panel(step.point.panel)
    projected = address.projects()
    with st.container(key="projected" if projected else "lesson"):
        text, drawing = st.columns([3, 7], gap="small")
        with text:
            _side(who, course, lesson, number, scene, session, projected)
        with drawing:
            _stage(session, step, projected)


@st.fragment
def _side(
    who: Learner,
    course: Course,
    lesson: Lesson,
    number: int,
    scene: Scene,
    session: Session,
    projected: bool,
) -> None:
    """What is read, and the check, which runs again by itself where its sentences are others."""
    if address.place(course) != (lesson, number):
        st.rerun()  # A button has named another place.
    step = lesson.steps[number - 1]
    card: exercise_card.Drawn | None = None
    with st.container(key="lesson-side"):
        text = st.container(key="lesson-text")
        if step.exercise is not None:
            with boundary("The check"):
                card = exercise_card.show(who, lesson, step.exercise, session)
        _ways(course, lesson, number, step.exercise is None or (card is not None and card.passed))
        with text:
            # Last: who sees the title of a step has its buttons, too, not those of the step before.
            _head(lesson, number, step, scene, session, projected)
            st.markdown(step.text)
    if card is not None:
        stage.follow(session, card.number, card.id)
    if projected:
        lesson_keys.show(functools.partial(_turn, lesson, number))


@st.fragment
def _stage(session: Session, step: Step, projected: bool) -> None:
    """The canvas and the open panel."""
    rev = design_page.analysed_rev(session)
    reading = step.exercise is None
    chosen = ""
    with st.container(key="stage"):
        stage.drawing(session, step.point, reading=reading, projected=projected)
        if not projected:
            chosen = stage.panels(session, session.services, step.point)
    stage.link(session, rev, reruns=bool(chosen) and chosen not in design_page.LIVE)


def _head(
    lesson: Lesson, number: int, step: Step, scene: Scene, session: Session, projected: bool
) -> None:
    steps = "".join(
        f'<i class="{"here" if at == number else "past" if at < number else ""}"></i>'
        for at in range(1, len(lesson.steps) + 1)
    )
    with st.container(key="lesson-head", horizontal=True, vertical_alignment="center"):
        if st.button(
            "Leave" if projected else "All lessons",
            key="all-lessons",
            type="tertiary",
            icon=":material/close:" if projected else ":material/arrow_back:",
        ):
            address.go(lesson.slug if projected else "", number, project=False)
            st.rerun()
        st.html(
            f'<span class="lesson-steps" role="img" '
            f'aria-label="Step {number} of {len(lesson.steps)}">{steps}</span>'
        )
        if not projected:
            _more(lesson, number, step.exercise, scene, session)
    st.html(
        f'<p class="lesson-name">{lesson.number} · {sentence(lesson.title)}</p>'
        f'<h1 class="step-title">{sentence(step.title)}</h1>'
    )


def _more(
    lesson: Lesson, number: int, exercise: Exercise | None, scene: Scene, session: Session
) -> None:
    with st.popover("", icon=":material/more_horiz:", type="tertiary", key="lesson-more"):
        st.button(
            "Begin again",
            key="begin-again",
            on_click=lambda: lesson_session.put(session, scene.start, "Begin again"),
            icon=":material/restart_alt:",
            type="tertiary",
            help="Put on the canvas what the step begins with; Ctrl+Z takes it back",
        )
        if exercise is not None:
            st.download_button(
                "Download as a notebook",
                functools.partial(_notebook, lesson, exercise, session),
                f"{lesson.slug}-{exercise.id}.ipynb",
                "application/x-ipynb+json",
                key="notebook",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
                help="The exercise with your model as Python; its checks are assertions",
            )
        if st.button(
            "Project",
            key="project",
            icon=":material/present_to_all:",
            type="tertiary",
            help="Large type and nothing else, for a room; the arrow keys turn pages",
        ):
            address.go(lesson.slug, number, project=True)
            st.rerun()


def _notebook(lesson: Lesson, exercise: Exercise, session: Session) -> str:
    analysed = session.analysed
    if analysed is None:
        raise RuntimeError("Keras has not started yet.")
    services = session.services
    trains = notebook.asks_of_training(exercise)
    asked = panel_requests.source(session, services, analysed, "functional", False, trains)
    source = asked.result()
    facts = Facts.of(analysed, None, catalogue.cached())
    return notebook.notebook(lesson, exercise, source["text"], facts)


def _ways(course: Course, lesson: Lesson, number: int, ready: bool) -> None:
    """Back and Next, of this step only: a second click on one does not lead on from the next."""
    at = f"{lesson.slug}-{number}"
    with st.container(key="lesson-ways", horizontal=True):
        st.button(
            "Back",
            key=f"back-{at}",
            icon=":material/chevron_left:",
            disabled=number == 1,
            type="tertiary",
            on_click=functools.partial(address.go, lesson.slug, number - 1),
        )
        label, slug, step = _following(course, lesson, number)
        st.button(
            label,
            key=f"next-{at}",
            type="primary" if ready else "secondary",
            icon=":material/chevron_right:",
            icon_position="right",
            on_click=functools.partial(address.go, slug, step),
        )


def _following(course: Course, lesson: Lesson, number: int) -> tuple[str, str, int]:
    """What Next says, and where it leads."""
    if number < len(lesson.steps):
        return "Next", lesson.slug, number + 1
    slugs = [one.slug for one in course.lessons]
    at = slugs.index(lesson.slug) + 1
    if at < len(slugs):
        return f"Next lesson: {course.lessons[at].title}", slugs[at], 1
    return "All lessons", "", 1


def _turn(lesson: Lesson, number: int, by: int) -> None:
    step = number + by
    if 1 <= step <= len(lesson.steps):
        address.go(lesson.slug, step)
