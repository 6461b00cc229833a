"""What a browser lets the app's pages do."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from app.serving.first_page import first_page
from app.serving.security_headers import SecurityHeaders, framed_pages, policy
from tests.app.serving.asking import ask

PAGE = b"<script>one()</script><script src='two.js'></script>"


def headers(path: str, kind: str = "text/html", embedding: str = "*") -> dict[str, str]:
    app = Response("", media_type=kind)
    return ask(SecurityHeaders(app, "", ("",), lambda: PAGE, embedding), path).headers


def directives(text: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (part.split() for part in text.split("; "))}


def test_a_page_runs_the_scripts_that_it_came_with() -> None:
    allowed = directives(headers("/")["content-security-policy"])
    assert allowed["script-src"][:2] == ["'self'", "blob:"]
    assert len(allowed["script-src"]) == 3
    assert allowed["default-src"] == allowed["connect-src"] == ["'self'"]
    assert allowed["object-src"] == allowed["base-uri"] == ["'none'"]


def test_the_first_page_has_no_inline_script_that_is_not_allowed() -> None:
    page = first_page("layerloom/catalogue.json").body
    allowed = directives(policy(page, "'self'"))["script-src"]
    assert sum(one.startswith("'sha256-") for one in allowed) == page.count(b"<script>") == 2
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & {*allowed}
    assert b" onload=" not in page


@pytest.mark.parametrize(
    ("path", "embedding", "ancestors"),
    [
        ("/", "*", "'self'"),
        ("/?embed=true", "*", "'self'"),
        ("/?share=abc", "*", "'self'"),
        ("/?share=abc&embed=true", "*", "*"),
        ("/?share=abc&embed=true", "'self' https://a.org", "'self' https://a.org"),
        ("/?share=abc&embed=true", "", "'self'"),
    ],
)
def test_other_sites_show_shared_designs_only(path: str, embedding: str, ancestors: str) -> None:
    found = headers(path, embedding=embedding)
    assert directives(found["content-security-policy"])["frame-ancestors"] == ancestors.split()
    assert ("x-frame-options" in found) == (ancestors == "'self'")


def test_the_pages_of_components_in_frames_are_known() -> None:
    allowed = directives(policy(framed_pages(), "'self'"))["script-src"]
    assert len(allowed) == 3


def test_what_is_no_page_is_told_its_type_and_where_it_may_be_named() -> None:
    found = headers("/data.json", "application/json")
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "same-origin"
    assert "content-security-policy" not in found


def test_a_picture_that_is_opened_as_a_page_runs_nothing() -> None:
    allowed = directives(headers("/media/plot.svg", "image/svg+xml")["content-security-policy"])
    assert allowed["default-src"] == ["'none'"]
    assert "sandbox" in allowed
