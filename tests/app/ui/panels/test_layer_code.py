"""The panel with the code of a design's own layers, as Streamlit runs it, without a browser."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.core.cluster import lone_jobs
from app.core.services import Services
from app.core.session import consent
from app.core.session.session import Session
from app.core.tasks import followed_layers_task
from app.core.workers.job import WorkerLostError
from app.core.workspace.workspaces import Workspaces
from model_codegen.design.graph import Design, ModelGraph
from tests.app.core.session.test_building import CODE, FOUND, design, shown
from tests.app.idle_services import worker_of


def page() -> None:
    """The panel alone."""
    import streamlit as st

    from app.core.session import building
    from app.ui.panels import layer_code

    session, services = st.session_state["session"], st.session_state["services"]
    building.update(session, services)
    layer_code.show(session, services)


@pytest.fixture
def services(idle: Workspaces) -> Services:
    """Reading the code of layers tells nothing."""
    worker_of(idle.services).answers[followed_layers_task.follow] = {}
    return idle.services


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Future[Any]:
    """The end of the build that would run."""
    future: Future[Any] = Future()

    class Run:
        stage = "Importing Keras"

        def __init__(self, *_: object) -> None:
            self.future = future

    monkeypatch.setattr(lone_jobs, "Run", Run)
    return future


def opened(session: Session, services: Services) -> AppTest:
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = session
    test.session_state["services"] = services
    test.run()
    assert not test.exception
    return test


def sent(test: AppTest) -> dict[str, Any]:
    [component] = test.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)[0]
    return data


def test_code_is_shown_and_runs_after_the_button_only(
    idle: Workspaces, services: Services, run: Future[Any]
) -> None:
    session = shown(idle, design())
    test = opened(session, services)
    assert sent(test)["text"] == CODE
    assert sent(test)["owners"] == {"main": {"scale": "LearnedScale"}}
    assert any("Run only code that you have read" in text.value for text in test.markdown)
    assert session.workspace.build is None
    [button] = [one for one in test.button if one.label == "Run it"]
    button.click()
    test.run()
    assert session.workspace.build is not None
    assert [text.value for text in test.caption] == ["Importing Keras …"]
    run.set_exception(WorkerLostError("It was stopped."))
    test.run()
    assert "1 custom layer could not be built" in test.markdown[0].value
    assert sent(test)["notes"][0]["message"].endswith("It was stopped.")
    assert [one.label for one in test.button] == ["Try again"]


def test_what_was_read_asks_for_nothing_and_says_that_nothing_has_run(
    idle: Workspaces, services: Services
) -> None:
    session = shown(idle, design(FOUND))
    test = opened(session, services)
    assert not test.button
    [caption] = test.caption
    assert "Nothing of this code has run" in caption.value
    consent.give(session, services, session.design)
    assert opened(session, services).caption[0].value.endswith("1 custom layer.")


def test_a_server_that_runs_no_code_says_so(
    idle: Workspaces, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_RUN_CODE", "no")
    test = opened(shown(idle, design()), services)
    [info] = test.info
    assert "does not run code of its users" in info.value
    assert not test.button
    assert sent(test)["text"] == CODE


def test_without_code_the_panel_says_how_to_begin(idle: Workspaces, services: Services) -> None:
    session = Session("me", idle, idle.begin("me", Design("d", ModelGraph("m"))))
    test = opened(session, services)
    assert "New custom layer" in test.markdown[0].value
