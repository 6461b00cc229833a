"""What the first page would import is imported before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

# Components are found by a running Streamlit only.
PROGRAM = '''
import gc
import sys
from streamlit.testing.v1 import AppTest

SCRIPT = """
from types import SimpleNamespace
import streamlit as st
from app.ui import warm_up
later = warm_up.warm_up(SimpleNamespace(palette=lambda: st.text("palette")))
later.cancel()
"""
test = AppTest.from_string(SCRIPT, default_timeout=60).run()
assert not test.exception, test.exception
assert [text.value for text in test.text] == ["palette"]
assert gc.get_freeze_count() > 10_000, "collections walk over all that was imported"
assert "app.ui.panels.canvas" in sys.modules
late = {"model_codegen.emitters", "sqlalchemy", "numpy"}
assert not late & sys.modules.keys(), late & sys.modules.keys()

from types import SimpleNamespace
from app.ui import warm_up

warm_up.import_later(SimpleNamespace(open_runs=None))
assert late <= sys.modules.keys(), late - sys.modules.keys()
assert "keras" not in sys.modules
'''


def test_first_is_what_a_page_needs_then_the_rest_and_no_keras() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
