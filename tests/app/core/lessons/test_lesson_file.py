"""A teacher's files become a lesson, or a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.lessons import lesson_file
from app.core.lessons.lesson import Answer, Check, Point, WrongAnswer
from app.core.lessons.lesson_error import LessonError
from app.core.lessons.predicates.argument import Amount
from tests.app.core.lessons.lesson_texts import SHARING, changed, designs, read, sentences

WHERE = "05-sharing/lesson.md, line "


def folder(path: Path, text: str | bytes = SHARING) -> Path:
    made = path / "05-sharing"
    made.mkdir()
    (made / "lesson.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    for name, content in designs().items():
        (made / name).write_bytes(content)
    return made


def test_a_folder_is_a_lesson(tmp_path: Path) -> None:
    lesson = lesson_file.load(folder(tmp_path))
    assert (lesson.slug, lesson.number, lesson.minutes) == ("sharing", 5, 10)
    first, second = lesson.steps
    assert (first.text, first.exercise) == ("Are they of the same digit?", None)
    assert second.text.startswith("Make **one** encoder.")
    assert second.text.endswith("```python\nlayer = Dense(64)\n```")
    assert second.start == "copied.json"
    assert second.point == Point(("dense_*",), "", "Summary")
    (exercise,) = lesson.exercises
    assert (exercise.id, exercise.key, exercise.level) == ("share", "sharing/share", 2)
    assert exercise.check == (Check("parameters", Amount(exactly=217_537), 22),)
    when = (Check("parameters", Amount(exactly=434_945), 24),)
    assert exercise.answers == (Answer(when, "435 K: you built two encoders."),)
    assert exercise.wrong == (WrongAnswer("copied.json", "two encoders"),)
    assert exercise.designs["copied.json"].name == "siamese_copied"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hints:", "hint:", "27: There is no key `hint`. Did you mean `hints`?"),
        ("parameters: 217", "params: 217", "22: There is no predicate `params`."),
        ("  - parameters: 217_537", "  - parameters", "22: `parameters` has no argument"),
        ("217_537", "many", "22: `parameters`: this is a whole number."),
        ("copied.json\npoint", "two.json\npoint", "16: There is no file `two.json` in this folder"),
        ("dense_*", "enc_*", "17: There is no layer `enc_*` in `copied.json`"),
        (", Press *Call again*.", "", "27: An exercise has two hints, and this has 1"),
        ("solution: shared.json\n", "", "18: This exercise has no `solution`"),
        ("task: Let both pictures go", "right: Let it go", "right` stands here twice"),
        ('"435 K: you built two encoders."', "435 K: two", "stands in quotation marks"),
        ("level: 2", "level: 9", "20: `level`: input should be less than or equal to 3."),
        ("panel: Summary", "panel: Sumary", "17: `panel` is one of `Code`, `Summary`"),
        ("minutes: 10", "minutes: ten", "4: `minutes` is a whole number."),
        ("title: Sharing", "titel: Sharing", "2: `title` is missing."),
        ("start: copied.json", "start: ../../etc/passwd", "16: `start`: name a design's file"),
        ("Look at the encoders.", "*Look*", "27: A text that begins with `*` or `&`"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, said: str) -> None:
    found = changed(old, new)
    assert any(said in one for one in found), found
    assert all(one.startswith("05-sharing/lesson.md") for one in found)


def test_all_that_is_wrong_is_told_in_the_order_of_the_file() -> None:
    text = SHARING.replace("minutes: 10", "minutes: 0").replace("level: 2", "levels: 2")
    found = sentences(text.replace("- parameters", "- parmeters"))
    assert [one.removeprefix(WHERE).partition(":")[0] for one in found] == ["4", "20", "22"]


@pytest.mark.parametrize("name", ["sharing", "05-Sharing", "05", "5-", "05-a b"])
def test_a_folder_has_a_number_and_a_slug(name: str) -> None:
    assert "The folder of a lesson has a number" in sentences(SHARING, name)[0]


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="no such file"):
        lesson_file.load(tmp_path)
    with pytest.raises(LessonError, match="save the file as UTF-8"):
        lesson_file.load(folder(tmp_path, b"---\ntitle: \xff\n---\n"))
    (tmp_path / "05-sharing" / "lesson.md").write_bytes(b"a" * (lesson_file.MAX_BYTES + 1))
    with pytest.raises(LessonError, match="at most 200,000 bytes"):
        lesson_file.load(tmp_path / "05-sharing")


def test_a_link_out_of_the_folder_is_no_design(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "copied.json").unlink()
    (tmp_path / "outside.json").write_bytes(designs()["copied.json"])
    (made / "copied.json").symlink_to(tmp_path / "outside.json")
    assert "There is no file `copied.json`" in str(lesson_file.read(made).errors[0])


def test_a_design_that_is_none_is_told() -> None:
    broken = read(files=designs() | {"copied.json": b'{"name": 3}'})
    assert "`copied.json` cannot be read." in str(broken.errors[0])
