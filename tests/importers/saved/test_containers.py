"""The three kinds of files, and what is wrong with others."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import h5py
import pytest

from model_codegen.design.errors import DesignError
from model_codegen.importers.saved import containers
from model_codegen.importers.saved.containers import read_container

MODEL = {"class_name": "Functional", "config": {"name": "é"}}
TEXT = json.dumps(MODEL)


def archive(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in files.items():
            opened.writestr(name.replace("_json", ".json"), text)
    return made.getvalue()


def hdf5(**attributes: str | bytes) -> bytes:
    made = io.BytesIO()
    with h5py.File(made, "w") as opened:
        opened.attrs.update(attributes)
    return made.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(DesignError) as caught:
        read_container(content)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        archive(config_json=TEXT, metadata_json="{}"),
        hdf5(model_config=TEXT),
        hdf5(model_config=TEXT.encode()),
    ],
)
def test_the_description_is_found_whatever_the_file_is_called(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "model.txt"
    path.write_bytes(content)
    assert read_container(content) == read_container(path) == MODEL


def test_an_archive_without_a_description_is_no_keras_file() -> None:
    assert "an archive without `config.json`" in refusal(archive(other_json=TEXT))


def test_weights_alone_are_told_from_a_model() -> None:
    assert "holds weights and no model" in refusal(hdf5(layer_names="dense"))


def test_damage_is_told_from_what_was_never_a_model() -> None:
    whole = archive(config_json=TEXT * 100)
    assert "its archive cannot be unpacked" in refusal(whole[: len(whole) // 2])
    assert "its HDF5 data cannot be read" in refusal(hdf5(model_config=TEXT)[:100])


def test_the_size_is_checked_before_and_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_CONFIG", 2**20)
    large = '"' + "a" * 2**20 + '"'
    for content in (large.encode(), archive(config_json=large)):
        assert "describes its model in more than 1 MB" in refusal(content)
    lying = archive(config_json=large)
    true, said = len(large).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert lying.count(true) == 2  # in front of the member and in the directory
    # Whether the lie is noticed by the size or by the checksum is the unpacker's affair.
    told = refusal(lying.replace(true, said))
    assert "more than 1 MB" in told or "cannot be unpacked" in told


def test_an_archive_of_very_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_MEMBERS", 2)
    assert read_container(archive(config_json=TEXT, a="")) == MODEL
    assert "holds more than 2 files" in refusal(archive(config_json=TEXT, a="", b=""))
