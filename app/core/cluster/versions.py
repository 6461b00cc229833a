"""Whether a worker has the same packages as the server: otherwise numbers, or files, may differ."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import metadata

PACKAGES = ("layerloom", "keras", "tensorflow", "numpy")


def versions() -> dict[str, str]:
    """Of Python and of what matters, as far as it is installed here."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "none"
    return found


def difference(here: Mapping[str, str], there: Mapping[str, str], worker: str) -> str:
    """A sentence if a worker has not what the server has; empty if it has.

    Args:
        here: The server's `versions()`.
        there: The worker's.
        worker: Its address.
    """
    other = [name for name in here if here[name] != there.get(name)]
    if not other:
        return ""
    said = ", ".join(f"{name} {there.get(name, 'none')} instead of {here[name]}" for name in other)
    return f"The worker {worker} has {said}: install there what this server has."
