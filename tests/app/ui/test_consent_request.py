"""The request to run code, in the place of what needs it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from app.core.session import consent
from app.core.workspace.workspaces import Workspaces
from app.ui import consent_request, panel_tabs
from tests.app.core.session.test_building import FOUND, design, shown


def page() -> None:
    """The panel Proof, alone."""
    import streamlit as st

    from app.ui.panels import proof

    proof.show(st.session_state["session"], st.session_state["services"])


def test_a_proof_asks_in_its_place_and_shows_the_way_to_the_code(idle: Workspaces) -> None:
    test = AppTest.from_function(page, default_timeout=60)
    session = test.session_state["session"] = shown(idle, design(FOUND))
    assert session.analysed is not None
    session.analysed.result["diagnostics"] = []
    session.analysed.result["graphs"]["main"]["bytes"] = 12
    test.session_state["services"] = idle.services
    test.run()
    assert not test.exception
    assert not test.error
    assert [one.label for one in test.button] == ["Run it", "Read the code"]
    test.button[1].click().run()
    assert test.session_state[panel_tabs.WISH] == panel_tabs.CUSTOM
    assert consent.state(session, idle.services) == "needed"
    test.button[0].click().run()
    assert not test.exception
    assert consent.state(session, idle.services) == "given"
    assert [one.label for one in test.button] == ["Build it live with Keras"]


def test_a_design_without_code_is_not_asked_for(idle: Workspaces) -> None:
    session = shown(idle, design())
    consent.give(session, idle.services, session.design)
    assert consent_request.settled(session, idle.services, session.design, "build it")
