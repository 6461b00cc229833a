"""The app's pages as Streamlit runs them, without a browser; components are seen by their data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from app.core.lessons.judge import Judgement
from app.core.lessons.verdict import Verdict
from app.core.services import Services
from app.core.session import accounts, panel_requests
from app.core.session.session import Session
from app.core.session.sessions import Sessions
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import Workspaces
from app.ui import server, session_state, sign_in
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps, to_json
from tests.app.canvas_messages import params

if TYPE_CHECKING:
    # It can be imported by a running Streamlit only.
    from components.live_link import LinkData

pytestmark = pytest.mark.keras

ROOT = Path(__file__).parents[2]
SECONDS = 120.0
OWNER = "of-this-browser-0123456789"


@pytest.fixture
def running(workspaces: Workspaces, monkeypatch: pytest.MonkeyPatch) -> Services:
    """The tests' services in place of the server's."""
    pages = Sessions()
    monkeypatch.setattr(server, "workspaces", lambda: workspaces)
    monkeypatch.setattr(server, "sessions", lambda: pages)
    monkeypatch.setattr(session_state, "browser", lambda: OWNER)  # AppTest has no cookies
    return workspaces.services


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
    draft = services.drafts.begin(OWNER)
    design = gallery.load(name)
    services.drafts.save(draft, OWNER, "writer", design.name, len(design.main.nodes), dumps(design))
    return draft


def test_a_first_visit_mounts_the_canvas_of_its_session_and_gets_an_address(
    running: Services,
) -> None:
    test = app().run()
    assert not test.exception
    session = test.session_state["layerloom"]
    assert data(test, "components.model_canvas")["session"] == session.id
    assert server.sessions().find(session.id) is session
    assert session.design.main.nodes == {}
    assert not running.drafts.exists(session.draft)  # nothing was drawn
    assert session.draft in test.query_params["draft"]


def test_a_stored_draft_is_analysed_and_the_panel_says_of_what_it_is(running: Services) -> None:
    draft = stored(running, "siamese_comparator")
    test = settle(app(draft).run(), running)
    session = test.session_state["layerloom"]
    assert to_json(session.design) == to_json(gallery.load("siamese_comparator"))
    assert params(session) == 217_537
    # Source comes on the live channel: the panel has only its settings.
    assert data(test, "components.code_view").keys() == {
        "of",
        "style",
        "styles",
        "fold",
        "training",
    }
    link: LinkData = {"draft": draft, "rev": 1, "reruns": False}
    assert data(test, "components.live_link") == link
    assert not test.exception


def test_the_same_page_keeps_its_session_from_run_to_run(running: Services) -> None:
    test = app().run()
    session = test.session_state["layerloom"]
    assert test.run().session_state["layerloom"] is session


def test_summary_and_plot_are_asked_for_only_when_looked_at(running: Services) -> None:
    test = settle(app(stored(running, "mlp")).run(), running)
    session = test.session_state["layerloom"]
    digest = session.analysed.model_digest
    assert running.results.find(("summary", digest)) is None
    assert running.results.find(("plot", digest, session.plot)) is None
    # Looked at, they are found under these very keys.
    panel_requests.summary(session, running, session.analysed)
    panel_requests.plot(session, running, session.analysed, session.plot)
    assert running.results.find(("summary", digest)) is not None
    assert running.results.find(("plot", digest, session.plot)) is not None


def test_an_analysis_that_comes_while_a_panel_is_drawn_is_not_taken_for_seen(
    running: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the page would not ask for the panel again, and show no analysis or an old one."""
    app().run()
    from app.ui import design_page

    known: list[Analysed] = []
    monkeypatch.setattr(Session, "analysed", property(lambda _: known[-1] if known else None))

    def drawn(session: Session, *_: object) -> None:
        known.append(Analysed(7, session.design, to_json(session.design), {}))

    monkeypatch.setitem(design_page.PANELS, "Code", drawn)
    assert data(app().run(), "components.live_link")["rev"] == 0


def learn() -> None:
    """The page of lessons; see `topology`."""
    from app.ui import server, session_state
    from app.ui.learn import learn_page

    workspaces = server.workspaces()
    learn_page.show(session_state.current(lambda: session_state.begin(workspaces)))


def test_the_link_of_a_check_says_which_verdict_was_drawn(
    running: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that one that comes while it is drawn is not taken for seen."""
    app().run()
    from app.ui.learn import exercise_card

    said: list[Judgement | None] = [None]
    monkeypatch.setattr(exercise_card, "judged", lambda _: said[-1])
    test = AppTest.from_function(learn, default_timeout=SECONDS)
    test.query_params["lesson"], test.query_params["step"] = "layers-are-callables", "2"

    def drawn() -> Any:
        links = [json.loads(one.proto.json)[0] for one in test.run().get("bidi_component")]
        return next(one["verdict"] for one in links if "verdict" in one)

    assert drawn() == {"number": 0, "id": ""}
    wrong = Judgement(3, 1, Verdict(False, (), "Not yet."), known=False)
    said.append(wrong)
    assert drawn() == {"number": 3, "id": wrong.id}
    # What was said because one has asked goes with the next verdict, whatever that says.
    test.button(key="check").click()
    assert drawn() == {"number": 3, "id": ""}
    assert "Not yet." in [one.value for one in test.markdown]
    said.append(Judgement(4, 2, Verdict(True, (), "That is right."), known=False))
    assert drawn()["number"] == 4
    assert "That is right." in [one.value for one in test.markdown]


def topology() -> None:
    """The second page, which `AppTest` cannot switch to, for it has no file of its own."""
    from app.ui import server, session_state, topology_page

    workspaces = server.workspaces()
    here = session_state.current(lambda: session_state.begin(workspaces))
    topology_page.show(here, workspaces.services)


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


def test_a_reason_is_repaired_by_a_click_and_taken_back(running: Services) -> None:
    test = AppTest.from_function(topology, default_timeout=SECONDS)
    test.query_params["draft"] = stored(running, "siamese_comparator")
    settle(test.run(), running)
    end = test.select_slider(key="chain-end")
    assert end.value == "dense_1"
    held = "Sequential would hold {} of 8 calls, and {} of 217,537 parameters."
    assert held.format(3, "217,408") in [caption.value for caption in test.caption]
    end.set_value("dense")
    settle(test, running)
    assert held.format(2, "200,960") in [caption.value for caption in test.caption]
    assert any("The chain that ends here" in markdown.value for markdown in test.markdown)

    test.button(key="reason-2").click()
    settle(test, running)
    price = "217,537 → **418,497** parameters (+200,960). 3 reasons are left."
    assert any(caption.value.startswith(price) for caption in test.caption)
    test.button(key="repair-0").click()
    settle(test, running)
    session = test.session_state["layerloom"]
    assert "dense_2" in session.design.main.operations
    assert any("is a topology, for 3 reasons" in markdown.value for markdown in test.markdown)
    test.button(key="repair-back").click()
    settle(test, running)
    assert "dense_2" not in session.design.main.operations
    assert not test.exception


def test_a_failing_panel_says_so_and_leaves_the_rest_alone(
    running: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = app(stored(running, "mlp")).run()
    # Its component can be mounted only once a page runs.
    from app.ui.panels import code

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(code, "code_view", fail)
    test = settle(test.run(), running)
    assert not test.exception
    (message,) = [error.value for error in test.error]
    assert message.startswith("The panel Code cannot be shown")
    assert "secret" not in message
    assert data(test, "components.model_canvas")["session"]


def test_a_worker_process_that_imports_the_page_runs_nothing() -> None:
    program = (
        "import runpy, sys; runpy.run_path('app/page.py', run_name='__mp_main__');"
        "assert 'streamlit' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (accounts.Place("", {"share": "no-such-link"}), "There is nothing here"),
        (accounts.Place("learn", {"join": "no-such-class"}), "There is no such class"),
    ],
)
def test_a_link_opens_by_itself_after_the_sign_in_that_it_asked_for(
    running: Services, monkeypatch: pytest.MonkeyPatch, place: accounts.Place, shown: str
) -> None:
    places = [place]
    monkeypatch.setattr(sign_in, "place_before", lambda _: places.pop() if places else None)
    test = app().run()
    assert not test.exception
    assert any(shown in one.value for one in test.markdown)
    (name, said), *_ = place.query.items()
    assert test.query_params[name] in (said, [said])
