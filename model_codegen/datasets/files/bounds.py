"""How large a file of data may be, and what it unpacks to; with the reasons."""

from __future__ import annotations

from pathlib import Path

from model_codegen.design.errors import DataError
from model_codegen.design.wording import quote

FILE_BYTES = 200 * 1024**2
"""Of a file: what a browser uploads in a minute, and what a laptop holds ten times over."""

UNPACKED_BYTES = 1024**3
"""Of all that an archive unpacks to: it has to fit into memory beside the model."""

ENTRIES = 65_000
"""In an archive: more need zip's 64-bit directory, which may be larger than any other bound."""

DIRECTORY_BYTES = 16 * 1024**2
"""Of an archive's directory, which is read before anything is known of what is in it."""

COLUMNS = 2_000
"""Of a table: a form with more of them is no use to anybody."""

CELLS = 50_000_000
"""Of a table: 400 MB as numbers."""

PIXELS = 50_000_000
"""Of one picture: a camera's. Below what Pillow itself takes for a bomb."""

IMAGE_NUMBERS = 400_000_000
"""Of all pictures together, once they have one size: 400 MB, and 1.6 GB as float32."""

RECORD_BYTES = 64 * 1024**2
"""Of one record: longer ones are broken files."""

RECORD_NUMBERS = 100_000_000
"""In all records: whole numbers take a byte in the file, and eight in memory."""

RECORDS = 2_000_000
"""In a file of records."""


def checked_size(path: Path, name: str) -> int:
    """The size of a file in bytes.

    Args:
        path: Where it lies.
        name: What people call it.

    Raises:
        DataError: If it is not there, empty or too large.
    """
    try:
        size = path.stat().st_size
    except OSError:
        raise DataError(f"The file {quote(name)} is not there any more: bring it again.") from None
    if size == 0:
        raise DataError(f"The file {quote(name)} is empty.")
    if size > FILE_BYTES:
        raise DataError(
            f"The file {quote(name)} has {size / 1024**2:,.0f} MB, and at most "
            f"{FILE_BYTES // 1024**2} MB are taken: bring a part of it."
        )
    return size
