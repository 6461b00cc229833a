"""Styles are offered in their order, and imported only where they are asked for."""

from __future__ import annotations

import subprocess
import sys

from app.core.source_styles import source_styles


def test_styles_are_offered_by_name_in_order() -> None:
    found = source_styles()
    assert [*found] == ["sequential", "functional", "subclass"]
    assert [style.title for style in found.values()] == ["Sequential", "Functional", "Subclass"]


def test_the_panels_do_not_import_the_emitters() -> None:
    program = (
        "import sys, app.ui.panels.proof, app.core.source_styles\n"
        "assert 'model_codegen.emitters' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
