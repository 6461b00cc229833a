"""A file as it goes to a browser."""

from __future__ import annotations

import gzip

from starlette.types import Receive, Scope, Send

from app.serving.answer import ASK, Answer
from tests.app.serving.asking import Got, ask

TEXT = b"twelve layers " * 100


def got(answer: Answer, method: str = "GET", **headers: str) -> Got:
    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        await answer.send(scope, send, ASK)

    return ask(app, "/", method, **headers)


def test_it_goes_out_compressed_to_who_takes_that() -> None:
    answer = Answer(TEXT, "text/plain", compresses=True)
    plain = got(answer)
    assert (plain.status, plain.body) == (200, TEXT)
    assert plain.headers["cache-control"] == ASK
    assert "content-encoding" not in plain.headers
    small = got(answer, accept_encoding="br, gzip")
    assert gzip.decompress(small.body) == TEXT
    assert small.headers["content-length"] == str(len(small.body))
    assert small.headers["vary"] == "Accept-Encoding"


def test_what_shall_not_be_compressed_is_not() -> None:
    assert got(Answer(TEXT, "font/woff2"), accept_encoding="gzip").body == TEXT


def test_who_has_it_is_told_so() -> None:
    answer = Answer(TEXT, "text/plain")
    again = got(answer, if_none_match=f"W/{answer.tag}")
    assert (again.status, again.body) == (304, b"")
    assert got(answer, if_none_match='"other"').status == 200


def test_a_head_request_gets_the_length_only() -> None:
    head = got(Answer(TEXT, "text/plain"), "HEAD")
    assert head.body == b""
    assert head.headers["content-length"] == str(len(TEXT))
