"""Remembered pictures."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.designs import pictures
from app.core.designs.pictures import NONE, Pictures
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps

THEN = datetime(2026, 1, 1)


def test_a_design_is_read_once_until_it_is_saved_again() -> None:
    read: list[str] = []

    def load(draft: str) -> str:
        read.append(draft)
        return dumps(gallery.load("mlp"))

    known = Pictures(load)
    first = known.of("a", THEN)
    assert "<rect" in first
    assert known.of("a", THEN) is first
    known.of("a", THEN + timedelta(seconds=1))
    known.of("b", THEN)
    assert read == ["a", "a", "b"]


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", 2)
    read: list[str] = []
    known = Pictures(lambda draft: read.append(draft))
    for draft in ("a", "b", "a", "c", "a", "b"):
        known.of(draft, THEN)
    assert read == ["a", "b", "c", "b"]


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"main": 3}', '{"main": {"nodes": {"a": 1}}}']
)
def test_what_cannot_be_read_has_an_empty_picture(text: str | None) -> None:
    assert Pictures(lambda _: text).of("a", THEN) == NONE
