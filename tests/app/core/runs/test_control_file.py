"""What is wanted of a run is read by another process, at any time."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.runs.control_file import NAME, ControlFile


def test_another_process_reads_what_was_said(tmp_path: Path) -> None:
    assert ControlFile(tmp_path).wanted() == "run"
    ControlFile(tmp_path).want("pause")
    assert ControlFile(tmp_path).wanted() == "pause"
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize("said", [b"", b"halt", b"\xff"])
def test_what_is_no_word_is_no_wish(tmp_path: Path, said: bytes) -> None:
    (tmp_path / NAME).write_bytes(said)
    assert ControlFile(tmp_path).wanted() == "run"
