"""A page whose database is away opens by itself as soon as it answers again."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.ui import away_page


def page() -> None:
    import streamlit as st

    from app.core.store.errors import DraftError
    from app.ui import away_page

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    if st.session_state["runs"] <= st.session_state["away"]:
        away_page.show(DraftError("No answer from the server."))
    else:
        st.markdown("There.")


@pytest.mark.parametrize("wait", [away_page.WAIT, -1.0])
def test_it_tells_what_is_wrong_and_tries_again(
    wait: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(away_page, "WAIT", wait)
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["away"] = 2
    test.run()
    said = test.markdown[0].value
    if wait > 0:
        assert "nothing of them is lost" in said
        assert test.caption[0].value == "No answer from the server."
    else:
        assert (said, test.session_state["runs"]) == ("There.", 3)
