"""Blocks that a user keeps, as the pages hear of them."""

from __future__ import annotations

from app.core.session import opening
from app.core.session.session import Session
from model_codegen import blocks
from tests.app.core.live.line import Line


def test_all_windows_of_a_user_hear_of_a_kept_block(session: Session) -> None:
    other = opening.open_session(session.workspaces, None, session.owner)
    stranger = opening.open_session(session.workspaces, None, None)
    lines = [Line(one, client=str(number)) for number, one in enumerate((session, other, stranger))]
    for line in lines:
        line.hear()
    lines[0].command("keep_block", name="up", text=blocks.text("unet_up"))
    told = [[update["blocks"] for update in line.hear() if "blocks" in update] for line in lines]
    assert [[[block["title"] for block in kept] for kept in heard] for heard in told] == [
        [["up"]],
        [["up"]],
        [],
    ]
    assert told[0][0][0]["design"]["models"]["unet_up"]["parameters"] == {
        "channels": 128,
        "filters": 64,
    }


def test_a_page_that_comes_later_has_them(session: Session) -> None:
    Line(session).command("keep_block", name="up", text=blocks.text("unet_up"))
    [update] = Line(session, client="b").hear()
    assert [block["title"] for block in update["blocks"]] == ["up"]


def test_a_user_without_blocks_hears_so_once_they_are_read(session: Session) -> None:
    line = Line(session)
    assert all("blocks" not in update for update in line.hear())
    opening.read_store(session)
    line.peer.receive({"type": "again", "what": "analysis"})
    assert [update["blocks"] for update in line.hear() if "blocks" in update] == [[]]
