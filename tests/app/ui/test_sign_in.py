"""The button at the top right, where people can sign in."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.ui import sign_in


def page() -> None:
    """What the page draws for somebody; the name stands in the address."""
    from types import SimpleNamespace
    from typing import cast

    import streamlit as st

    from app.core.people.person import Person
    from app.core.session.session import Session
    from app.ui import sign_in

    name = st.query_params.get("name")
    person = Person("id", name, f"{name}@example.org") if name else None
    session = SimpleNamespace(person=person, draft="d", may_teach=False)
    sign_in.show(cast("Session", session))


@pytest.mark.parametrize(
    ("providers", "labels"),
    [
        ([], []),
        (["default"], ["Sign in"]),
        (["google", "school"], ["With Google", "With School"]),
    ],
)
def test_a_provider_is_offered_where_one_is_configured(
    monkeypatch: pytest.MonkeyPatch, providers: list[str], labels: list[str]
) -> None:
    monkeypatch.setattr(sign_in, "providers", lambda: providers)
    test = AppTest.from_function(page).run()
    assert not test.exception
    assert [button.label for button in test.button] == labels


def test_who_has_signed_in_is_named_and_can_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "providers", lambda: ["default"])
    test = AppTest.from_function(page)
    test.query_params["name"] = "*Ann* of the very long name"
    test.run()
    assert not test.exception
    assert [button.label for button in test.button] == ["Sign out"]
    assert "of the very long name" in test.markdown[0].value
    assert [caption.value for caption in test.caption] == ["Learner"]


@pytest.mark.parametrize(
    ("said", "providers", "missing"),
    [("required", ["default"], True), ("required", [], False), ("", ["default"], False)],
)
def test_an_operator_may_let_in_only_who_has_signed_in(
    monkeypatch: pytest.MonkeyPatch, said: str, providers: list[str], missing: bool
) -> None:
    monkeypatch.setenv("LAYERLOOM_SIGN_IN", said)
    monkeypatch.setattr(sign_in, "providers", lambda: providers)
    monkeypatch.setattr(sign_in, "_cookies", dict)
    assert sign_in.is_missing() == missing


def test_who_has_not_is_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def page() -> None:
        from app.ui import sign_in

        sign_in.show_missing()

    monkeypatch.setattr(sign_in, "providers", lambda: ["default"])
    test = AppTest.from_function(page).run()
    assert not test.exception
    assert [button.label for button in test.button] == ["Sign in"]


def test_what_an_address_named_is_shown_after_a_required_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def page() -> None:
        import streamlit as st

        from app.ui import sign_in

        if st.session_state.get("signed in"):
            place = sign_in.place_before("b" * 22)
            st.text(f"{place.page}{dict(place.query)}" if place else "nothing")
        else:
            sign_in.show_missing()

    left: list[str] = []
    monkeypatch.setattr(sign_in, "providers", lambda: ["default"])
    monkeypatch.setattr(sign_in, "_cookies", lambda: {"layerloom_owner": "b" * 22})
    monkeypatch.setattr("streamlit.login", left.append)
    test = AppTest.from_function(page)
    test.query_params["share"] = "a-link"
    test.run()
    test.button[0].click().run()
    assert left == ["default"]
    # Streamlit goes to an empty address afterwards.
    for expected in ("{'share': 'a-link'}", "nothing"):
        test = AppTest.from_function(page)
        test.session_state["signed in"] = True
        test.run()
        assert not test.exception
        assert test.text[0].value == expected
