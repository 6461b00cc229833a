"""The icon in the browser's tab."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.ui import page_icon


def test_it_comes_along_and_is_fetched_from_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Any] = []
    context = SimpleNamespace(enqueue=said.append)
    monkeypatch.setattr(page_icon, "get_script_run_ctx", lambda: context)
    page_icon.show()
    assert said[0].page_config_changed.favicon.startswith("data:image/svg+xml;base64,")
