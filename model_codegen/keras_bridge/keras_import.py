"""Importing Keras without TensorFlow's greetings on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

SETTINGS = {
    "KERAS_BACKEND": "tensorflow",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
"""What is set in the environment where it says nothing else, before Keras is first imported."""

TRAINING = {name: value for name, value in SETTINGS.items() if name != "TF_ENABLE_ONEDNN_OPTS"}
"""The same for training, which rounds as TensorFlow does where nobody has set anything."""


def import_keras(settings: Mapping[str, str] = SETTINGS) -> None:
    """Import Keras silently, on the CPU, with the same rounding everywhere.

    Args:
        settings: `SETTINGS` or `TRAINING`.
    """
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    with _silent():
        import keras  # noqa: F401


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Discard what native code writes to standard error before its log level counts."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
