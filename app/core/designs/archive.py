"""Many designs out of one `.zip`, such as My designs gives away."""

from __future__ import annotations

import io
import zipfile

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import MAX_BYTES, loads
from model_codegen.design.graph import Design

MOST_FILES = 5000
"""So many designs one archive has at most."""

PASSED_OVER = ("versions", "trash", "blocks")
"""Folders of such a file that hold no designs of the list."""

MOST_BYTES = 256 * 1024 * 1024
"""So much they may have together, unpacked."""


def unpacked(content: bytes) -> list[tuple[str, Design]]:
    """The designs of a `.zip`, each with the folder that it lies in.

    Of a file of everything these are the designs that were in the list; all else is passed over.

    Raises:
        DesignError: If it is no archive, has something else in it, or is too large.
    """
    found: list[tuple[str, Design]] = []
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if _is_design(one)]
            if len(entries) > MOST_FILES:
                raise DesignError(f"The archive has more than {MOST_FILES:,} files.")
            for entry in entries:
                with archive.open(entry) as file:
                    text = file.read(MAX_BYTES + 1)
                size += len(text)
                if len(text) > MAX_BYTES or size > MOST_BYTES:
                    raise DesignError("What is in the archive is too large for designs.")
                found.append((_folder(entry.filename), _design(text, entry.filename)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise DesignError("The archive cannot be read: it is damaged or encrypted.") from error
    return found


def _design(text: bytes, name: str) -> Design:
    try:
        return loads(text)
    except DesignError as error:
        raise DesignError(f'"{name[-80:]}" in the archive is no design. {error}') from None


def _is_design(entry: zipfile.ZipInfo) -> bool:
    first = entry.filename.partition("/")[0]
    return entry.filename.endswith(".json") and first not in PASSED_OVER


def _folder(path: str) -> str:
    parts = [part for part in path.split("/")[:-1] if part not in ("", ".", "..")]
    return " / ".join(parts[1:] if parts[:1] == ["designs"] else parts)[:80]
