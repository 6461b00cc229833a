"""Differences of source."""

from __future__ import annotations

import pytest

from app.core import source_difference
from app.core.source_difference import difference

TEXT = "\n".join(f"line {number}" for number in range(20))


def test_what_went_and_what_came_stands_with_its_neighbours() -> None:
    found = difference(TEXT, TEXT.replace("line 10", "other"))
    assert "-line 10\n+other" in found
    assert " line 7" in found
    assert "line 6" not in found
    assert "---" not in found


def test_the_same_has_no_difference() -> None:
    assert difference(TEXT, TEXT) == ""
    assert difference("", "") == ""


def test_a_long_one_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_difference, "MOST_LINES", 5)
    found = difference("", TEXT)
    assert found.endswith("… and 16 lines more")
    assert len(found.splitlines()) == 6
