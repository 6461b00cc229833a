"""A script finds its data where it runs, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_codegen.training.failures import TrainingError
from model_codegen.training.working_directory import working_directory


def test_data_are_found_by_name(tmp_path: Path) -> None:
    data = tmp_path / "0123abcd"
    data.write_text("a,b\n", encoding="utf-8")
    before = Path.cwd()
    with working_directory("", {"train.csv": str(data)}) as place:
        assert Path.cwd() == place.resolve()
        assert Path("train.csv").read_text("utf-8") == "a,b\n"
    assert Path.cwd() == before
    assert not place.exists()
    assert data.exists()


def test_what_a_script_leaves_stays_where_that_is_wanted(tmp_path: Path) -> None:
    with working_directory(str(tmp_path / "files"), {}):
        Path("history.csv").touch()
    assert (tmp_path / "files" / "history.csv").exists()


@pytest.mark.parametrize("name", ["train.csv", "../data", "/etc/hostname"])
def test_what_is_no_file_here_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "data"
    if "/" in name:
        path.touch()
    with (
        pytest.raises(TrainingError, match=r"is not there any more\. Upload it again\."),
        working_directory(str(tmp_path), {name: str(path)}),
    ):
        pass
