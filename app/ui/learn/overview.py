"""The overview of the course: what there is, what is passed, and where to go on."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from app.core.classes.school_class import Homework
from app.core.lessons.course import Course
from app.core.lessons.lesson import Lesson
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.teaching.course_progress import go_on, lesson_progress
from app.ui.clock import clock
from app.ui.learn import address
from app.ui.learn.learner import Learner
from app.ui.learn.words import sentence


def show(here: Session, who: Learner, course: Course) -> None:
    """Draw it."""
    with st.container(key="course"):
        _head(here, who, course)
        _homework(who, course)
        with st.container(key="lessons"):
            for lesson in course.lessons:
                _lesson(who, lesson)
        for error in course.errors if here.may_teach else ():
            st.warning(str(error), icon=":material/rule:")


def _head(here: Session, who: Learner, course: Course) -> None:
    place = go_on(course, who.known)
    total = sum(len(lesson.exercises) for lesson in course.lessons)
    passed = sum(lesson_progress(lesson, who.known).passed for lesson in course.lessons)
    title, actions = st.columns([3, 2], vertical_alignment="center")
    with title:
        st.markdown("## Learn Keras by drawing it")
        words = "Short lessons on the real canvas. What you draw is checked while you draw it."
        st.markdown(f"{words} **{passed} of {total}** exercises passed." if passed else words)
    with actions, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if here.may_teach and st.button(
            "Teach", icon=":material/school:", help="Classes, homework, and who has passed what"
        ):
            address.go_teach()
            st.rerun()
        if place is not None:
            lesson = course.lesson(place.lesson)
            if lesson is not None and st.button(
                f"Go on: {lesson.title}", type="primary", icon=":material/play_arrow:"
            ):
                address.go(place.lesson, place.step)
                st.rerun()
        elif (
            course.lessons
            and not who.known
            and st.button("Begin", type="primary", icon=":material/play_arrow:")
        ):
            address.go(course.lessons[0].slug)
            st.rerun()
    if who.problem:
        st.warning(who.problem, icon=":material/cloud_off:")


def _homework(who: Learner, course: Course) -> None:
    try:
        given = who.workspaces.services.classes.homework_of(who.owner)
    except DraftError:
        return
    known = [(one, lesson) for one in given if (lesson := course.lesson(one.lesson)) is not None]
    open_ones = [(o, lesson) for o, lesson in known if not lesson_progress(lesson, who.known).done]
    if not open_ones:
        return
    with st.container(key="homework"):
        st.markdown("##### Homework")
        for one, lesson in open_ones:
            progress = lesson_progress(lesson, who.known)
            label = f"**{lesson.title}** · {_due(one)} · {progress.passed} of {progress.exercises}"
            if st.button(
                label,
                key=f"homework-{one.school_class}-{lesson.slug}",
                icon=":material/assignment:",
                width="stretch",
            ):
                address.go(lesson.slug)
                st.rerun()


def _due(one: Homework) -> str:
    if one.due_at is None:
        return one.title
    late = one.due_at < datetime.now(UTC).replace(tzinfo=None)
    when = f"until {clock(one.due_at, st.context.timezone)}"
    return f"{one.title}, :red[{when}]" if late else f"{one.title}, {when}"


def _lesson(who: Learner, lesson: Lesson) -> None:
    progress = lesson_progress(lesson, who.known)
    state = "done" if progress.done else "begun" if progress.begun else "new"
    with st.container(key=f"lesson-card-{state}-{lesson.slug}"):
        dots = "".join(
            f'<i class="{"passed" if who.of(one.key).passed else ""}"></i>'
            for one in lesson.exercises
        )
        st.html(
            f'<div class="lesson-number">{lesson.number}</div>'
            f'<div class="lesson-words"><b>{sentence(lesson.title)}</b>'
            f"<span>{sentence(lesson.summary)}</span></div>"
            f'<div class="lesson-meta"><span class="lesson-dots" role="img" aria-label="'
            f'{progress.passed} of {progress.exercises} exercises passed">{dots}</span>'
            f"<span>{lesson.minutes} min</span></div>"
        )
        if st.button(lesson.title, key=f"open-{lesson.slug}"):
            address.go(lesson.slug)
            st.rerun()
