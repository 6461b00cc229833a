"""A teacher's class: who joins, who is removed, what is to be done; nobody else sees it."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.core.classes import class_store
from app.core.classes.class_store import ClassStore
from app.core.store.store import Store
from model_codegen.design.errors import DesignError

MONDAY = datetime(2026, 3, 2, 9)


def test_a_class_of_thirty_joins_by_its_link(both: Store) -> None:
    classes = ClassStore(both)
    made = classes.make("tess", "  Deep   learning ")
    assert made.title == "Deep learning"
    assert classes.find(made.code) == made
    for number in range(30):
        classes.join(made.code, f"learner-{number}", f"Learner {number:02}")
    names = [member.name for member in classes.members("tess", made.id)]
    assert names == [f"Learner {number:02}" for number in range(30)]
    assert classes.joined("learner-7") == [made]
    assert classes.teaches("tess", "learner-7")
    assert not classes.teaches("learner-8", "learner-7")


def test_who_joins_again_has_another_name(both: Store) -> None:
    classes = ClassStore(both)
    made = classes.make("tess", "Class")
    classes.join(made.code, "lena", "lena")
    classes.join(made.code, "lena", "Lena\0 B.")
    assert [one.name for one in classes.members("tess", made.id)] == ["Lena B."]
    with pytest.raises(DesignError, match="Say your name"):
        classes.join(made.code, "luis", "  ")
    with pytest.raises(DesignError, match="leads to no class"):
        classes.join("no-such-code", "luis", "Luis")


def test_members_leave_and_are_removed(both: Store) -> None:
    classes = ClassStore(both)
    made = classes.make("tess", "Class")
    for name in ("lena", "luis", "mia"):
        classes.join(made.code, name, name)
    classes.remove("tess", made.id, "lena")
    classes.leave(made.id, "luis")
    assert [one.person for one in classes.members("tess", made.id)] == ["mia"]


def test_homework_is_seen_by_members_and_what_is_due_first_comes_first(both: Store) -> None:
    classes = ClassStore(both)
    made = classes.make("tess", "Class")
    classes.join(made.code, "lena", "Lena")
    classes.give("tess", made.id, "sharing")
    classes.give("tess", made.id, "weights", MONDAY)
    assert [(one.lesson, one.due_at) for one in classes.homework_of("lena")] == [
        ("weights", MONDAY),
        ("sharing", None),
    ]
    classes.give("tess", made.id, "weights", None)
    classes.withdraw("tess", made.id, "sharing")
    found = classes.homework("tess", made.id)
    assert [(one.lesson, one.due_at, one.title) for one in found] == [("weights", None, "Class")]
    assert classes.homework_of("luis") == []


def test_a_class_is_its_teacher_s_only(both: Store) -> None:
    classes = ClassStore(both)
    made = classes.make("tess", "Class")
    classes.join(made.code, "lena", "Lena")
    for attempt in (
        lambda: classes.members("lena", made.id),
        lambda: classes.homework("lena", made.id),
        lambda: classes.remove("lena", made.id, "lena"),
        lambda: classes.give("lena", made.id, "sharing"),
        lambda: classes.withdraw("lena", made.id, "sharing"),
        lambda: classes.delete("lena", made.id),
        lambda: classes.members("tess", "no-such-class"),
    ):
        with pytest.raises(DesignError, match="not yours"):
            attempt()
    classes.delete("tess", made.id)
    assert classes.of("tess") == []
    assert classes.find(made.code) is None
    assert classes.joined("lena") == []


def test_there_are_bounds(both: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_store, "MOST_CLASSES", 1)
    monkeypatch.setattr(class_store, "MOST_MEMBERS", 1)
    classes = ClassStore(both)
    with pytest.raises(DesignError, match="needs a title"):
        classes.make("tess", " ")
    with pytest.raises(DesignError, match="at most 80 characters; this one has 500"):
        classes.make("tess", "x" * 500)
    made = classes.make("tess", " x" * (class_store.LONGEST // 2))
    assert len(made.title) == class_store.LONGEST - 1
    with pytest.raises(DesignError, match="as many as"):
        classes.make("tess", "Another")
    with pytest.raises(DesignError, match="A name has at most 80 characters"):
        classes.join(made.code, "lena", "Lena" * 50)
    classes.join(made.code, "lena", "Lena")
    with pytest.raises(DesignError, match="no more can join"):
        classes.join(made.code, "luis", "Luis")
