"""Importing Keras without TensorFlow's greetings on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
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


UNUSED = ("matplotlib", "pandas", "scipy", "sklearn")
"""Packages that Keras and TensorFlow import where they are installed, for what is done only in
training, or never here: wrappers, galleries of pictures, data frames, sparse samples. They are half
of the time that the import takes."""


def import_keras(settings: Mapping[str, str] = SETTINGS) -> None:
    """Import Keras silently, on the CPU, with the same rounding everywhere.

    Without what only training may need, unless it is `TRAINING` or under another backend than
    TensorFlow: JAX needs SciPy. It is for a process that runs one thread yet: another one could not
    import a package that is hidden meanwhile.

    Args:
        settings: `SETTINGS` or `TRAINING`.
    """
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    whole = settings is TRAINING or os.environ["KERAS_BACKEND"] != "tensorflow"
    with _silent(), _hidden(() if whole else UNUSED):
        import keras  # noqa: F401


@contextlib.contextmanager
def _hidden(packages: Sequence[str]) -> Iterator[None]:
    """Let packages be as if they were not installed; those that are imported already stay."""
    hidden = [name for name in packages if name not in sys.modules]
    # None in this place is what makes an import fail at once.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


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
