"""A page of a design that is another's: whatever it sends, the document stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.session import editing
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from tests.app.core.live.line import Line, name


@pytest.fixture
def reader(idle: Workspaces) -> Session:
    """Looks at a design whose owner has it open, too."""
    workspace = idle.begin("the-owner", gallery.load("mlp"))
    idle.saver.now(workspace)
    share = idle.services.shares.make("the-owner", workspace.draft, "view")
    return Session("a-visitor", idle, workspace, share=share.id)


def test_its_edits_are_refused_and_what_the_owner_does_comes(reader: Session) -> None:
    owner = Line(Session("the-owner", reader.workspaces, reader.workspace), client="b")
    line = Line(reader)
    [first] = line.hear()
    assert first["status"]["readonly"] is True
    assert owner.hear()[0]["status"]["readonly"] is False
    before = reader.workspace.document.value
    line.edit(name("mine"))
    line.hear()
    assert reader.workspace.document.value == before
    assert line.page.refused == {1: editing.READ_ONLY}
    owner.edit(name("theirs"))
    line.hear()
    assert line.page.document["name"] == "theirs"


@pytest.mark.parametrize(
    "command",
    [
        {"command": "new"},
        {"command": "gallery", "name": "mlp"},
        {"command": "open", "text": "{}"},
        {"command": "import", "text": "{}", "name": "model.json"},
        {"command": "source", "text": "import keras", "name": "a.py"},
        {"command": "application", "name": "keras.applications.MobileNetV2"},
        {"command": "keep_block", "name": "mine", "text": "{}"},
        {"command": "piece", "text": "keras.layers.Dense(1)"},
    ],
    ids=lambda command: command["command"],
)
def test_its_commands_do_nothing(reader: Session, command: dict[str, Any]) -> None:
    line = Line(reader)
    line.hear()
    workspace, before = reader.workspace, reader.workspace.document.value
    line.say({"type": "command", **command})
    line.say({"type": "typed", "id": 1, "text": "import keras"})
    line.hear()
    assert reader.workspace is workspace
    assert workspace.document.value == before
    assert (reader.coming, reader.choice, reader.given) == (None, None, {})
    assert line.page.status["notice"]["text"] == editing.READ_ONLY
    assert line.page.readings == {}
