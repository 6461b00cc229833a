"""Widgets bound to a document."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).parent / "bound_page.py"
KINDS = ("number_input", "text_input", "toggle", "selectbox", "multiselect")


def opened() -> AppTest:
    test = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not test.exception
    return test


def overwritten(test: AppTest) -> list[str]:
    """The kinds of widgets into which this run puts a value, whatever is being typed there."""
    return [kind for kind in KINDS if test.get(kind)[0].proto.set_value]


def test_what_is_being_typed_stays_when_the_page_is_drawn_again() -> None:
    test = opened()
    assert overwritten(test.run()) == []


def test_another_value_of_the_document_is_shown() -> None:
    test = opened()
    test.session_state["document"].update(epochs=20, loop="custom")
    test.run()
    assert overwritten(test) == ["number_input", "selectbox"]
    assert test.number_input(key="epochs").value == 20
    assert test.selectbox(key="loop").value == "custom"


def test_what_is_entered_reaches_the_document() -> None:
    test = opened()
    test.number_input(key="epochs").set_value(7)
    test.toggle(key="shuffle").set_value(False).run()
    assert test.session_state["document"]["epochs"] == 7
    assert test.session_state["document"]["shuffle"] is False


def test_what_is_refused_is_shown_as_it_was() -> None:
    test = opened()
    test.text_input(key="name").set_value("refused").run()
    assert test.text_input(key="name").value == "run"
    assert overwritten(test) == ["text_input"]
