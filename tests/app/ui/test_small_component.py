"""What lies in `assets` under a component's name is sent along."""

from __future__ import annotations

import pytest
import streamlit as st

from app.ui.small_component import small_component


def test_a_script_alone_and_one_with_a_face(monkeypatch: pytest.MonkeyPatch) -> None:
    def mounted(name: str, **texts: str | None) -> tuple[str, set[str]]:
        return name, {kind for kind, text in texts.items() if text}

    monkeypatch.setattr(st.components.v2, "component", mounted)
    found = [small_component(name) for name in ("history", "zoomable_picture")]
    assert found == [
        ("layerloom_history", {"js"}),
        ("layerloom_zoomable_picture", {"html", "css", "js"}),
    ]
