"""Layers that are pasted as Python, and selected ones as source."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.session import editing, pieces
from app.core.session.session import Session
from tests.app.canvas_messages import arrive, draw

pytestmark = pytest.mark.keras


def ask(session: Session, **message: Any) -> dict[str, Any]:
    """What a command gives to the page."""
    editing.command(session, {"type": "command"} | message)
    arrive(session)
    return session.take_given()


def test_lines_of_source_are_given_once_and_change_nothing(session: Session) -> None:
    before = session.design
    text = "x = layers.Conv2D(8, 3)(x)\nx = layers.ReLU()(x)\n"
    given = ask(session, command="piece", text=text)
    assert list(given["piece"]["main"]["nodes"]) == ["conv2d", "re_lu"]
    assert session.take_given() == {}
    assert session.design is before


def test_a_bare_list_of_layers_is_a_piece(session: Session) -> None:
    for text in (
        "layers.Dense(3),\nlayers.Dropout(0.2),\n",
        "[layers.Dense(3), layers.Dropout(0.2)]",
    ):
        given = ask(session, command="piece", text=text)
        assert sorted(given["piece"]["main"]["nodes"]) == ["dense", "dropout", "input_layer"]


def test_what_is_no_piece_is_told(session: Session) -> None:
    assert ask(session, command="piece", text="print(keras)") == {}
    assert session.notice is not None
    assert session.notice.severity == "error"


def test_selected_layers_are_lines_of_the_source_that_read_back(session: Session) -> None:
    draw(session, "mlp")
    first, *_, last = [node for node in session.design.main.nodes if node.startswith("dense")]
    nodes = json.dumps([last, first])
    given = ask(session, command="excerpt", graph="main", text=nodes)
    assert given["excerpt"].count("layers.Dense(") == 2
    back = ask(session, command="piece", text=given["excerpt"])
    assert len(back["piece"]["main"]["nodes"]) == 2


def test_an_excerpt_of_nothing_is_told(session: Session) -> None:
    draw(session, "mlp")
    for text in ("[]", "no list", '["gone", 3]'):
        assert ask(session, command="excerpt", graph="main", text=text) == {}
    assert session.notice is not None
    assert "no line" in session.notice.text


def test_other_commands_are_not_of_this_kind(quiet: Session) -> None:
    assert not pieces.begin(quiet, {"type": "command", "command": "new"})
