"""Where a script runs: it finds its data there by name, and leaves its files there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from model_codegen.training.failures import TrainingError


@contextmanager
def working_directory(directory: str, files: Mapping[str, str]) -> Iterator[Path]:
    """Go there for a while.

    Args:
        directory: Where; it is made if need be. Empty: a new one, which is deleted at the end.
        files: Paths by the names under which the script opens them.

    Raises:
        TrainingError: If a file is not there.
    """
    before = Path.cwd()
    place = Path(directory or tempfile.mkdtemp(prefix="training-"))
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, path in files.items():
            _link(place, name, Path(path))
        os.chdir(place)
        yield place
    finally:
        os.chdir(before)
        if not directory:
            shutil.rmtree(place, ignore_errors=True)


def _link(place: Path, name: str, path: Path) -> None:
    if Path(name).name != name or not path.exists():
        raise TrainingError(f"The data file {name} is not there any more. Upload it again.")
    own = place / name
    own.unlink(missing_ok=True)
    try:
        own.symlink_to(path.resolve())
    except OSError:  # Windows allows it to few
        shutil.copyfile(path, own)
