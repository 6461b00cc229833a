"""What waits for a worker is drawn again by the fragment that it is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.ui

UI = Path(app.ui.__file__).parent


def page() -> None:
    import streamlit as st

    from app.ui.polling import until, watched

    with watched("things"):
        for there in st.session_state["there"]:
            until(there, "" if there else "It comes …")


@pytest.mark.parametrize(
    ("there", "looks"), [((), 0), ((True, True), 0), ((True, False), 1), ((False, False), 1)]
)
def test_one_look_is_for_all_that_is_waited_for(there: tuple[bool, ...], looks: int) -> None:
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["there"] = there
    test.run()
    assert not test.exception
    assert len(test.get("bidi_component")) == looks
    assert [one.value for one in test.caption] == ["It comes …"] * there.count(False)


def test_no_fragment_is_within_another() -> None:
    # Such a one breaks the page: see `findings/streamlit_fragment_in_fragment.sh`.
    having = {path.stem for path in UI.rglob("*.py") if "st.fragment" in path.read_text("utf-8")}
    pages = {"away_page", "compare_page", "design_page", "designs_page", "topology_page"}
    assert having == pages | {"lesson_view"}
