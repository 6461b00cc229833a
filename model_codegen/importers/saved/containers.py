"""Files that hold a Keras model: `.keras`, `.h5` and JSON. Read as data, whatever they are called.

Nothing in them is deserialized or executed, and no more is unpacked than their limits allow.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.files import opened
from model_codegen.design.fileformat.json_text import parse

MAX_CONFIG = 64 * 1024 * 1024
"""The largest description of a model that is read, in bytes."""

MAX_MEMBERS = 10_000
"""Most files in a `.keras` archive."""

_ZIP = b"PK\x03\x04"
_HDF5 = b"\x89HDF\r\n\x1a\n"


def read_container(source: str | os.PathLike[str] | bytes) -> Any:
    """The JSON value that describes the model of a file.

    Args:
        source: The file's path, or its bytes.

    Raises:
        DesignError: With one sentence, if the file cannot be read or holds no model.
    """
    if isinstance(source, bytes):
        return _read(io.BytesIO(source), "This file")
    with opened(source) as file:
        return _read(file, Path(source).name)


def _read(file: BinaryIO, name: str) -> Any:
    head = file.read(8)
    file.seek(0)
    if head.startswith(_ZIP):
        return parse(_from_zip(file, name))
    if head == _HDF5:
        return parse(_from_hdf5(file, name))
    text = file.read(MAX_CONFIG + 1)
    _check_size(len(text), name)
    return parse(text)


def _from_zip(file: BinaryIO, name: str) -> bytes:
    try:
        with zipfile.ZipFile(file) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise DesignError(f"{name} holds more than {MAX_MEMBERS:,} files: no Keras model.")
            try:
                member = archive.getinfo("config.json")
            except KeyError:
                raise DesignError(
                    f"{name} is an archive without `config.json`, so it is no `.keras` file."
                ) from None
            _check_size(member.file_size, name)
            with archive.open(member) as config:
                # What the archive says of its size need not be true.
                text = config.read(MAX_CONFIG + 1)
            _check_size(len(text), name)
            return text
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise DesignError(f"{name} is damaged: its archive cannot be unpacked.") from None


def _from_hdf5(file: BinaryIO, name: str) -> bytes:
    import h5py

    try:
        with h5py.File(file, "r") as content:
            config = content.attrs.get("model_config")
    except Exception:  # whatever the HDF5 library raises for a damaged file
        raise DesignError(f"{name} is damaged: its HDF5 data cannot be read.") from None
    if config is None:
        raise DesignError(
            f"{name} holds weights and no model: save the whole model with `model.save`."
        )
    text = config if isinstance(config, bytes) else str(config).encode("utf-8", "surrogatepass")
    _check_size(len(text), name)
    return text


def _check_size(size: int, name: str) -> None:
    if size > MAX_CONFIG:
        raise DesignError(
            f"{name} describes its model in more than {MAX_CONFIG // 2**20} MB; no model needs so "
            "much."
        )
