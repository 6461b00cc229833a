"""Keras is imported without a word, and as the environment says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from model_codegen.keras_bridge.keras_import import SETTINGS, TRAINING

pytestmark = pytest.mark.keras

PROGRAM = """
import os
import sys
from model_codegen.keras_bridge.keras_import import SETTINGS, UNUSED, import_keras
import_keras()
import keras
print([os.environ[name] for name in SETTINGS], keras.backend.backend())
print([name for name in UNUSED if name in sys.modules])
window = keras.layers.STFTSpectrogram(window="hamming")(keras.Input((400, 1)))
import pandas, sklearn.datasets
print(window.shape)
"""


def test_nothing_is_said_and_only_what_is_not_set_is_set() -> None:
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=kept | {"TF_ENABLE_ONEDNN_OPTS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    wanted = [*(SETTINGS | {"TF_ENABLE_ONEDNN_OPTS": "1"}).values()]
    # What Keras does not need is left out, and there for whoever asks for it afterwards.
    assert done.stdout.splitlines() == [f"{wanted} tensorflow", "[]", "(None, 2, 129)"]


def test_nothing_is_hidden_from_another_backend(tmp_path: Path) -> None:
    """JAX needs SciPy. It is not installed here: what stands in for Keras asks for it."""
    (tmp_path / "keras.py").write_text("import scipy")
    program = "from model_codegen.keras_bridge.keras_import import import_keras; import_keras()"
    for backend, works in {"tensorflow": False, "jax": True, "torch": True}.items():
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"KERAS_BACKEND": backend, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            check=False,
        )
        assert (done.returncode == 0) is works


def test_for_training_rounding_is_left_as_it_is_in_anybodys_interpreter() -> None:
    assert {*SETTINGS} - {*TRAINING} == {"TF_ENABLE_ONEDNN_OPTS"}
    assert TRAINING.items() <= SETTINGS.items()
