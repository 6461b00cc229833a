"""Files that somebody brings are kept, and read once."""

from __future__ import annotations

import io

import pytest
import streamlit as st

from app.core.session.session import Session
from tests.app.ui.train.page_session import (
    opened,
)


class Brought(io.BytesIO):
    """A file as Streamlit hands it over."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name
        self.file_id = name


def test_a_file_is_kept_and_read_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: Brought("a.csv", b"x,y\n1,2\n"))
    test = opened(session, "upload")
    kind, name, options, path = test.session_state["asked"]
    assert (kind, name) == ("csv", "a.csv")
    assert path.name == options["sha256"]
    assert path.read_bytes() == b"x,y\n1,2\n"


def test_a_file_that_cannot_be_taken_is_a_sentence(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: Brought("a.csv", b""))
    test = opened(session, "upload")
    assert [one.value for one in test.error] == [
        "'a.csv' is empty. What was chosen before is as it was."
    ]
