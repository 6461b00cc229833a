"""The documentation of predicates is what they say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.lessons.predicate_page import page
from app.core.lessons.predicates import COMBINING, PREDICATES

DOCS = Path(__file__).parents[4] / "docs"


def test_the_committed_page_is_current() -> None:
    said = "run `python -m app.core.lessons.predicate_page > docs/lesson-predicates.md`"
    assert (DOCS / "lesson-predicates.md").read_text(encoding="utf-8") == page(), said


@pytest.mark.parametrize("name", [*PREDICATES, *COMBINING])
def test_every_predicate_is_told_of(name: str) -> None:
    assert f"`{name}`" in page()
    if name in PREDICATES:
        assert PREDICATES[name].about
        assert PREDICATES[name].example
