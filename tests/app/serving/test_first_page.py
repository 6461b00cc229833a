"""The page that a browser opens: Streamlit's, with links to what it will need."""

from __future__ import annotations

import re

import pytest
from starlette.responses import PlainTextResponse

from app.serving.first_page import first_page
from app.serving.static_files import STREAMLIT, StaticFiles
from tests.app.serving.asking import ask

ADDRESS = "layerloom/catalogue.json?abc"


@pytest.fixture(scope="module")
def page() -> str:
    return first_page(ADDRESS).body.decode()


@pytest.fixture(scope="module")
def links(page: str) -> list[str]:
    original = (STREAMLIT / "index.html").read_text(encoding="utf-8").splitlines()
    made = page.splitlines()
    kept = [line for line in made if line in original]
    assert kept == original
    return [line for line in made if line not in original]


def test_every_link_leads_to_a_file(links: list[str]) -> None:
    app = StaticFiles(PlainTextResponse(status_code=404), "", lambda: first_page(ADDRESS))
    found = re.findall(r'href="\.(/[^"]+)"', "\n".join(links))
    assert len(found) == len(set(found))
    lost = [path for path in found if ask(app, path).status != 200]
    assert lost == [f"/{ADDRESS}"]


def test_the_canvas_and_what_mounts_it_are_named(links: list[str]) -> None:
    for name in ("BidiComponent", "Button.", "model_canvas/index-"):
        (script,) = [link for link in links if name in link and ".js" in link and "<link" in link]
        assert '"modulepreload"' in script
    (style,) = [link for link in links if ".css" in link]
    assert 'as="style"' in style


def test_the_canvas_script_waits_for_nobody(page: str) -> None:
    scripts = re.findall(r"<script type=[^>]+>", page)
    (canvas,) = [script for script in scripts if "model_canvas/index-" in script]
    assert " async " in canvas
    address = re.search(r'src="([^"]+)"', canvas)
    assert address is not None
    assert f'rel="modulepreload" crossorigin href="{address[1]}"' in page
    # When it is run it looks for the catalogue's address.
    assert page.index(ADDRESS) < page.index(canvas)


def test_the_canvas_finds_the_catalogue_by_its_id(links: list[str]) -> None:
    (link,) = [link for link in links if ADDRESS in link]
    assert 'id="layerloom-catalogue"' in link


def test_streamlit_connects_at_once_and_lays_no_dialog_over_the_canvas(links: list[str]) -> None:
    (script,) = [link for link in links if "__streamlit" in link]
    assert '"blockErrorDialogs": true' in script
    # All three are needed, or Streamlit's script asks its server first.
    assert '"useExternalAuthToken": false' in script
    assert re.search(r'"allowedOrigins": \["http', script)
    assert 'BACKEND_BASE_URL:new URL("./"' in script
