"""What every test shares: a quiet Keras whose global state no test can leave behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from model_codegen.keras_bridge.quiet import SETTINGS

# Before anything imports Keras: no banner, no search for a GPU, the same rounding everywhere.
os.environ.update(SETTINGS)


@pytest.fixture(autouse=True)
def keras_as_new() -> Iterator[None]:
    """Undo what a test, or the generated source it ran, set in Keras for the whole process."""
    yield
    keras = sys.modules.get("keras")
    if keras is not None and keras.config.dtype_policy().name != "float32":
        keras.config.set_dtype_policy("float32")
