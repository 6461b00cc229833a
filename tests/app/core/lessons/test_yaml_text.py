"""YAML is plain values with their lines, and never more."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.lessons import yaml_text
from app.core.lessons.lesson_error import LessonError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("217_537", 217_537),
        ("-3", -3),
        ("1e-3", 0.001),
        (".5", 0.5),
        ("0.5", 0.5),
        ("012", 12),
        ("true", True),
        ("no", "no"),
        ("on", "on"),
        ("2026-01-01", "2026-01-01"),
        ("1:20", "1:20"),
        ("~", None),
        ("", None),
        ("a:", {"a": None}),
        ("[null, 1]", [None, 1]),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("1: a", {"1": "a"}),
    ],
)
def test_values_are_what_they_look_like(text: str, value: Any) -> None:
    found = yaml_text.read(text, "f", 1).value
    assert (found, type(found)) == (value, type(value))


def test_every_part_has_a_line() -> None:
    text = yaml_text.read("a:\n  - b: 1\n  - c:\n      d: 2\ne: 3", "f", 10)
    assert text.line(()) == 10
    assert text.line(("a", 1, "c", "d")) == 13
    assert text.line(("e",)) == 14
    assert text.line(("a", 0, "b", "of a union", "nowhere")) == 11


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b: c", "line 7: A text with a colon"),
        ("a: 1\na: 2", "line 8: `a` stands here twice"),
        ("? [a]\n: b", "line 7: A key is a word"),
        ("a: &x [1]\nb: *x", "Write it out: `*` stands for nothing here"),
        ("!!python/object/apply:os.system [echo]", "line 7: Take the"),
        ("a: !!python/name:os.system x", "line 7: Take the"),
        ("a: !!int x", "is no number"),
        ("a: [", "This is no YAML"),
        ("a: \x01", "This is no YAML"),
        ("a: 1\n---\nb: 1", "This is no YAML"),
        ("[" * 40 + "]" * 40, "more than a step needs"),
        ("[" * 20_000 + "]" * 20_000, "nested too deeply"),
        ("[" + "1," * 6_000 + "]", "more than a step needs"),
    ],
)
def test_what_is_refused_is_told_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(LessonError) as refused:
        yaml_text.read(text, "f", 7)
    assert said in str(refused.value)
