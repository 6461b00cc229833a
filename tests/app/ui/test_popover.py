"""A popover is closed by what is chosen in it, in the run that follows."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from app.ui.popover import close, popover

    def content() -> None:
        st.button("Choose", on_click=close, args=("choices",))

    st.text(popover("Choices", key="choices", icon=":material/history:", content=content))


def test_it_has_its_content_while_it_is_open_and_closes_when_something_is_chosen() -> None:
    test = AppTest.from_function(page, default_timeout=60).run()
    assert not test.button
    test.session_state["choices"] = True
    test.run()
    assert test.text[0].value == "True"
    test.button[0].click().run()
    assert not test.exception
    assert not test.button
    assert test.text[0].value == "False"
