"""Reasons as sentences of the Chain or topology? page."""

from __future__ import annotations

import pytest

from app.ui.topology_lessons import reason_text


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("it has one input", "It has one input."),
        ("`a` is called 2 times", "`a` is called 2 times."),
        ("This is a sentence.", "This is a sentence."),
    ],
)
def test_a_reason_is_a_sentence(reason: str, text: str) -> None:
    assert reason_text(reason) == text
