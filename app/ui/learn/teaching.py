"""A teacher's view: classes, their links and homework, and who has passed what."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from app.core.classes.class_store import ClassStore
from app.core.classes.school_class import Member, SchoolClass
from app.core.lessons.course import Course
from app.core.lessons.lesson import Point
from app.core.number_text import counted, file_stem, plain
from app.core.session import lesson_session
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.teaching.class_table import ClassTable, as_csv, cell_text, class_table
from app.ui import server
from app.ui.clock import clock
from app.ui.learn import address, stage
from model_codegen.design.errors import DesignError

_LOOKED_AT = "answer looked at"
"""Where Streamlit's session state keeps the session that looks at a learner's answer."""


def show(here: Session, course: Course) -> None:
    """Draw it."""
    classes = here.services.classes
    with st.container(key="teach"):
        try:
            mine = classes.of(here.owner)
            wanted = st.query_params.get(address.TEACH, "")
            chosen = next((one for one in mine if one.id == wanted), mine[0] if mine else None)
            _head(here, classes, mine, chosen)
            if chosen is not None:
                _class(here, classes, course, chosen)
        except (DraftError, DesignError) as error:
            st.error(str(error))


def _head(
    here: Session, classes: ClassStore, mine: list[SchoolClass], chosen: SchoolClass | None
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(
            "All lessons", key="all-lessons", type="tertiary", icon=":material/arrow_back:"
        ):
            address.go()
            st.rerun()
        if chosen is not None:
            titles = {one.id: one.title for one in mine}
            picked = st.selectbox(
                "Class",
                list(titles),
                index=list(titles).index(chosen.id),
                format_func=titles.__getitem__,
                label_visibility="collapsed",
                width=320,
            )
            if picked != chosen.id:
                address.go_teach(picked)
                st.rerun()
        with (
            st.popover(
                "New class",
                icon=":material/group_add:",
                type="tertiary" if mine else "primary",
                # Once it is made: another one, which is closed.
                key=f"new-class-after-{len(mine)}",
            ),
            st.form("new-class", border=False),
        ):
            title = st.text_input("Title")
            if st.form_submit_button("Make it", type="primary"):
                try:
                    made = classes.make(here.owner, title)
                except (DraftError, DesignError) as error:
                    st.error(str(error))
                else:
                    address.go_teach(made.id)
                    st.rerun()
        if chosen is not None:
            with st.popover(
                "", icon=":material/delete:", type="tertiary", key=f"delete-{chosen.id}"
            ):
                st.markdown(
                    f"Delete **{plain(chosen.title, 60)}**? What its members have drawn and passed "
                    "stays theirs."
                )
                if st.button("Delete", key="delete-class", type="primary"):
                    classes.delete(here.owner, chosen.id)
                    address.go_teach()
                    st.rerun()
    if not mine:
        st.markdown(
            "### Teach a class\nMake a class, and give its link to your learners. You see here who "
            "has passed what, set lessons as homework, and look at their answers."
        )


def _class(here: Session, classes: ClassStore, course: Course, chosen: SchoolClass) -> None:
    members = classes.members(here.owner, chosen.id)
    homework = classes.homework(here.owner, chosen.id)
    link, tasks = st.columns([1, 1], gap="large")
    with link:
        st.markdown("##### Learners join by this link")
        st.code(address.join_link(chosen.code), language=None)
    with tasks:
        st.markdown("##### Homework")
        titles = {lesson.slug: f"{lesson.number} · {lesson.title}" for lesson in course.lessons}
        for one in homework:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                due = f", until {clock(one.due_at, st.context.timezone)}" if one.due_at else ""
                st.markdown(f"{titles.get(one.lesson, one.lesson)}{due}")
                if st.button(
                    "",
                    key=f"withdraw-{one.lesson}",
                    icon=":material/close:",
                    type="tertiary",
                    help="Take it back",
                ):
                    classes.withdraw(here.owner, chosen.id, one.lesson)
                    st.rerun()
        _give(here, classes, chosen, titles)
    if not members:
        st.caption("Nobody has joined yet.")
        return
    known = here.services.progress.of_all(one.person for one in members)
    only = st.segmented_control(
        "Lessons",
        ["All lessons", "Homework"],
        default="Homework" if homework else "All lessons",
        label_visibility="collapsed",
        key="table-of",
    )
    wanted = [one.lesson for one in homework] if only == "Homework" else []
    table = class_table(course, members, known, wanted)
    _table(course, chosen, table)
    _answers(here, classes, chosen, members, table)


def _give(here: Session, classes: ClassStore, chosen: SchoolClass, titles: dict[str, str]) -> None:
    popover = st.popover("Set a lesson", icon=":material/assignment_add:", type="tertiary")
    with popover, st.form("homework", border=False):
        lesson = st.selectbox("Lesson", list(titles), format_func=titles.__getitem__)
        due = st.date_input("Until the end of", value=None, help="Leave it open for no date")
        if st.form_submit_button("Set it", type="primary") and lesson:
            classes.give(here.owner, chosen.id, lesson, _end_of(due))
            st.rerun()


def _end_of(day: object) -> datetime | None:
    """The end of a day where the teacher is, in UTC."""
    if not isinstance(day, date):
        return None
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):  # a zone that this server does not know
        zone = ZoneInfo("UTC")
    there = datetime.combine(day, time(23, 59), zone)
    return there.astimezone(UTC).replace(tzinfo=None)


def _table(course: Course, chosen: SchoolClass, table: ClassTable) -> None:
    numbers = {lesson.slug: lesson.number for lesson in course.lessons}
    columns: dict[str, list[object]] = {
        "Name": [row.member.name for row in table.rows],
        "Passed": [row.passed for row in table.rows],
    }
    config: dict[str, Any] = {
        "Name": st.column_config.TextColumn(pinned=True),
        "Passed": st.column_config.ProgressColumn(
            format="%d", min_value=0, max_value=max(len(table.exercises), 1), width="small"
        ),
    }
    for at, exercise in enumerate(table.exercises):
        slug, _, named = exercise.key.partition("/")
        title = f"{numbers[slug]} {named}"
        columns[title] = [cell_text(row.cells[at]) for row in table.rows]
        config[title] = st.column_config.TextColumn(help=exercise.task, width="small")
    st.dataframe(columns, hide_index=True, column_config=config)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "CSV",
            lambda: as_csv(table),
            f"{file_stem(chosen.title)}.csv",
            "text/csv",
            key="class-csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption(f"{counted(len(table.rows), 'member')}")


def _answers(
    here: Session,
    classes: ClassStore,
    chosen: SchoolClass,
    members: list[Member],
    table: ClassTable,
) -> None:
    """Look at a member's answer, or take a member out."""
    names = {one.person: one.name for one in members}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        person = st.selectbox(
            "Member", list(names), format_func=names.__getitem__, key="member", width=260
        )
        row = next((one for one in table.rows if one.member.person == person), None)
        drafts = {
            exercise.key: cell.draft
            for exercise, cell in zip(table.exercises, row.cells if row else (), strict=False)
            if cell.draft
        }
        tasks = {one.key: one.task.replace("`", "") for one in table.exercises}
        key = st.selectbox(
            "Answer to",
            list(drafts),
            format_func=tasks.__getitem__,
            key="answer",
            width=420,
            placeholder="Nothing drawn yet",
        )
        if st.button("Look at it", disabled=key is None, icon=":material/visibility:", key="look"):
            assert person is not None
            assert key is not None
            found = lesson_session.look_at(here.workspaces, here.owner, person, drafts[key])
            st.session_state[_LOOKED_AT] = (person, key, found)
        with st.popover(
            "Remove", icon=":material/person_remove:", type="tertiary", key=f"remove-{person}"
        ):
            st.markdown(f"Take **{plain(names.get(person or '', ''), 60)}** out of the class?")
            if st.button("Take out", key="remove-member", type="primary") and person:
                classes.remove(here.owner, chosen.id, person)
                st.rerun()
    looked: tuple[str, str, Session | None] | None = st.session_state.get(_LOOKED_AT)
    if looked is None or looked[:2] != (person, key):
        return
    session = looked[2]
    if session is None:
        st.caption("This answer is not there any more.")
        return
    server.sessions().add(session)
    with st.container(key="answer-stage"):
        stage.drawing(session, Point())
