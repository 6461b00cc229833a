"""What a worker remembers of documents says the same as what it is told anew."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.tasks import analysis_tasks
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.patching import patched

pytestmark = pytest.mark.keras


def units(count: int) -> list[dict[str, Any]]:
    path = "/main/operations/dense/config/units"
    return [{"op": "replace", "path": path, "value": count}]


def test_what_is_new_makes_the_analysis_of_the_next_revision() -> None:
    design = gallery.load("siamese_comparator")
    value, result = to_json(design), analysis_tasks.analyse(design, ("one", 1))
    for rev, patch in enumerate((units(100), units(-1), [*units(7), *units(256)]), start=1):
        news = analysis_tasks.follow(("one", rev), ("one", rev + 1), patch)
        assert news is not None
        value, result = patched(value, patch), patched(result, news)
        assert result == analysis_tasks.analyse(from_json(value))


def test_what_is_not_remembered_is_not_followed() -> None:
    assert analysis_tasks.follow(("two", 1), ("two", 2), []) is None


def test_earlier_revisions_are_remembered_for_answers_that_were_superseded() -> None:
    analysis_tasks.analyse(gallery.load("siamese_comparator"), ("three", 1))
    first = analysis_tasks.follow(("three", 1), ("three", 2), units(100))
    again = analysis_tasks.follow(("three", 1), ("three", 3), units(100))
    assert first == again
