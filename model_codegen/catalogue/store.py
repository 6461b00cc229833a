"""`load` and `cached`: the catalogue in memory, on disk, or fresh from Keras."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from platformdirs import user_cache_path

from model_codegen.catalogue.entry import Catalogue

DIRECTORY_VARIABLE = "LAYERLOOM_CACHE"
"""Environment variable that moves the cache from the user's cache directory to another.

It is read once in a process: the catalogue is looked at thousands of times for one design.
"""

_in_memory: dict[Path, Catalogue] = {}


def load() -> Catalogue:
    """The catalogue of the installed Keras: from memory, from disk, or else by importing Keras."""
    found = cached()
    if found is None:
        from model_codegen.catalogue.introspection import introspect

        found = introspect()
        path = file_path()
        _write(path, found)
        _in_memory[path] = found
    return found


def cached() -> Catalogue | None:
    """The catalogue from memory or disk; None if it has to be made first. Never imports Keras."""
    path = file_path()
    if path not in _in_memory:
        found = _read(path)
        if found is None:
            return None
        _in_memory[path] = found
    return _in_memory[path]


@lru_cache(maxsize=1)
def file_path() -> Path:
    """Where the catalogue of the installed Keras is kept on disk."""
    directory = os.environ.get(DIRECTORY_VARIABLE)
    return (Path(directory) if directory else user_cache_path("layerloom")) / f"{_key()}.json"


@lru_cache(maxsize=1)
def _key() -> str:
    """Name of the file: another Keras, or another version of this package, makes another one."""
    try:
        keras_version = version("keras")
    except PackageNotFoundError:
        keras_version = "none"
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.read_bytes())
    return f"catalogue-{keras_version}-{digest.hexdigest()[:16]}"


def sources() -> list[Path]:
    """The files of this package on which the catalogue depends."""
    package = Path(__file__).parent.parent
    folders = (package / "catalogue", package / "keras_bridge")
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    design = ("config_values.py", "graph.py", "training.py")
    return [*found, *(package / "design" / name for name in design)]


def _read(path: Path) -> Catalogue | None:
    try:
        return Catalogue.from_json(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # absent, cut off, or something else: it is made anew


def _write(path: Path, catalogue: Catalogue) -> None:
    """Replace the file in one step; a directory that cannot be written costs time, nothing else."""
    text = json.dumps(catalogue.to_json(), separators=(",", ":"), ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", delete=False
        ) as file:
            file.write(text)
        Path(file.name).replace(path)
    except OSError:
        return
