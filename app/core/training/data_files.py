"""Files that users bring to train with, each kept once under the hash of what is in it."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from app.core import settings
from app.core.number_text import memory
from model_codegen.design.errors import LayerloomError
from model_codegen.design.training import Data, Training

LARGEST = 200 * 2**20
"""Bytes of one file: as many as what reads them takes (`datasets.files.bounds.FILE_BYTES`)."""

MOST = 4 * 2**30
"""Bytes of all files together; those that were used the longest ago go first."""

KINDS = {".csv": "csv", ".tsv": "csv", ".npz": "npz", ".zip": "images", ".tfrecord": "tfrecord"}
"""What a file is taken for, by how its name ends."""

_HASH = re.compile(r"[0-9a-f]{64}")
_PART = 1 << 20


class DataFileError(LayerloomError):
    """A file that cannot be kept; `str(error)` is a sentence for a person."""


def folder() -> Path:
    """Where they are kept."""
    return settings.state_directory() / "data"


def kind_of(name: str) -> str:
    """What a file is taken for.

    Raises:
        DataFileError: If its name does not say.
    """
    ending = Path(name).suffix.lower()
    if ending not in KINDS:
        raise DataFileError(
            f"{name!r} is no file that can be trained with: bring a .csv, an .npz, a .zip of "
            "folders of images, or a .tfrecord."
        )
    return KINDS[ending]


def keep(content: IO[bytes], name: str, largest: int = LARGEST, most: int = MOST) -> str:
    """Keep a file, which is there as a whole or not at all.

    Args:
        content: What is in it, from the beginning.
        name: What its user calls it, for sentences.
        largest: See `LARGEST`.
        most: See `MOST`.

    Returns:
        The SHA-256 of its content.

    Raises:
        DataFileError: If it is too large or cannot be written.
    """
    where = folder()
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=where, delete=False) as beside:
            path = Path(beside.name)
            try:
                found = _copy(content, beside, name, largest)
                path.replace(where / found)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        _tidy(where, most, found)
    except OSError as error:
        raise DataFileError(
            f"{name!r} could not be stored: {error.strerror or error}. What was chosen before "
            "is as it was."
        ) from error
    return found


def path_of(data: Data) -> Path | None:
    """Where the file of data lies; None where they have none, or it is not here."""
    found = str(data.options.get("sha256", ""))
    path = folder() / found
    return path if _HASH.fullmatch(found) and path.is_file() else None


def files_of(training: Training) -> Mapping[str, str]:
    """The files that a script opens: paths here, by the names that it has for them."""
    data = training.data
    path = None if data is None else path_of(data)
    if data is None or path is None:
        return {}
    from model_codegen.datasets.file_name import file_name

    os.utime(path)
    return {file_name(data): str(path)}


def _copy(source: IO[bytes], target: IO[bytes], name: str, largest: int) -> str:
    digest = hashlib.sha256()
    size = 0
    while part := source.read(_PART):
        size += len(part)
        if size > largest:
            raise DataFileError(
                f"{name!r} is larger than the {memory(largest)} that a file may have here. Train "
                "with a part of it, and with all of it in the downloaded script."
            )
        digest.update(part)
        target.write(part)
    if size == 0:
        raise DataFileError(f"{name!r} is empty.")
    return digest.hexdigest()


def _tidy(where: Path, most: int, kept: str) -> None:
    """Delete the files that were used the longest ago, beyond what all may have together."""
    files = sorted(
        (path for path in where.iterdir() if _HASH.fullmatch(path.name)),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    total = 0
    for path in files:
        total += path.stat().st_size
        if total > most and path.name != kept:
            path.unlink(missing_ok=True)
    for path in where.glob("tmp*"):
        # What a server that ended in mid-upload has left.
        if time.time() - path.stat().st_mtime > 3600:
            path.unlink(missing_ok=True)
