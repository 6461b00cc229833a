"""What the user wants of a run, in a file of its directory, which outlives the server."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from app.core.runs import atomic_file
from model_codegen.training.control import Wanted

NAME = "control"


class ControlFile:
    """A `Control`.

    Args:
        directory: Of the run.
    """

    def __init__(self, directory: Path) -> None:
        self._path = directory / NAME

    def wanted(self) -> Wanted:
        """What is wanted now."""
        try:
            said = self._path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return "run"
        return next((word for word in get_args(Wanted) if word == said), "run")

    def want(self, wanted: Wanted) -> None:
        """Say what is wanted.

        Raises:
            OSError: If it cannot be written.
        """
        atomic_file.write(self._path, wanted.encode("ascii"))
