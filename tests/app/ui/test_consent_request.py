"""The request to run code, in the place of what needs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.core.services import Services
from app.core.session import consent
from app.ui import consent_request, panel_tabs
from tests.app.core.session.test_building import FOUND, design, shown
from tests.app.idle_services import idle_services


def page() -> None:
    """The panel Proof, alone."""
    import streamlit as st

    from app.ui.panels import proof

    proof.show(st.session_state["session"], st.session_state["services"])


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return idle_services(tmp_path)


def test_a_proof_asks_in_its_place_and_shows_the_way_to_the_code(services: Services) -> None:
    test = AppTest.from_function(page, default_timeout=60)
    session = test.session_state["session"] = shown(design(FOUND))
    assert session.analysed is not None
    session.analysed.result["diagnostics"] = []
    session.analysed.result["graphs"]["main"]["bytes"] = 12
    test.session_state["services"] = services
    test.run()
    assert not test.exception
    assert not test.error
    assert [one.label for one in test.button] == ["Run it", "Read the code"]
    test.button[1].click().run()
    assert test.session_state[panel_tabs.WISH] == panel_tabs.CUSTOM
    assert consent.state(session, services) == "needed"
    test.button[0].click().run()
    assert not test.exception
    assert consent.state(session, services) == "given"
    assert [one.label for one in test.button] == ["Build it live with Keras"]


def test_a_design_without_code_is_not_asked_for(services: Services) -> None:
    session = shown(design())
    consent.give(session, services, session.design)
    assert consent_request.settled(session, services, session.design, "build it")
