"""What is drawn in a lesson is kept apart, found again, and seen by a teacher of the class only."""

from __future__ import annotations

import pytest

from app.core.lessons.scene import Scene
from app.core.session import documents, editing, lesson_session
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery

START = gallery.load("mlp")
OTHER = gallery.load("siamese_comparator")
EXERCISE = Scene("sample/do", START, 2)


def test_an_answer_is_found_again_and_what_is_only_tried_out_is_not(idle: Workspaces) -> None:
    session = lesson_session.open_scene(idle, "lena", EXERCISE)
    assert session.design == START
    lesson_session.put(session, OTHER, "Show the solution")
    idle.saver.now(session.workspace)
    draft = session.draft
    del session
    again = lesson_session.open_scene(idle, "lena", EXERCISE)
    assert (again.draft, again.design) == (draft, OTHER)
    assert idle.services.drafts.recent("lena") == []

    tried = lesson_session.open_scene(idle, "lena", Scene("", START, 1))
    lesson_session.put(tried, OTHER, "Begin again")
    idle.saver.now(tried.workspace)
    assert not idle.services.drafts.exists(tried.draft)


def test_of_an_exercise_that_is_only_looked_at_nothing_is_stored(idle: Workspaces) -> None:
    session = lesson_session.open_scene(idle, "lena", EXERCISE)
    draft = session.draft
    # Another window has the same answer open, and a later one begins with its start again.
    beside = lesson_session.open_scene(idle, "lena", EXERCISE)
    assert beside.workspace is session.workspace
    del session, beside
    again = lesson_session.open_scene(idle, "lena", EXERCISE)
    assert (again.draft, again.design) == (draft, START)
    assert lesson_session.open_scene(idle, "luis", EXERCISE).draft != draft
    assert idle.services.progress.of("lena") == {}
    assert not idle.services.drafts.exists(draft)

    lesson_session.put(again, OTHER, "Show the solution")
    idle.saver.now(again.workspace)
    assert idle.services.progress.of("lena")["sample/do"].draft == draft
    assert idle.services.drafts.exists(draft)


def test_a_design_that_is_put_there_is_one_step_that_can_be_undone(idle: Workspaces) -> None:
    session = lesson_session.open_scene(idle, "lena", EXERCISE)
    before = session.workspace.document.rev
    lesson_session.put(session, OTHER, "Show the solution")
    (made,) = session.workspace.document.since(before) or []
    assert made.title == "Show the solution"
    lesson_session.put(session, OTHER, "Show the solution")
    assert session.workspace.document.rev == before + 1


def test_a_file_that_is_opened_becomes_the_answer(idle: Workspaces) -> None:
    session = lesson_session.open_scene(idle, "lena", EXERCISE)
    draft = session.draft
    documents.put(session, OTHER, "importing other.py")
    assert (session.draft, session.design) == (draft, OTHER)
    causes = [line.cause for line in idle.services.drafts.versions(draft)]
    assert causes == ["importing other.py"]


def test_a_teacher_of_the_class_looks_and_changes_nothing(idle: Workspaces) -> None:
    session = lesson_session.open_scene(idle, "lena", EXERCISE)
    lesson_session.put(session, OTHER, "")
    idle.saver.now(session.workspace)
    draft = session.draft
    classes = idle.services.classes
    made = classes.make("tess", "Class")
    assert lesson_session.look_at(idle, "tess", "lena", draft) is None
    classes.join(made.code, "lena", "Lena")
    seen = lesson_session.look_at(idle, "tess", "lena", draft)
    assert seen is not None
    assert seen.readonly
    assert seen.design == OTHER
    patch = [{"op": "replace", "path": "/name", "value": "mine"}]
    assert editing.edit(seen, seen.workspace, patch, 1, "tab", 1) == editing.READ_ONLY
    assert lesson_session.look_at(idle, "mallory", "lena", draft) is None
    private = documents.put(session, START) and idle.begin("lena", START).draft
    assert lesson_session.look_at(idle, "tess", "lena", private) is None


@pytest.mark.parametrize("draft", ["", "no-such-draft"])
def test_an_answer_that_is_not_there_is_none(idle: Workspaces, draft: str) -> None:
    assert lesson_session.answer(idle, "lena", draft) is None
