"""Names of files."""

from __future__ import annotations

import pytest

from model_codegen.datasets.file_name import file_name
from model_codegen.design.training import Data


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("train.csv", "train.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\my table.csv", "my table.csv"),
        ("..", "data.csv"),
        ("", "data.csv"),
        ("a/", "a"),
        ("a\0\nb?.csv", "ab.csv"),
        (300 * "a", 100 * "a"),
    ],
)
def test_a_name_leads_nowhere(name: str, kept: str) -> None:
    assert file_name(Data("csv", name)) == kept
