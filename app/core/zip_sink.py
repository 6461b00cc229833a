"""`ZipSink`: a `.zip` that is made while it is sent, so that it is never held as a whole."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

CHUNK = 1024**2
"""Bytes of a file that are held at once."""


class ZipSink:
    """What `zipfile` writes to: it cannot go back, so that what was written can be sent."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def zip_file(self) -> zipfile.ZipFile:
        """A new file that is written here."""
        return zipfile.ZipFile(cast("IO[bytes]", self), "w", zipfile.ZIP_DEFLATED)

    def write(self, data: bytes) -> int:
        """Called by `zipfile`."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Called by `zipfile`."""

    def taken(self) -> bytes:
        """What was written since."""
        parts, self._parts = self._parts, []
        return b"".join(parts)

    def copied(self, made: zipfile.ZipFile, path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The pieces of one more file, read as they are sent.

        Args:
            made: What `zip_file` gave.
            path: The file.
            entry: What it is to be within the zip; its size is filled in.

        Raises:
            OSError: If it cannot be read.
        """
        with path.open("rb") as file:
            entry.file_size = path.stat().st_size  # from 2 GB on it needs larger numbers
            with made.open(entry, "w") as place:
                while piece := file.read(CHUNK):
                    place.write(piece)
                    yield self.taken()
        yield self.taken()
