"""Documents on the canvas: earlier drafts and versions, and a store that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.result_cache import Results
from app.core.services import Services
from app.core.session import documents, editing, opening
from app.core.session.session import Session
from app.core.store.store import Store
from app.core.workspace import saving
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import loads
from tests.app.canvas_messages import draw, saved


def test_restoring_a_version_never_paints_over_the_newest(quiet: Session) -> None:
    drafts = quiet.services.drafts
    draw(quiet, "mlp")
    saved(quiet)
    documents.resume(quiet, quiet.draft, version=1)
    saved(quiet)
    draw(quiet, "digit_cnn")
    newest = saved(quiet)
    assert documents.resume(quiet, quiet.draft, version=1)
    assert quiet.design == gallery.load("mlp")
    saved(quiet)
    assert newest in [
        drafts.load(quiet.draft, line.version) for line in drafts.versions(quiet.draft)
    ]


def test_restoring_a_version_keeps_what_was_drawn_a_moment_ago(
    quiet: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOMENT", 60.0)
    drafts = quiet.services.drafts
    draw(quiet, "mlp")
    saved(quiet)
    draw(quiet, "digit_cnn")
    assert documents.resume(quiet, quiet.draft, version=1)
    saved(quiet)
    assert [line.name for line in drafts.versions(quiet.draft)][:2] == ["mlp", "digit_cnn"]


def test_a_duplicate_is_a_draft_of_its_own_with_a_name_of_its_own(quiet: Session) -> None:
    draw(quiet, "mlp")
    saved(quiet)
    first = quiet.draft
    assert documents.duplicate(quiet, first)
    assert quiet.draft != first
    assert (quiet.design.name, quiet.design.main.name) == ("mlp copy", "mlp_copy")
    saved(quiet)
    lines = quiet.services.drafts.recent(quiet.owner)
    assert {line.name for line in lines} == {"mlp", "mlp copy"}
    assert documents.copy_name("mlp copy") == "mlp copy 2"
    assert documents.copy_name("mlp copy 2") == "mlp copy 3"
    assert not documents.duplicate(quiet, "gone")
    assert quiet.notice is not None


def test_another_window_gets_the_version_that_was_restored(
    quiet: Session, idle: Workspaces
) -> None:
    draw(quiet, "mlp")
    saved(quiet)
    other = opening.open_session(idle, quiet.draft, quiet.owner)
    draw(quiet, "digit_cnn")
    documents.resume(other, quiet.draft, version=1)
    assert quiet.workspace is other.workspace
    assert quiet.design == gallery.load("mlp")


def test_a_draft_that_is_gone_leaves_the_canvas_as_it_was(quiet: Session) -> None:
    draw(quiet)
    before = quiet.workspace
    for draft, version in [("gone", None), (quiet.draft, 77)]:
        saved(quiet)
        assert not documents.resume(quiet, draft, version)
        assert quiet.workspace is before
        assert quiet.notice is not None
        assert quiet.notice.severity == "error"


def test_what_was_asked_of_the_document_before_is_forgotten(quiet: Session) -> None:
    quiet.notify("info", "Something")
    documents.put(quiet, gallery.load("mlp"))
    assert (quiet.notice, quiet.coming, quiet.choice, quiet.code_edit) == (None,) * 4


def test_editing_goes_on_when_drafts_cannot_be_stored(idle: Workspaces, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    shapes = idle.services.shapes
    broken = Workspaces(
        Services(shapes, shapes, lambda: Store(tmp_path / "file" / "d.sqlite3"), Results())
    )
    session = opening.open_session(broken, "some-draft", None)
    assert opening.read_store(session)
    assert "Drafts cannot be stored" in session.workspace.save_problem
    assert draw(session) == ""
    broken.saver.now(session.workspace)
    assert session.design == gallery.load("mlp")
    assert "Drafts cannot be stored" in session.workspace.save_problem
    editing.command(session, {"command": "gallery", "name": "digit_cnn"})
    assert session.design == gallery.load("digit_cnn")
    broken.saver.close()
    assert "Drafts cannot be stored" in session.workspace.save_problem


def test_a_draft_that_is_no_design_is_told_of(quiet: Session) -> None:
    drafts = quiet.services.drafts
    draft = drafts.begin(quiet.owner)
    drafts.save(draft, quiet.owner, "writer", "broken", 0, "{")
    assert not documents.resume(quiet, draft)
    assert quiet.notice is not None
    assert quiet.notice.text.startswith("This draft could not be read. ")
    draw(quiet)
    text = saved(quiet)
    assert text is not None
    assert loads(text) == gallery.load("mlp")
