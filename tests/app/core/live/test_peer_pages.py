"""Several pages at once, and pages that come and go."""

from __future__ import annotations

import gc
import threading
import weakref

from app.core.session.session import Session
from app.core.workers.worker_state import WorkerState
from app.core.workspace import document
from tests.app.core.live.line import Line, name, place
from tests.app.idle_services import worker_of


def shows(line: Line) -> bool:
    """Whether a page has what the server has."""
    return bool(line.page.document == line.peer.session.workspace.document.value)


def test_a_second_window_sees_what_the_first_does(session: Session, other: Session) -> None:
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.hear()
    one.edit(name("a"))
    [update] = two.hear()
    assert update["document"]["changes"] == [{"rev": 2, "patch": [name("a")]}]
    assert two.page.document["name"] == "a"
    two.edit(place("here"))
    for line in (one, two):
        line.hear()
        assert shows(line)
    assert one.page.status["windows"] == two.page.status["windows"] == 2
    two.peer.close()
    one.hear()
    assert one.page.status["windows"] == 1


def test_what_another_window_changed_meanwhile_is_never_painted_over(
    session: Session, other: Session
) -> None:
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.hear()
    one.edit(name("one"))
    two.edit(name("two"), place("x"))
    two.edit(place("y"))  # It touches nothing else, and is made.
    for line in (one, two):
        line.hear()
    assert session.design.name == "one"
    assert two.page.refused == {
        1: "Another window has changed the same part of the design meanwhile."
    }
    assert shows(one)
    assert one.page.refused == {}
    assert two.page.document["positions"] == {"y": {"n": [0, 0]}}
    two.edit(name("two"))  # It has heard of the other's change by now.
    assert session.design.name == "two"


def test_a_page_that_comes_back_gets_what_it_has_missed(session: Session, other: Session) -> None:
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.hear()
    one.edit(name("sent"))
    one.peer.close()  # The acknowledgement is lost.
    lost = one.page.edited(place("lost"))
    two.hear()
    two.edit(place("other"))
    again = Line(session, one.page)
    [update] = again.hear()
    assert [change["rev"] for change in update["document"]["changes"]] == [2, 3]
    assert update["document"]["changes"][0] == {"rev": 2, "seq": 1}
    assert "whole" in update["analysis"]
    again.say(lost)
    again.hear()
    two.hear()
    assert again.page.document == two.page.document
    assert session.design.name == "sent"
    assert session.workspace.document.value["positions"].keys() == {"other", "lost"}


def test_a_page_that_missed_too_much_gets_the_whole(session: Session, other: Session) -> None:
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.hear()
    one.peer.close()
    mine = one.page.edited(place("mine"))
    for x in range(document.REMEMBERED + 1):
        two.edit(place("x", x))
    again = Line(session, one.page)
    again.say(mine)
    [update] = again.hear()
    assert "whole" in update["document"]
    assert shows(again)
    assert again.page.refused == {
        1: "The design has changed too often since this window last heard of it."
    }


def test_a_page_that_reads_slowly_gets_one_update(session: Session, other: Session) -> None:
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.hear()
    for x in range(50):
        one.edit(place("x", x))
        one.hear()
    [update] = two.hear()
    assert len(update["document"]["changes"]) == 50
    assert shows(two)


def test_two_pages_of_one_session_are_told_apart(session: Session) -> None:
    one, two = Line(session, client="a"), Line(session, client="b")
    for line in (one, two):
        line.hear()
    one.edit(name("a"))
    assert "patch" not in one.hear()[0]["document"]["changes"][0]
    assert "seq" not in two.hear()[0]["document"]["changes"][0]
    assert two.page.acknowledged == 0
    assert two.page.status["windows"] == 2


def test_a_lost_process_is_told_to_every_page(session: Session, other: Session) -> None:
    lines = Line(session, client="a"), Line(other, client="b")
    for line in lines:
        line.hear()
    lost = WorkerState("restarted", "It stopped.", 1, "It stopped.")
    worker_of(session.services).become(lost)
    for line in lines:
        [update] = line.hear()
        assert update["status"]["worker"] == {"state": "restarted", "message": "It stopped."}
        assert update["status"]["notice"]["text"] == "It stopped."


def test_nothing_is_kept_of_a_page_that_is_gone(session: Session) -> None:
    line = Line(session)
    line.hear()
    watched = len(session._watchers)
    peer, workers = weakref.ref(line.peer), worker_of(session.services)
    line.peer.close()
    del line
    gc.collect()
    assert peer() is None
    assert session.pages == 0
    assert len(session._watchers) == watched - 1
    assert workers._listeners._callbacks == []


def test_pages_that_come_and_go_at_once_are_counted(session: Session) -> None:
    stay = Line(session)

    def come_and_go(client: str) -> None:
        for _ in range(50):
            Line(session, client=client).peer.close()

    threads = [threading.Thread(target=come_and_go, args=(name,)) for name in "bcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert session.pages == 1
    before = stay.woken
    session.changed()
    assert stay.woken == before + 1
