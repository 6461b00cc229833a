"""What a worker does before its first job; `tests/app` and `tests/e2e` use workers that did."""

from __future__ import annotations

import os

import pytest

from app.core.tasks import analysis_tasks, import_tasks, picture_tasks, source_tasks, warm_up
from model_codegen import catalogue
from model_codegen.keras_bridge import keras_import


def test_a_process_gives_way_only_when_it_is_warm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(warm_up, "warm_shapes", lambda: done.append("shapes") or "3")
    monkeypatch.setattr(warm_up, "_saved", str)
    monkeypatch.setattr(picture_tasks, "summary", lambda _: done.append("summary"))
    monkeypatch.setattr(import_tasks, "import_config", lambda _: done.append("file"))
    monkeypatch.setattr(source_tasks, "emit", lambda *_, **__: {"text": "Dense(256)"})
    monkeypatch.setattr(source_tasks, "compare", lambda _, text: done.append(text))
    monkeypatch.setattr(os, "nice", lambda _: done.append("nice"))
    assert warm_up.warm_pictures() == "3"
    assert done == ["shapes", "summary", "file", "Dense(128)", "nice"]


@pytest.mark.keras
def test_a_process_has_followed_an_edit_before_anybody_waits_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    followed: list[object] = []
    follow = analysis_tasks.follow
    monkeypatch.setattr(
        analysis_tasks, "follow", lambda *edit: followed.append(follow(*edit)) or followed[-1]
    )
    monkeypatch.setattr(warm_up, "keep", lambda: None)
    warm_up.warm_shapes()
    assert len(followed) == 1
    assert followed[0], "the edit makes no difference, or was not understood"


@pytest.mark.keras
def test_a_process_has_read_a_text_before_anybody_types_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[source_tasks.Comparison] = []
    compare = source_tasks.compare
    monkeypatch.setattr(
        source_tasks, "compare", lambda *typed: read.append(compare(*typed)) or read[-1]
    )
    monkeypatch.setattr(warm_up, "keep", lambda: None)
    monkeypatch.setattr(os, "nice", lambda _: None)
    warm_up.warm_pictures()
    assert [found["changed"] for found in read] == [1]


def test_what_runs_are_forked_from_has_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(keras_import, "import_keras", lambda what: done.append(what))
    monkeypatch.setattr(catalogue, "cached", lambda: done.append("catalogue"))
    warm_up.import_for_training()
    assert done == [keras_import.TRAINING, "catalogue"]
