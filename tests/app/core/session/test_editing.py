"""Edits and commands of a page: what is taken over, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.session import editing
from app.core.session.session import Session
from app.core.workspace.workspaces import empty_design
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps, loads
from tests.app.canvas_messages import draw, params, saved, settle


def stored(session: Session) -> object:
    text = saved(session)
    assert text is not None
    return loads(text)


@pytest.mark.keras
def test_an_edit_is_taken_over_analysed_and_saved(session: Session) -> None:
    assert draw(session) == ""
    settle(session)
    assert session.workspace.document.rev == 2
    assert params(session) == 218_058
    assert stored(session) == gallery.load("mlp")
    assert session.workspace.saved_at is not None


@pytest.mark.parametrize("base", [0, 3, -1, 10**9])
def test_an_edit_on_what_never_was_is_refused(quiet: Session, base: int) -> None:
    assert draw(quiet, base=base) != ""
    assert quiet.design == empty_design()
    assert quiet.notice is None


HOSTILE: dict[str, Any] = {
    "nothing": None,
    "text": "edit",
    "no operations": [1, 2],
    "unknown operations": [{"op": "format", "path": ""}],
    "no path": [{"op": "remove"}],
    "nowhere": [{"op": "replace", "path": "/main/nodes/gone/operation", "value": "x"}],
    "foreign": [{"op": "add", "path": "/edges", "value": []}],
    "nothing left": [{"op": "replace", "path": "", "value": None}],
    "a future format": [{"op": "replace", "path": "/schema_version", "value": 99}],
    "a wrong type": [{"op": "replace", "path": "/name", "value": 3}],
    "deep": [{"op": "replace", "path": "/main/inputs", "value": "x"}],
    "another design": [{"op": "test", "path": "/name", "value": "another"}],
}
for _ in range(500):
    HOSTILE["deep"][0]["value"] = [HOSTILE["deep"][0]["value"]]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_patch_that_makes_no_design_changes_nothing(quiet: Session, name: str) -> None:
    draw(quiet)
    before = quiet.workspace.document.value
    reason = draw(quiet, patch=HOSTILE[name])
    assert reason.startswith("This change could not be taken over, nothing was saved. ")
    assert "Traceback" not in reason
    assert quiet.workspace.document.value is before
    assert quiet.workspace.document.rev == 2
    assert stored(quiet) == gallery.load("mlp")


FILES = {
    "empty": "",
    "broken": '{"schema_version": 2, "name": "mlp", "main": {',
    "foreign": json.dumps({"class_name": "Functional", "config": {}}),
    "binary": "PK\x03\x04\x00\x00\x00\ufffd\ufffd",
    "huge number": '{"schema_version": 1e400, "main": {}}',
    "not a number": '{"schema_version": 2, "name": "a", "main": {"name": NaN}}',
    "deep": "[" * 200_000,
    "too large": '{"schema_version": 2, "name": "' + "x" * (17 * 1024 * 1024) + '"}',
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_design_leaves_the_canvas_as_it_was(quiet: Session, name: str) -> None:
    draw(quiet)
    before = quiet.workspace
    editing.command(quiet, {"type": "command", "command": "open", "text": FILES[name]})
    assert quiet.workspace is before
    assert quiet.design == gallery.load("mlp")
    assert quiet.notice is not None
    assert quiet.notice.severity == "error"
    assert "Traceback" not in quiet.notice.text
    assert quiet.notice.text.endswith("The design on the canvas is as it was.")


@pytest.mark.parametrize(
    "command", [{}, {"command": "gallery"}, {"command": "open", "text": 3}, {"command": "format"}]
)
def test_a_message_that_is_no_command_does_nothing(quiet: Session, command: dict[str, Any]) -> None:
    before = quiet.workspace
    editing.command(quiet, command)
    assert quiet.workspace is before
    assert quiet.notice is None


def test_an_unknown_gallery_entry_is_a_notice(quiet: Session) -> None:
    editing.command(quiet, {"command": "gallery", "name": "mpl"})
    assert quiet.notice is not None
    assert "`mlp`" in quiet.notice.text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ({"command": "gallery", "name": "digit_cnn"}, gallery.load("digit_cnn")),
        (
            {"command": "open", "text": dumps(gallery.load("multi_task"))},
            gallery.load("multi_task"),
        ),
        ({"command": "new"}, empty_design()),
    ],
)
def test_a_command_begins_another_draft_and_keeps_the_one_before(
    quiet: Session, command: dict[str, Any], expected: object
) -> None:
    draw(quiet)
    saved(quiet)
    left = quiet.workspace
    editing.command(quiet, command)
    assert quiet.design == expected
    assert quiet.draft != left.draft
    assert quiet.workspace.epoch != left.epoch
    assert stored(quiet) == expected
    assert left.draft in [line.draft for line in quiet.services.drafts.recent(quiet.owner)]
    assert quiet not in left.lookers


def test_the_next_edit_puts_the_draft_into_the_address_again(quiet: Session) -> None:
    quiet.address = quiet.draft
    draw(quiet, patch=[])
    assert quiet.address == ""
