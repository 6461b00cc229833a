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
    before = [test.get(kind)[0].proto.id for kind in KINDS]
    assert overwritten(test.run()) == []
    assert [test.get(kind)[0].proto.id for kind in KINDS] == before


def test_a_widget_that_the_browser_has_not_made_yet_shows_the_value() -> None:
    """Those of a closed popover are made when it opens: it shows what they begin with."""
    test = opened().run()
    assert test.number_input[0].proto.default == 10
    assert test.text_input[0].proto.default == "run"
    assert test.toggle[0].proto.default is True
    assert test.selectbox[0].proto.default == 0
    assert test.multiselect[0].proto.default == [0]


def test_another_value_of_the_document_is_shown_by_another_widget() -> None:
    test = opened()
    before = [test.get(kind)[0].proto.id for kind in KINDS]
    test.session_state["document"].update(epochs=20, loop="custom")
    test.run()
    after = [test.get(kind)[0].proto.id for kind in KINDS]
    changed = [kind for kind, one, other in zip(KINDS, before, after, strict=True) if one != other]
    assert changed == ["number_input", "selectbox"]
    assert test.number_input[0].value == 20
    assert test.selectbox[0].value == "custom"
    test.number_input[0].set_value(21).run()
    assert test.session_state["document"]["epochs"] == 21


def test_what_is_entered_reaches_the_document() -> None:
    test = opened()
    test.number_input(key="epochs").set_value(7)
    test.toggle(key="shuffle").set_value(False).run()
    assert test.session_state["document"]["epochs"] == 7
    assert test.session_state["document"]["shuffle"] is False
    before = test.number_input[0].proto.id
    assert test.run().number_input[0].proto.id == before


def test_a_number_that_may_be_missing_is_emptied() -> None:
    test = opened()
    assert not test.number_input(key="clip").proto.set_value
    test.number_input(key="clip").set_value(2.5).run()
    assert test.session_state["document"]["clip"] == 2.5
    test.number_input(key="clip").set_value(None).run()
    assert test.session_state["document"]["clip"] is None
    assert test.number_input(key="clip").value is None


def test_what_is_refused_is_shown_as_it_was() -> None:
    test = opened()
    test.text_input(key="name").set_value("refused").run()
    assert test.text_input[0].value == "run"
    assert overwritten(test) == ["text_input"]
    assert not test.warning
    assert overwritten(test.run()) == []
    assert test.text_input[0].value == "run"
