"""Scripts and styles out of memory."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse

from app.serving.answer import ASK, IMMUTABLE, Answer
from app.serving.static_files import BUNDLES, STREAMLIT, StaticFiles
from tests.app.serving.asking import ask

REST = PlainTextResponse("the rest")
FONT = next((STREAMLIT / "static" / "media").glob("SourceSansVF-Upright*"))
BUNDLE = next((BUNDLES / "model_canvas" / "build").glob("index-*.js"))
BUNDLE_PATH = f"_stcore/bidi-components/components.model_canvas/{BUNDLE.name}"


def files(base: str = "") -> StaticFiles:
    return StaticFiles(REST, base, lambda: Answer(b"the page", "text/html"), ("", "another"))


@pytest.mark.parametrize("base", ["", "/drawing/board"])
def test_files_with_a_hash_in_their_names_are_kept_for_good(base: str) -> None:
    app = files(base)
    font = ask(app, f"{base}/static/media/{FONT.name}", accept_encoding="gzip")
    assert font.body == FONT.read_bytes()
    assert font.headers["cache-control"] == IMMUTABLE
    bundle = ask(app, f"{base}/{BUNDLE_PATH}")
    assert bundle.body == BUNDLE.read_bytes()
    assert "javascript" in bundle.headers["content-type"]


@pytest.mark.parametrize("address", ["/board/", "/board/another"])
def test_the_page_is_asked_for_each_time(address: str) -> None:
    page = ask(files("/board"), address)
    assert page.body == b"the page"
    assert page.headers["cache-control"] == ASK


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/health"),
        ("GET", "/static/../index.html"),
        ("GET", "/static/js/none.js"),
        ("GET", "/_stcore/bidi-components/components.model_canvas/manifest.json"),
        ("GET", "/_stcore/bidi-components/components.model_canvas/../src/index.tsx"),
        ("GET", f"/other/{BUNDLE_PATH}"),
        ("POST", f"/{BUNDLE_PATH}"),
        ("OPTIONS", "/"),
    ],
)
def test_all_else_is_for_streamlit(method: str, path: str) -> None:
    assert ask(files(), path, method).body == b"the rest"
