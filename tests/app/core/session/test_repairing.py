"""A repair is an edit with a name, or a notice that says why it is none."""

from __future__ import annotations

import pytest

from app.core.session import repairing
from app.core.session.session import Session
from model_codegen.design.patches import replace


def test_a_repair_is_a_step_of_the_document(quiet: Session) -> None:
    rev = repairing.apply(quiet, "Rename it", [replace("/name", "repaired")])
    assert rev == quiet.workspace.document.rev
    assert quiet.design.name == "repaired"


def test_what_cannot_be_done_changes_nothing(
    quiet: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = quiet.design
    assert repairing.apply(quiet, "Break it", [replace("/nowhere", 1)]) is None
    monkeypatch.setattr(Session, "readonly", True)
    assert repairing.apply(quiet, "Rename it", [replace("/name", "x")]) is None
    assert quiet.design is before


def test_an_example_is_put_on_the_canvas_with_its_repair(
    quiet: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = quiet.draft
    rev = repairing.put(quiet, "two_headed_mlp", "Rename it", [replace("/name", "repaired")])
    assert rev == quiet.workspace.document.rev
    assert quiet.draft != before
    assert (quiet.design.name, len(quiet.design.main.nodes)) == ("repaired", 8)
    monkeypatch.setattr(Session, "readonly", True)
    draft = quiet.draft
    assert repairing.put(quiet, "mlp", "Rename it", [replace("/name", "x")]) is None
    assert quiet.draft == draft
