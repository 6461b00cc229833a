"""Scripts and notebooks that a worker writes for the Train tab."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.core.tasks import training_tasks
from model_codegen import emitters, gallery
from model_codegen.design.errors import NotExpressible


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The styles that something was written in; there is no such source as a sequential one."""
    styles: list[str] = []

    def emit(_: Any, style: str, **how: Any) -> Any:
        styles.append(style)
        if style == "sequential":
            raise NotExpressible("sequential", ())
        return SimpleNamespace(text=f"{style}, {how}")

    monkeypatch.setattr(emitters, "emit", emit)
    monkeypatch.setattr(emitters, "emit_notebook", lambda *what: emit(*what).text)
    return styles


def test_a_script_is_written_once(written: list[str]) -> None:
    design = gallery.load("mlp")
    assert training_tasks.script(design, "subclass") == "subclass, {'with_training': True}"
    assert training_tasks.notebook(design, "subclass") == "subclass, {}"
    assert written == ["subclass", "subclass"]


def test_what_a_style_cannot_express_is_functional(written: list[str]) -> None:
    design = gallery.load("siamese_comparator")
    assert training_tasks.script(design, "sequential").startswith("functional")
    assert training_tasks.notebook(design, "sequential").startswith("functional")
    assert written == ["sequential", "functional"] * 2
