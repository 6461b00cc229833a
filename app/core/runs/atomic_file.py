"""Writing a file as a whole: a reader finds what was there before, or all of what is new."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file that several processes may read meanwhile.

    Args:
        path: The file; its directory has to be there.
        content: All of it.

    Raises:
        OSError: If that fails; the file is then what it was, and nothing is left beside it.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
