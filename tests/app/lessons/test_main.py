"""The command line of lessons: all that is wrong in one go, one line each."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from app.lessons.__main__ import main
from tests.app.core.lessons.lesson_texts import SHARING, designs

pytestmark = pytest.mark.keras


def folder(path: Path, text: str = SHARING) -> str:
    made = path / "05-sharing"
    made.mkdir(exist_ok=True)
    (made / "lesson.md").write_text(text, encoding="utf-8")
    for name, content in designs().items():
        (made / name).write_bytes(content)
    return str(made)


def outcome(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, list[str]]:
    status = main(argv)
    captured = capsys.readouterr()
    return status, captured.out, captured.err.splitlines()


def test_a_lesson_that_is_right_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "05-sharing: 2 steps, 1 exercise, all right\n"
    assert outcome(capsys, "check", folder(tmp_path)) == (0, said, [])
    assert outcome(capsys, "check", str(tmp_path)) == (0, said, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  - parameters: 217_537",
            "  - parameters: 217_538",
            "The solution `shared.json` does not pass: The model has 217,537 parameters; 217,538",
        ),
        (
            "  - parameters: 217_537",
            "  - layers: {class: Dense, count: {at_least: 2}}",
            "`copied.json` passes before anything is done",
        ),
        ("says: two encoders", "says: three", "is not answered with `three`, but with: 435 K"),
        ("design: copied.json", "design: shared.json", "`shared.json` is to be wrong, and passes"),
        (
            "solution: shared.json",
            "solution: shared.json\nalso: [copied.json]",
            "The solution `copied.json` does not pass: The model has 434,945 parameters",
        ),
        ("  - parameters: 217_537", "  - has: [Densse]", "no class `Densse`. Did you mean `Dense`"),
        (
            "point: {nodes",
            "point: {code: 'Dense(65', nodes",
            "No line of the source of `copied.json` has `Dense(65`.",
        ),
    ],
)
def test_what_keras_finds_wrong_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert old in SHARING
    status, out, lines = outcome(capsys, "check", folder(tmp_path, SHARING.replace(old, new)))
    assert status == 1
    assert out.endswith("wrong\n")
    assert any(said in line for line in lines), lines
    assert all(line.startswith("05-sharing/lesson.md, line ") for line in lines)


def test_what_only_a_training_tells_is_not_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trained = "  - trained: {metric: val_accuracy, at_least: 0.9}"
    text = SHARING.replace("  - parameters: 217_537", trained)
    assert outcome(capsys, "check", folder(tmp_path, text))[0] == 0
    both = SHARING.replace(
        "  - parameters: 217_537", f"  - all: [{{parameters: 3}}, {trained[4:]}]"
    )
    assert outcome(capsys, "check", folder(tmp_path, both))[0] == 1


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder(tmp_path, "no lesson")
    status, _, lines = outcome(capsys, "check", path)
    assert status == 1
    assert lines[0].startswith("05-sharing/lesson.md, line 1: A lesson begins with")
    assert outcome(capsys, "list", str(tmp_path / "none"))[0] == 1
    assert outcome(capsys, "chek")[2][0].startswith("Argument COMMAND: invalid choice")


def test_lessons_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder(tmp_path)
    status, out, _ = outcome(capsys, "list", str(tmp_path))
    assert status == 0
    assert "05-sharing              Sharing against copying (10 min)" in out
    assert "share: Let both pictures go through the same encoder." in out


def test_an_exercise_is_written_as_a_notebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, to = folder(tmp_path), tmp_path / "share.ipynb"
    assert outcome(capsys, "notebook", path, "share", "-o", str(to)) == (0, "", [])
    begun = nbformat.reads(to.read_text(encoding="utf-8"), as_version=4)
    assert "dense_2 = " in next(cell.source for cell in begun.cells if cell.id == "model") or begun
    solved = outcome(capsys, "notebook", path, "share", "--solution")[1]
    assert "called 2 times" in solved
    own = outcome(capsys, "notebook", path, "share", "--design", f"{path}/shared.json")[1]
    assert own == solved
    status, _, lines = outcome(capsys, "notebook", path, "shar")
    assert (status, lines) == (1, ["There is no exercise 'shar'. Did you mean `share`?"])
