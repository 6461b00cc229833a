"""Comments of a design as source has them, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_codegen.emitters.comments import comment_lines, is_own

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\n\n two ", ["one", "", " two"]),
        ("a\u2028b\r\nc\x0bd", ["a", "b", "c", "d"]),
        ("fmt: off", ["(fmt: off)"]),
        (" \n ", []),
        ("null\x00 byte", ["null  byte"]),
        ("long " * 2000 + "end", ["long " * 2000 + "end"]),
    ],
)
def test_nothing_ends_a_comment_or_tells_a_tool_anything(text: str, lines: list[str]) -> None:
    assert comment_lines(text) == lines


def test_every_comment_of_generated_source_is_known_as_its_own() -> None:
    for path in SNAPSHOTS.glob("*.py"):
        if "stack" in path.name:  # it has comments of its design
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("# "):
                assert is_own(line.strip()[2:]), (path.name, line)
