"""What a column beside is called."""

from __future__ import annotations

from app.core.session.session import LENS
from app.ui.panels.costs import said


def test_settings_are_said_shortly() -> None:
    assert said(LENS) == "batch 32"
    assert said({**LENS, "batch": 1024, "policy": "float16", "training": True}) == (
        "batch 1,024 float16 training"
    )
