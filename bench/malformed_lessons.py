"""Lessons that somebody, or something, has broken."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Any

from app.core.lessons import lesson_file
from app.core.lessons.checking import check
from app.core.lessons.facts import Facts
from app.core.lessons.lesson_error import LessonError
from app.core.lessons.predicates import PREDICATES
from model_codegen import gallery

_HEAD = """\
---
title: Sharing against copying
summary: One encoder called twice is not two encoders.
minutes: 10
after: [layers]
---

## Two pictures, one question

Are they of the same digit?

## Share the encoder

Make **one** encoder.

```layerloom
start: copied.json
point: {nodes: ["dense_*"], code: "Dense(64", panel: Summary}
task: Let both pictures go through the same encoder.
id: share
level: 2
check:
"""

_TAIL = """\
answers:
  - when: [{parameters: 434_945}]
    say: "435 K: you built two encoders."
right: One encoder.
hints: [Look at the encoders., Press *Call again*.]
solution: shared.json
wrong: [{design: copied.json, says: two encoders}]
```

```python
layer = Dense(64)
```
"""

PIECES = (
    "!!python/object/apply:os.system [echo]",
    "!!python/name:builtins.exec x",
    "&a [*a]",
    "*a",
    "&a",
    "<<: *a",
    "[" * 200,
    "{a: " * 60,
    "]",
    "}",
    ": ",
    "- ",
    "? ",
    "|\n  text",
    ">-",
    "'",
    '"',
    "```",
    "~~~",
    "```layerloom\n",
    "---",
    "...",
    "## ",
    "\t",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ud800",
    "𝔘",
    "9" * 5000,
    "-1",
    "1e999",
    ".inf",
    ".nan",
    "0x1F",
    "1_000",
    "null",
    "true",
    "2026-01-01",
    "../../etc/passwd",
    "copied.json",
    "%YAML 9.9",
    "{{ 7*7 }}",
    "${HOME}",
    "<script>",
    "__import__('os')",
    "*" * 50 + "a",
    "[" * 30 + "]" * 30,
)
"""What has a meaning somewhere, or has broken some reader before."""

Change = Callable[[random.Random, str], str]


def kind() -> Callable[[random.Random], str]:
    """Reads a lesson that is broken anew each time, and checks a design with what is left."""

    def read(chance: random.Random) -> str:
        text = whole(chance)
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            text = chance.choice(CHANGES)(chance, text)
        reading = lesson_file.read_text(text, "05-sharing", _designs())
        if reading.lesson is None:
            assert reading.errors
            for error in reading.errors:
                assert isinstance(error, LessonError)
                assert 0 < len(str(error)) < 5_000
            return "refused"
        assert not reading.errors
        for exercise in reading.lesson.exercises:
            assert check(exercise, _facts()).say
        return "read"

    return read


def whole(chance: random.Random) -> str:
    """A lesson that is right, with some of all predicates."""
    lines = [line for each in PREDICATES.values() for line in each.example.splitlines()]
    asked = "".join(f"  - {line}\n" for line in chance.sample(lines, chance.randint(1, 4)))
    return _HEAD + asked + _TAIL


def _insert(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(PIECES) + text[place:]


def _insert_in_value(chance: random.Random, text: str) -> str:
    places = [place + 1 for place, letter in enumerate(text) if letter in ": [,{"]
    place = chance.choice(places or [0])
    return text[:place] + chance.choice(PIECES) + text[place:]


def _delete(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + text[place + chance.choice((1, 1, 2, 10, 100)) :]


def _flip(chance: random.Random, text: str) -> str:
    if not text:
        return text
    place = chance.randrange(len(text))
    return text[:place] + chr(chance.randrange(0x250)) + text[place + 1 :]


def _swap_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _repeat_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    line = chance.choice(lines)
    return "\n".join([*lines, *[line] * chance.choice((1, 3, 300))])


def _indent_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines[place] = " " * chance.randint(0, 6) + lines[place].lstrip()
    return "\n".join(lines)


def _cut(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


CHANGES: tuple[Change, ...] = (
    _insert,
    _insert_in_value,
    _insert_in_value,
    _delete,
    _flip,
    _swap_lines,
    _repeat_line,
    _indent_line,
    _cut,
)


@cache
def _designs() -> dict[str, bytes]:
    names = {"shared.json": "siamese_comparator", "copied.json": "siamese_copied"}
    return {
        **{file: gallery.text(name).encode() for file, name in names.items()},
        "target.json": gallery.text("mlp").encode(),
    }


@cache
def _facts() -> Facts:
    """A design of which little is known."""
    design = gallery.load("siamese_copied")
    nodes = {node: {"outputs": None} for node in design.main.nodes}
    main: dict[str, Any] = {"nodes": nodes, "operations": {}, "unused": [], "outputs": []}
    main |= {"total_params": 434_945, "trainable_params": 434_945}
    return Facts(design, {"graphs": {"main": main}, "diagnostics": []})
