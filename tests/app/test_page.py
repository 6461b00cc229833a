"""The app's pages as Streamlit runs them, without a browser; components are seen by their data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.core.services import Services
from app.core.session import documents, panel_requests
from app.ui import owner_cookie, server
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json

pytestmark = pytest.mark.keras

ROOT = Path(__file__).parents[2]
SECONDS = 120.0


@pytest.fixture
def running(services: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    """The tests' services in place of the server's."""
    monkeypatch.setattr(server, "services", lambda: services)
    monkeypatch.setattr(owner_cookie, "known", lambda: None)  # AppTest has no cookies
    return services


def app(draft: str | None = None) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app" / "page.py"), default_timeout=SECONDS)
    if draft is not None:
        test.query_params["draft"] = draft
    return test


def data(test: AppTest, component: str) -> dict[str, Any]:
    """What was last sent to a component."""
    found = [
        element.proto
        for element in test.get("bidi_component")
        if element.proto.component_name == component
    ]
    parsed: list[dict[str, Any]] = json.loads(found[-1].json)
    return parsed[0]


def settle(test: AppTest, services: Services) -> AppTest:
    """Run the page as often as its polling fragments would, until nothing is on its way."""
    for _ in range(4):
        services.shapes.submit(os.getpid, seconds=SECONDS).result(SECONDS)
        test.run()
    return test


def stored(services: Services, name: str) -> str:
    """A draft of a gallery entry."""
    draft = services.drafts.begin("owner")
    design = gallery.load(name)
    text = documents.compact(to_json(design))
    services.drafts.save(draft, "owner", "writer", design.name, len(design.main.nodes), text)
    return draft


def test_a_first_visit_shows_an_empty_canvas_and_an_address(running: Services) -> None:
    test = app().run()
    assert not test.exception
    sent = data(test, "components.model_canvas")
    assert sent["doc"]["main"]["nodes"] == {}
    assert sent["rev"] == 1
    assert running.drafts.exists(test.session_state["layerloom"].draft)
    assert test.session_state["layerloom"].draft in test.query_params["draft"]


def test_a_stored_draft_comes_with_its_analysis_and_its_source(running: Services) -> None:
    draft = stored(running, "siamese_comparator")
    test = settle(app(draft).run(), running)
    sent = data(test, "components.model_canvas")
    assert sent["doc"] == to_json(gallery.load("siamese_comparator"))
    assert sent["analysis"]["result"]["graphs"]["main"]["total_params"] == 217_537
    assert sent["saved"]["state"] == "saved"
    code = data(test, "components.code_view")
    assert "def build_model" in code["code"]["text"]
    assert code["filename"] == "siamese_comparator.py"
    assert not code["stale"]
    assert not test.exception


def test_summary_and_plot_are_asked_for_only_when_looked_at(running: Services) -> None:
    test = settle(app(stored(running, "mlp")).run(), running)
    session = test.session_state["layerloom"]
    digest = session.analysed.digest
    assert running.results.find(("summary", digest)) is None
    assert running.results.find(("plot", digest, session.plot)) is None
    # Looked at, they are found under these very keys.
    panel_requests.summary(session, running, session.analysed)
    panel_requests.plot(session, running, session.analysed, session.plot)
    assert running.results.find(("summary", digest)) is not None
    assert running.results.find(("plot", digest, session.plot)) is not None


def topology() -> None:
    """The second page, which `AppTest` cannot switch to, for it has no file of its own."""
    import streamlit as st

    from app.core.session import opening
    from app.ui import server, session_state, topology_page

    services = server.services()
    here = session_state.current(
        lambda: opening.open_session(services, st.query_params.get("draft"), None)
    )
    topology_page.show(here, services)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("mlp", "is a chain"),
        ("two_headed_mlp", "is a topology, for 4 reasons"),
        ("residual_blocks", "is a chain"),
    ],
)
def test_the_topology_page_shows_any_design(running: Services, name: str, verdict: str) -> None:
    test = AppTest.from_function(topology, default_timeout=SECONDS)
    test.query_params["draft"] = stored(running, name)
    settle(test.run(), running)
    assert not test.exception
    assert not test.error
    assert any(verdict in markdown.value for markdown in test.markdown)
    assert [code.language for code in test.code] == ["python"] * 3


def test_the_topology_page_offers_examples_where_there_is_no_design(running: Services) -> None:
    test = AppTest.from_function(topology, default_timeout=SECONDS).run()
    assert not test.exception
    test.button(key="explore-two_headed_mlp").click()
    settle(test, running)
    assert not test.exception
    assert any("is a topology" in markdown.value for markdown in test.markdown)
    assert test.session_state["layerloom"].design.main.nodes == {}


def test_a_failing_panel_says_so_and_leaves_the_rest_alone(
    running: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.panels import code

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(code.panel_requests, "source", fail)
    test = settle(app(stored(running, "mlp")).run(), running)
    assert not test.exception
    (message,) = [error.value for error in test.error]
    assert message.startswith("The panel Code cannot be shown")
    assert "secret" not in message
    assert data(test, "components.model_canvas")["analysis"] is not None


def test_a_worker_process_that_imports_the_page_runs_nothing() -> None:
    program = (
        "import runpy, sys; runpy.run_path('app/page.py', run_name='__mp_main__');"
        "assert 'streamlit' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
