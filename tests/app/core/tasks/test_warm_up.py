"""What a worker does before its first job; `tests/app` and `tests/e2e` use workers that did."""

from __future__ import annotations

import os

import pytest

from app.core.tasks import import_tasks, picture_tasks, warm_up


def test_a_process_gives_way_only_when_it_is_warm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(warm_up, "warm_shapes", lambda: done.append("shapes") or "3")
    monkeypatch.setattr(warm_up, "_saved", str)
    monkeypatch.setattr(picture_tasks, "summary", lambda _: done.append("summary"))
    monkeypatch.setattr(import_tasks, "import_config", lambda _: done.append("file"))
    monkeypatch.setattr(os, "nice", lambda _: done.append("nice"))
    assert warm_up.warm_pictures() == "3"
    assert done == ["shapes", "summary", "file", "nice"]
