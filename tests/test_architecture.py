"""ARCHITECTURE.md: its picture is that of the imports, and every path that it names exists."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

from scripts.architecture import PAGE, page, reduced

ROOT = Path(__file__).parents[1]
FOLDERS = ("app", "bench", "components", "docs", "fidelity", "findings", "model_codegen", "tests")


def test_the_picture_is_that_of_the_imports() -> None:
    text = PAGE.read_text("utf-8")
    assert page(text) == text, "run `make picture`"


def test_arrows_that_follow_from_others_are_left_out() -> None:
    assert reduced({("a", "b"), ("b", "c"), ("a", "c")}) == {("a", "b"), ("b", "c")}
    assert reduced({("a", "b"), ("a", "c")}) == {("a", "b"), ("a", "c")}


def paths() -> list[str]:
    named = re.findall(r"`([\w./*-]+)`", PAGE.read_text("utf-8"))
    return sorted({name for name in named if "/" in name or name.endswith((".py", ".ts"))})


def test_every_path_exists() -> None:
    """Below a folder that the page has just named, it goes on without it."""
    there = [
        f"/{path.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for path in [ROOT / folder, *(ROOT / folder).rglob("*")]
        if "node_modules" not in path.parts
    ]
    missing = [name for name in paths() if not fnmatch.filter(there, f"*/{name.rstrip('/')}")]
    assert not missing
