"""The cookie by which a browser finds its drafts again."""

from __future__ import annotations

import pytest
from starlette.responses import HTMLResponse, Response

from app.serving.owner_cookie import COOKIE, OwnerCookie, known
from tests.app.serving.asking import Got, ask

TOKEN = "a-token-of-22-or-more-letters"


def got(path: str = "/board/", base: str = "/board", **headers: str) -> Got:
    app = Response("{}", media_type="application/json")
    return ask(OwnerCookie(app, base, ("", "compare")), path, **headers)


def token(answer: Got) -> str:
    return answer.headers["set-cookie"].removeprefix(f"{COOKIE}=").partition(";")[0]


def test_a_page_brings_a_token_that_no_script_reads_and_no_other_site_sends() -> None:
    answer = got()
    assert len(token(answer)) >= 22
    assert token(answer) != token(got())
    assert "; Path=/board; Max-Age=31536000; HttpOnly; SameSite=Lax" in answer.headers["set-cookie"]
    assert "Secure" not in answer.headers["set-cookie"]
    assert answer.headers["cache-control"].startswith("private")


def test_a_browser_that_has_one_keeps_it() -> None:
    assert token(got("/board/compare", cookie=f"{COOKIE}={TOKEN}")) == TOKEN


@pytest.mark.parametrize("bad", ["", "short", "x" * 500, "<script>alert(1)</script>......."])
def test_a_token_nobody_here_made_is_replaced(bad: str) -> None:
    assert known({COOKIE: bad}) == ""
    assert token(got(cookie=f"{COOKIE}={bad}")) != bad


def test_it_goes_by_https_only_where_the_page_came_by_it() -> None:
    assert got(x_forwarded_proto="https").headers["set-cookie"].endswith("; Secure")


def test_who_signs_out_gets_another() -> None:
    answer = got("/board/auth/logout", cookie=f"{COOKIE}={TOKEN}")
    assert token(answer) not in ("", TOKEN)


def test_it_comes_with_pages_only() -> None:
    assert "set-cookie" not in got("/board/runs/1/events").headers
    html = OwnerCookie(HTMLResponse("<p>"), "", ())
    assert "set-cookie" in ask(html, "/anything").headers
