"""What a file of data is called where a script reads it."""

from __future__ import annotations

from pathlib import PurePosixPath

from model_codegen.design.training import Data

_LONGEST = 100


def file_name(data: Data) -> str:
    """The name of the file beside the script: never a path that leads elsewhere."""
    last = PurePosixPath(data.name.replace("\\", "/").replace("\0", "")).name
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    return kept[-_LONGEST:].strip(" ") if kept.strip(" .") else f"data.{data.kind}"
