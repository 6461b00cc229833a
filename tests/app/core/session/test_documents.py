"""Documents on the canvas: earlier drafts and versions, and a store that fails."""

from __future__ import annotations

from pathlib import Path

from app.core.drafts.draft_store import Drafts
from app.core.result_cache import Results
from app.core.services import Services
from app.core.session import documents, editing, opening, worker_answers
from app.core.session.session import Session
from model_codegen import gallery
from tests.app.canvas_messages import SECONDS, edit, params


def test_restoring_a_version_never_paints_over_the_newest(
    session: Session, services: Services
) -> None:
    editing.take_edit(session, services, edit(session, "mlp"))
    documents.resume(session, services, session.draft)
    editing.take_edit(session, services, edit(session, "digit_cnn"))
    newest = session.text
    assert documents.resume(session, services, session.draft, version=1)
    assert session.design == gallery.load("mlp")
    assert newest in [
        services.drafts.load(session.draft, line.version)
        for line in services.drafts.versions(session.draft)
    ]


def test_a_draft_that_is_gone_leaves_the_canvas_as_it_was(
    session: Session, services: Services
) -> None:
    editing.take_edit(session, services, edit(session))
    assert not documents.resume(session, services, "gone")
    assert session.design == gallery.load("mlp")
    assert session.notice is not None


def test_editing_goes_on_when_drafts_cannot_be_stored(services: Services, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    broken = Services(
        services.shapes,
        services.pictures,
        lambda: Drafts(tmp_path / "file" / "d.sqlite3"),
        Results(),
    )
    session = opening.open_session(broken, "some-draft", None)
    assert opening.begin_draft(session, broken)
    assert "Drafts cannot be stored" in session.save_problem
    assert editing.take_edit(session, broken, edit(session))
    worker_answers.collect(session, broken, SECONDS)
    assert params(session) == 218_058
    assert "Drafts cannot be stored" in session.save_problem
    editing.take_command(session, broken, {"id": "1", "type": "gallery", "name": "digit_cnn"})
    assert session.design == gallery.load("digit_cnn")
