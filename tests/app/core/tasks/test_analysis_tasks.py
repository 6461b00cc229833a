"""What a worker remembers of documents says the same as what it is told anew."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.tasks import analysis_tasks
from model_codegen import gallery
from model_codegen.analysis import design_analysis
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.patching import patched

pytestmark = pytest.mark.keras


def units(count: int) -> list[dict[str, Any]]:
    path = "/main/operations/dense/config/units"
    return [{"op": "replace", "path": path, "value": count}]


def test_what_is_new_makes_the_analysis_of_the_next_revision() -> None:
    design = gallery.load("siamese_comparator")
    value, result = to_json(design), analysis_tasks.analyse(design, "one 1")
    for rev, patch in enumerate((units(100), units(-1), [*units(7), *units(256)]), start=1):
        news = analysis_tasks.follow(f"one {rev}", f"one {rev + 1}", patch)
        assert news is not None
        value, result = patched(value, patch), patched(result, news)
        assert result == analysis_tasks.analyse(from_json(value))


def test_what_is_not_remembered_is_not_followed() -> None:
    assert analysis_tasks.follow("two 1", "two 2", []) is None


def test_earlier_revisions_are_remembered_for_answers_that_were_superseded() -> None:
    analysis_tasks.analyse(gallery.load("siamese_comparator"), "three 1")
    first = analysis_tasks.follow("three 1", "three 2", units(100))
    again = analysis_tasks.follow("three 1", "three 3", units(100))
    assert first == again


def aside(count: int) -> list[dict[str, Any]]:
    """Add layers that nothing is wired to."""
    layer = {"kind": "layer", "class_name": "keras.layers.Dense", "config": {"units": 4}}
    layer |= {"dtype": None, "trainable": True}
    return [
        operation
        for number in range(count)
        for operation in (
            {
                "op": "add",
                "path": f"/main/operations/aside_{number}",
                "value": {**layer, "name": f"aside_{number}"},
            },
            {
                "op": "add",
                "path": f"/main/nodes/aside_{number}",
                "value": {"operation": f"aside_{number}", "args": [], "kwargs": {}},
            },
        )
    ]


def test_fixes_that_take_a_while_are_tried_after_the_shapes_were_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(design_analysis, "QUICK", 20)
    monkeypatch.setattr(analysis_tasks, "TRIED", 20)
    design = gallery.load("siamese_comparator")
    before = analysis_tasks.analyse(design, "four 1", at_once=True)
    assert before == analysis_tasks.analyse(design)
    patch = aside(5)
    news = analysis_tasks.follow("four 1", "four 2", patch)
    assert news is not None
    result = patched(before, news)
    whole = analysis_tasks.analyse(from_json(patched(to_json(design), patch)))
    assert any(one["fix"] for one in whole["diagnostics"])
    assert not any(one["fix"] for one in result["diagnostics"])
    assert (result["untried"], result["graphs"]) == (True, whole["graphs"])
    slices = 0
    while (news := analysis_tasks.mended("four 2", "four 3")) == []:
        slices += 1
        # Its revision is the base of an edit meanwhile.
        assert analysis_tasks.follow("four 2", "four 4", aside(1)) is not None
    assert slices > 1
    assert news is not None
    assert patched(result, news) == whole
    assert analysis_tasks.follow("four 3", "four 5", []) is not None


def test_fixes_of_what_is_not_remembered_are_not_tried() -> None:
    assert analysis_tasks.mended("five 1", "five 2") is None
