"""Edits and commands of the canvas: what is taken over, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.services import Services
from app.core.session import editing, opening, worker_answers
from app.core.session.session import Session, empty_design
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps
from tests.app.canvas_messages import SECONDS, edit, params


def test_an_edit_is_taken_over_saved_and_analysed(session: Session, services: Services) -> None:
    assert editing.take_edit(session, services, edit(session))
    assert session.stale
    worker_answers.collect(session, services, SECONDS)
    assert (session.rev, session.seq) == (1, 1)
    assert not session.stale
    assert params(session) == 218_058
    assert session.saved_at is not None
    assert services.drafts.load(session.draft) == session.text


def test_a_new_session_shows_its_document_until_the_browser_has_it(
    session: Session, services: Services
) -> None:
    assert not session.acknowledged
    editing.take_edit(session, services, edit(session))
    assert session.acknowledged
    editing.take_command(session, services, {"id": "1", "type": "gallery", "name": "mlp"})
    assert not session.acknowledged


@pytest.mark.parametrize(
    "changes", [{"rev": 0}, {"rev": 2}, {"session": "another"}, {"rev": "1"}, {"seq": None}]
)
def test_an_edit_of_another_document_is_refused(
    session: Session, services: Services, changes: dict[str, Any]
) -> None:
    assert not editing.take_edit(session, services, edit(session, **changes))
    assert session.design == empty_design()
    assert session.notice is None


@pytest.mark.parametrize("message", [None, [], "edit", {}, {"session": 1}])
def test_a_message_that_is_no_edit_is_refused(
    session: Session, services: Services, message: Any
) -> None:
    assert not editing.take_edit(session, services, message)


def test_an_older_edit_does_not_replace_a_newer_one(session: Session, services: Services) -> None:
    editing.take_edit(session, services, edit(session, "mlp", seq=5))
    assert not editing.take_edit(session, services, edit(session, "digit_cnn", seq=4))
    assert session.design == gallery.load("mlp")


def test_the_same_edit_again_asks_for_nothing_new(session: Session, services: Services) -> None:
    message = edit(session)
    editing.take_edit(session, services, message)
    request = session.request
    assert not editing.take_edit(session, services, message)
    assert session.request is request
    worker_answers.collect(session, services, SECONDS)
    assert not editing.take_edit(session, services, message)
    assert session.request is None


def test_the_same_edit_again_is_analysed_if_that_failed(
    session: Session, services: Services
) -> None:
    message = edit(session)
    editing.take_edit(session, services, message)
    session.request = None
    assert editing.take_edit(session, services, message)
    worker_answers.collect(session, services, SECONDS)
    assert not session.stale


def test_a_restarted_server_takes_the_browsers_document(services: Services) -> None:
    fresh = opening.open_session(services, draft=None, owner=None)
    message = edit(fresh, seq=41, rev=7, adopt=True)
    assert editing.take_edit(fresh, services, message)
    assert fresh.design == gallery.load("mlp")
    assert fresh.seq == 41


HOSTILE = {
    "no object": [1, 2],
    "nothing": None,
    "foreign": {"nodes": [], "edges": []},
    "a future format": {"schema_version": 99, "main": {}},
    "a wrong type": {"schema_version": 1, "name": 3, "main": {"name": "m"}},
    "deep": {"schema_version": 1, "name": "n", "main": {"name": "m", "inputs": []}},
}
_nest: Any = "x"
for _ in range(500):
    _nest = [_nest]
HOSTILE["deep"]["main"]["inputs"] = _nest  # type: ignore[index]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_document_that_is_no_design_changes_nothing(
    session: Session, services: Services, name: str
) -> None:
    editing.take_edit(session, services, edit(session))
    before = session.text
    assert not editing.take_edit(session, services, edit(session, doc=HOSTILE[name]))
    assert session.text == before
    assert session.notice is not None
    assert session.notice.severity == "error"
    assert services.drafts.load(session.draft) == before


FILES = {
    "empty": "",
    "broken": '{"schema_version": 1, "name": "mlp", "main": {',
    "foreign": json.dumps({"class_name": "Functional", "config": {}}),
    "binary": "PK\x03\x04\x00\x00\x00\ufffd\ufffd",
    "huge number": '{"schema_version": 1e400, "main": {}}',
    "not a number": '{"schema_version": 1, "name": "a", "main": {"name": NaN}}',
    "deep": "[" * 200_000,
    "too large": '{"schema_version": 1, "name": "' + "x" * (17 * 1024 * 1024) + '"}',
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_design_leaves_the_canvas_as_it_was(
    session: Session, services: Services, name: str
) -> None:
    editing.take_edit(session, services, edit(session))
    before = (session.rev, session.text, session.draft)
    command = {"id": "1", "type": "open", "text": FILES[name]}
    assert not editing.take_command(session, services, command)
    assert (session.rev, session.text, session.draft) == before
    assert session.notice is not None
    assert "Traceback" not in session.notice.text
    assert session.notice.text.endswith("The design on the canvas is as it was.")


@pytest.mark.parametrize(
    "command", [None, {}, {"type": "gallery"}, {"type": "open", "text": 3}, {"type": "format"}]
)
def test_a_message_that_is_no_command_does_nothing(
    session: Session, services: Services, command: Any
) -> None:
    assert not editing.take_command(session, services, command)
    assert session.rev == 1


def test_an_unknown_gallery_entry_is_a_notice(session: Session, services: Services) -> None:
    command = {"id": "1", "type": "gallery", "name": "mpl"}
    assert not editing.take_command(session, services, command)
    assert session.notice is not None
    assert "`mlp`" in session.notice.text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ({"type": "gallery", "name": "digit_cnn"}, gallery.load("digit_cnn")),
        ({"type": "open", "text": dumps(gallery.load("multi_task"))}, gallery.load("multi_task")),
        ({"type": "new"}, empty_design()),
    ],
)
def test_a_command_begins_another_draft_and_keeps_the_one_before(
    session: Session, services: Services, command: dict[str, Any], expected: object
) -> None:
    editing.take_edit(session, services, edit(session))
    left, rev = session.draft, session.rev
    assert editing.take_command(session, services, command | {"id": "1"})
    assert session.design == expected
    assert session.rev == rev + 1
    assert session.draft != left
    assert left in [line.draft for line in services.drafts.recent(session.owner)]


def test_an_edit_sent_before_a_command_arrived_is_refused(
    session: Session, services: Services
) -> None:
    late = edit(session)
    editing.take_command(session, services, {"id": "1", "type": "gallery", "name": "digit_cnn"})
    assert not editing.take_edit(session, services, late)
    assert session.design == gallery.load("digit_cnn")
