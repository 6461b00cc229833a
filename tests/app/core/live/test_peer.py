"""A page's edits, and what it hears of the document."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from pydantic import ValidationError

from app.core.live import peer
from app.core.session import editing, opening
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from components.live_protocol import PAGE_MESSAGE
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import loads, to_json
from tests.app.canvas_messages import draw, saved
from tests.app.core.live.line import Line, name


def shows(line: Line) -> bool:
    """Whether a page has what the server has."""
    return bool(line.page.document == line.peer.session.workspace.document.value)


def test_a_page_gets_all_at_first_and_then_nothing(session: Session) -> None:
    draw(session)
    line = Line(session)
    [update] = line.hear()
    assert update["document"]["whole"] == to_json(gallery.load("mlp"))
    assert line.page.draft == session.draft
    assert line.page.rev == line.page.analysed == 2
    assert "total_params" in line.page.analysis["graphs"]["main"]
    assert line.page.status["windows"] == 1
    assert line.peer.news() is None


def test_an_edit_is_acknowledged_without_being_sent_back(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.edit(name("a"))
    [update] = line.hear()
    assert update["document"]["changes"] == [{"rev": 2, "seq": 1}]
    assert "whole" not in update["document"]
    assert shows(line)
    assert line.page.analysed == 2


def test_edits_need_not_wait_for_each_other(session: Session) -> None:
    line = Line(session)
    line.hear()
    for text in "abc":
        line.edit(name(text))  # All of them on revision 1, and on those before.
    [update] = line.hear()
    assert [change["seq"] for change in update["document"]["changes"]] == [1, 2, 3]
    assert line.page.document["name"] == "c"


def test_an_edit_that_arrives_twice_is_made_once_and_acknowledged_twice(session: Session) -> None:
    line = Line(session)
    line.hear()
    edit = line.page.edited(name("a"))
    line.say(edit)
    line.hear()
    line.edit(name("b"))
    line.hear()
    line.say(edit)
    [update] = line.hear()
    assert update["document"]["seq"] == 2
    assert "changes" not in update["document"]
    assert session.design.name == "b"


def test_an_edit_whose_predecessor_is_missing_is_asked_for_again(session: Session) -> None:
    line = Line(session)
    line.hear()
    first, second = line.page.edited(name("a")), line.page.edited(name("b"))
    line.say(second)
    assert line.hear() == [{"type": "resend", "seq": 1}]
    for edit in (first, second):
        line.say(edit)
    line.hear()
    assert session.design.name == "b"
    assert shows(line)


BAD: list[list[Any]] = [
    [{"op": "replace", "path": "/name", "value": 3}],
    [{"op": "remove", "path": "/main/nodes/gone"}],
    [{"op": "replace", "path": ""}],
    [{}],
    ["nonsense"],
    [None],
    [{"op": "move", "from": "/main", "path": "/main/nodes/x"}],
    [{"op": "replace", "path": "/name/~2", "value": 3}],
]


@pytest.mark.parametrize("patch", BAD)
def test_an_edit_that_makes_no_design_is_refused_and_the_next_one_is_made(
    session: Session, patch: list[Any]
) -> None:
    line = Line(session)
    line.hear()
    before = session.workspace.document.value
    line.edit(*patch)
    [update] = line.hear()
    assert list(line.page.refused) == [1]
    assert line.page.refused[1].startswith("This change could not be taken over")
    assert update["document"]["rev"] == 1
    assert session.workspace.document.value is before
    assert line.edit(name("b")) == 2
    line.hear()
    assert shows(line)
    assert line.page.acknowledged == 2
    assert line.hear() == []


def test_why_an_edit_was_refused_is_said_again_where_the_connection_broke_just_then(
    session: Session,
) -> None:
    line = Line(session)
    line.hear()
    line.edit(*BAD[0])
    assert line.peer.news() is not None  # It never arrives.
    line.peer.close()
    again = Line(session, line.page)
    again.hear()
    assert list(again.page.refused) == [1]
    assert again.page.acknowledged == 1
    again.page.refused.clear()
    again.peer.close()
    Line(session, line.page).hear()
    assert again.page.refused == {}


def test_an_edit_of_another_document_is_dealt_with_and_changes_nothing(session: Session) -> None:
    line = Line(session)
    line.hear()
    late = line.page.edited(name("late"))
    line.command("gallery", name="mlp")
    line.say(late)
    line.hear()
    assert session.design == gallery.load("mlp")
    assert line.page.acknowledged == 1
    assert shows(line)
    line.edit(name("now"))
    line.hear()
    assert session.design.name == "now"


def test_an_edit_never_reaches_a_document_that_comes_in_between(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(session)
    line.hear()
    before, edit = session.workspace, editing.edit

    def late(*arguments: Any) -> str:
        session.show(session.workspaces.begin(session.owner, gallery.load("mlp")))
        return edit(*arguments)

    monkeypatch.setattr(editing, "edit", late)
    line.edit(name("late"))
    assert session.design.name == "mlp"
    assert before.design.name == "late"


def test_a_server_that_begins_again_says_what_it_goes_on_from(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.edit(name("saved"))
    line.hear()
    session.workspaces.saver.close()
    epoch = line.page.epoch
    unsaved = line.page.edited(name("under way"))
    restarted = Workspaces(session.services)
    after = opening.open_session(restarted, session.draft, session.owner)
    again = Line(after, line.page)
    again.say(unsaved)
    [update] = again.hear()
    assert update["document"]["continues"] == epoch
    assert update["document"]["epoch"] != epoch
    assert update["document"]["rev"] == 1
    assert update["document"]["whole"]["name"] == "saved"
    assert line.page.acknowledged == 2
    # What it has more comes as one edit.
    again.edit(name("under way"))
    again.hear()
    assert shows(again)
    assert after.design.name == "under way"
    restarted.saver.close()


def test_who_could_not_understand_gets_the_whole(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.say({"type": "again", "what": "document"})
    [update] = line.hear()
    assert update["document"]["whole"] == session.workspace.document.value


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400", "9" * 400, '"\\u0000"'])
def test_what_is_drawn_can_be_opened_again_or_is_refused(session: Session, value: str) -> None:
    draw(session)
    line = Line(session)
    line.hear()
    edit = line.page.edited(put := {"op": "add", "path": "/main/operations/dense/config/x"})
    text = json.dumps(edit).replace(json.dumps(put), json.dumps(put)[:-1] + f', "value": {value}}}')
    try:
        message = PAGE_MESSAGE.validate_json(text)
    except ValidationError:
        return
    line.peer.receive(message)
    stored = saved(session)
    assert stored is not None
    assert loads(stored) == session.design


def test_what_takes_a_moment_may_be_done_where_all_pages_are_served(session: Session) -> None:
    line = Line(session)
    line.hear()
    with line.peer.quick() as quick:
        assert quick
        line.edit(name("a"))
        line.hear()
    assert shows(line)
    assert line.page.document["name"] == "a"


def test_what_another_thread_is_at_is_not_waited_for(session: Session) -> None:
    line = Line(session)
    seen: list[bool] = []

    def look() -> None:
        with line.peer.quick() as quick:
            seen.append(quick)

    def ask() -> None:
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    with session.workspace.lock:
        ask()
    ask()
    assert seen == [False, True]


def test_large_designs_and_code_are_for_another_thread(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(session)
    line = Line(session)
    monkeypatch.setattr(peer, "QUICK_CALLS", 1)
    with line.peer.quick() as quick:
        assert not quick
    monkeypatch.undo()
    line.hear()
    line.edit({"op": "add", "path": "/code", "value": "import keras\n"})
    with line.peer.quick() as quick:
        assert not quick
