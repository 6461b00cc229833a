"""What can be compared."""

from __future__ import annotations

import pytest

from app.core.session import compared_designs, documents
from app.core.session.compared_designs import FILE, NOW, draft_choice
from app.core.session.session import Session
from app.core.store.errors import DraftError
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from tests.app.canvas_messages import draw, saved


def test_this_design_its_versions_other_drafts_and_ready_ones(quiet: Session) -> None:
    documents.put(quiet, gallery.load("digit_cnn"))
    saved(quiet)
    other = quiet.draft
    documents.put(quiet, gallery.load("mlp"))
    saved(quiet)
    drafts = quiet.services.drafts
    text = gallery.text("dropout_mlp")
    drafts.save(quiet.draft, quiet.owner, "later", "dropout_mlp", 4, text)
    choices = compared_designs.choices(quiet, lambda _: "noon")
    version, draft = draft_choice(quiet.draft, 1), draft_choice(other)
    assert list(choices)[:4] == [NOW, version, draft, "gallery:mlp"]
    assert choices[version] == "Version of noon: the first"
    assert choices[draft] == "Draft: digit_cnn, noon"
    assert list(choices)[-1] == FILE
    for choice, name in ((NOW, "mlp"), (version, "mlp"), (draft, "digit_cnn")):
        assert compared_designs.chosen(quiet, choice).name == name
    assert compared_designs.chosen(quiet, "gallery:multi_task") == gallery.load("multi_task")


def test_what_is_gone_or_no_design_is_told(quiet: Session) -> None:
    draw(quiet)
    with pytest.raises(DraftError, match="not stored on this server"):
        compared_designs.chosen(quiet, draft_choice("gone"))
    text = gallery.text("mlp")
    assert compared_designs.read(text.encode(), "a.json") == gallery.load("mlp")
    with pytest.raises(DesignError, match=r"b.json is no design\."):
        compared_designs.read(b"{}", "b.json")
