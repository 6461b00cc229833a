"""The lessons of a folder, in order."""

from __future__ import annotations

from pathlib import Path

from app.core.lessons import course
from tests.app.core.lessons.lesson_texts import SHARING, designs


def add(path: Path, name: str, text: str = SHARING) -> None:
    made = path / name
    made.mkdir()
    (made / "lesson.md").write_text(text, encoding="utf-8")
    for file, content in designs().items():
        (made / file).write_bytes(content)


def test_lessons_are_in_order_and_found_by_their_names(tmp_path: Path) -> None:
    add(tmp_path, "12-late")
    add(tmp_path, "2-early", SHARING.replace("minutes: 10", "minutes: 10\nafter: [late]"))
    (tmp_path / "no-lesson").mkdir()
    read = course.read(tmp_path)
    assert not read.errors
    assert [lesson.slug for lesson in read.lessons] == ["early", "late"]
    exercise = read.exercise("late/share")
    assert exercise is not None
    assert exercise.key == "late/share"
    assert read.exercise("late/other") is None
    assert read.lesson("sharing") is None


def test_one_lesson_alone_is_a_course(tmp_path: Path) -> None:
    add(tmp_path, "2-early")
    assert [lesson.slug for lesson in course.read(tmp_path / "2-early").lessons] == ["early"]


def test_what_is_wrong_with_one_leaves_the_others(tmp_path: Path) -> None:
    add(tmp_path, "1-one", SHARING.replace("minutes: 10", "minutes: 10\nafter: [tow]"))
    add(tmp_path, "2-two", "no lesson")
    add(tmp_path, "3-one")
    read = course.read(tmp_path)
    assert [lesson.number for lesson in read.lessons] == [1, 3]
    told = [str(error) for error in read.errors]
    assert told[0].startswith("2-two/lesson.md, line 1: A lesson begins with")
    assert "There is no lesson `tow`. Did you mean `two`?" in told[1]
    assert "Two lessons are called `one`" in told[2]
    assert "no folder with a `lesson.md`" in str(course.read(tmp_path / "none").errors[0])
