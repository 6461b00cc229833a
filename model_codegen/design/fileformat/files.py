"""Reading and writing the files a user names, with sentences for what goes wrong."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from model_codegen.design.errors import DesignError


def read(path: str | os.PathLike[str], limit: int) -> bytes:
    """Return a file's bytes, at most one more than `limit`, so that the caller sees the excess.

    Raises:
        DesignError: If the file cannot be read.
    """
    with opened(path) as file:
        return file.read(limit + 1)


@contextlib.contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file for reading.

    Raises:
        DesignError: If the file cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        raise DesignError(f"Cannot read {_shown(path)}: {_reason(error)}.") from None


def write(path: str | os.PathLike[str], data: str | bytes) -> None:
    """Write a file: an existing one is replaced in one step, or left as it was if writing fails.

    Symbolic links are followed. What is no regular file, such as `/dev/stdout`, is written to and
    never replaced.

    Raises:
        DesignError: If the file cannot be written.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        # Not the tempfile module: its files are private to their owner, and so would be the result.
        draft = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with draft.open("xb") as file:
                file.write(content)
            if target.exists():
                draft.chmod(target.stat().st_mode)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise DesignError(f"Cannot write {_shown(path)}: {_reason(error)}.") from None


def _shown(path: str | os.PathLike[str]) -> str:
    return os.fsdecode(path).encode("unicode_escape", "backslashreplace").decode()[:200]


def _reason(error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder, not a file"
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "this is not a file name"
