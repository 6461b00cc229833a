"""ARCHITECTURE.md and CONTRIBUTING.md: the picture is that of the imports, every path exists."""

from __future__ import annotations

import fnmatch
import os
import re
from functools import cache
from pathlib import Path

import pytest

from scripts.architecture import PAGE, page, reduced

ROOT = Path(__file__).parents[1]
FOLDERS = ("app", "bench", "components", "docs", "fidelity", "findings", "model_codegen", "tests")


def test_the_picture_is_that_of_the_imports() -> None:
    text = PAGE.read_text("utf-8")
    assert page(text) == text, "run `make picture`"


def test_arrows_that_follow_from_others_are_left_out() -> None:
    assert reduced({("a", "b"), ("b", "c"), ("a", "c")}) == {("a", "b"), ("b", "c")}
    assert reduced({("a", "b"), ("a", "c")}) == {("a", "b"), ("a", "c")}


def paths(text: str) -> list[str]:
    named = re.findall(r"`([\w./*-]+)`", text)
    return sorted({name for name in named if "/" in name or name.endswith((".py", ".ts", ".json"))})


@cache
def there() -> list[str]:
    """Every folder and file, from the root on."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name in FOLDERS or Path(folder) != ROOT]
        folders[:] = [name for name in folders if name not in {"node_modules", "__pycache__"}]
        found += [Path(folder, name).relative_to(ROOT).as_posix() for name in [*folders, *files]]
    return [f"/{name}" for name in found]


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_path_exists(name: str) -> None:
    """Below a folder that the page has just named, it goes on without it."""
    named = paths((ROOT / name).read_text("utf-8"))
    assert len(named) > 20
    missing = [path for path in named if not fnmatch.filter(there(), f"*/{path.rstrip('/')}")]
    assert not missing
