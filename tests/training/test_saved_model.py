"""A model as bytes, or none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from model_codegen.training.saved_model import saved_model


class Model:
    """Saves itself, or fails to."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def save(self, path: Path) -> None:
        if self._error:
            raise self._error
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("config.json", "{}")


def test_it_is_the_file_that_keras_writes() -> None:
    content = saved_model(Model())
    assert content is not None
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["config.json"]


def test_what_keras_cannot_save_is_left() -> None:
    assert saved_model(Model(NotImplementedError("no config"))) is None
    with pytest.raises(OSError, match="full"):
        saved_model(Model(OSError(28, "full")))
