from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Any

from app.core.result_cache import Results


def done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


def test_a_result_is_asked_for_once() -> None:
    results = Results()
    asked: list[int] = []

    def make() -> Future[Any]:
        asked.append(1)
        return done("text")

    assert results.get("key", make) is results.get("key", make)
    assert len(asked) == 1


def test_a_superseded_result_is_asked_for_again() -> None:
    results = Results()
    waiting: Future[Any] = Future()
    results.get("key", lambda: waiting)
    waiting.cancel()
    assert results.get("key", lambda: done("again")).result() == "again"


def test_the_least_recently_asked_for_is_forgotten() -> None:
    results = Results(size=2)
    for key in ("a", "b", "a", "c"):
        results.get(key, lambda key=key: done(key))
    assert results.get("a", lambda: done("new")).result() == "a"
    assert results.get("b", lambda: done("new")).result() == "new"


def test_a_lost_result_can_be_asked_for_again() -> None:
    results = Results()
    results.get("key", lambda: done("old"))
    results.forget("key")
    assert results.get("key", lambda: done("new")).result() == "new"


def test_asking_may_end_what_was_asked_before_and_whoever_hears_of_it_asks_again() -> None:
    results, waiting = Results(), Future[str]()
    waiting.add_done_callback(lambda _: results.get("new", Future))

    def supersede() -> Future[str]:
        made = Future[str]()
        waiting.cancel()
        return made

    asking = threading.Thread(target=lambda: results.get("new", supersede), daemon=True)
    asking.start()
    asking.join(10)
    assert not asking.is_alive()


def test_who_was_superseded_while_asking_gets_what_took_the_place() -> None:
    results, inner = Results(), Future[str]()

    def supersede() -> Future[str]:
        made = Future[str]()
        results.get("key", lambda: inner)
        made.cancel()
        return made

    assert results.get("key", supersede) is inner
    assert results.find("key") is inner
