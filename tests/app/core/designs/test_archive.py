"""Designs out of a `.zip`."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.core.designs import archive
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import dumps

MLP = gallery.load("mlp")


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return held.getvalue()


def test_designs_come_with_their_folders_and_nothing_else_does() -> None:
    text = dumps(MLP)
    names = ["designs/a.json", "designs/Ideas/b.json", "versions/a/1.json", "blocks/c.json"]
    names += ["d.json", "one/two/e.json", "../../f.json", "notes.txt", "trash/g.json"]
    found = archive.unpacked(zipped(**dict.fromkeys(names, text)))
    assert [folder for folder, _ in found] == ["", "Ideas", "", "one / two", ""]
    assert all(design == MLP for _, design in found)


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"no archive", zipped(**{"a.json": "{}"})])
def test_what_is_no_archive_of_designs_is_told_in_a_sentence(content: bytes) -> None:
    with pytest.raises(DesignError, match="archive"):
        archive.unpacked(content)


def test_an_archive_that_unpacks_to_too_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    with pytest.raises(DesignError, match="too large"):
        archive.unpacked(zipped(**{"a.json": dumps(MLP)}))
    monkeypatch.setattr(archive, "MOST_FILES", 1)
    with pytest.raises(DesignError, match="more than 1 files"):
        archive.unpacked(zipped(**{"a.json": "", "b.json": ""}))
