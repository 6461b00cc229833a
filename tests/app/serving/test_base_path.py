"""Under which path the app is served."""

from __future__ import annotations

import pytest
from streamlit import config

from app.serving.base_path import base_path


@pytest.mark.parametrize(
    ("option", "path"),
    [("", ""), (None, ""), ("/", ""), ("board", "/board"), ("/a/b/", "/a/b")],
)
def test_it_stands_before_each_path(
    option: str | None, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "get_option", lambda name: {"server.baseUrlPath": option}[name])
    assert base_path() == path
