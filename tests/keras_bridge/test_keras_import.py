"""Keras is imported without a word, and as the environment says."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from model_codegen.keras_bridge.keras_import import SETTINGS, TRAINING

pytestmark = pytest.mark.keras

PROGRAM = """
import os
from model_codegen.keras_bridge.keras_import import SETTINGS, import_keras
import_keras()
import keras
print([os.environ[name] for name in SETTINGS], keras.backend.backend())
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
    assert done.stdout == f"{wanted} tensorflow\n"


def test_for_training_rounding_is_left_as_it_is_in_anybodys_interpreter() -> None:
    assert {*SETTINGS} - {*TRAINING} == {"TF_ENABLE_ONEDNN_OPTS"}
    assert TRAINING.items() <= SETTINGS.items()
