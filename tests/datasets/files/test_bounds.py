"""Sizes of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_codegen.datasets.files.bounds import checked_size
from model_codegen.design.errors import DataError


def test_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"123")
    assert checked_size(path, "a") == 3
    with path.open("wb") as file:
        file.truncate(300 * 1024**2)
    with pytest.raises(DataError, match="`a` has 300 MB, and at most 200 MB are taken"):
        checked_size(path, "a")
