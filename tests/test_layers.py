"""The layers that pyproject.toml draws: nothing imports upward, and no folder holds a circle."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("app", "bench", "components", "fidelity", "model_codegen")


def complaints(root: Path) -> str:
    """What import-linter says of the packages in a folder; empty if every contract is kept."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 or "Broken contracts" in done.stdout, done.stdout + done.stderr
    return done.stdout.partition("Broken contracts")[2]


def inner_importers(graph: grimp.ImportGraph) -> list[str]:
    """A sentence for every module that imports a package that it is in."""
    return [
        f"{module} imports {package}, which it is in: import the module that has it"
        for module in sorted(graph.modules)
        for package in sorted(graph.find_modules_directly_imported_by(module))
        if module.startswith(f"{package}.")
    ]


def test_every_import_goes_down() -> None:
    broken = complaints(ROOT)
    assert not broken, broken


def test_no_module_imports_a_package_that_it_is_in() -> None:
    """Such a package's `__init__` would import its own importer."""
    found = inner_importers(grimp.build_graph(*PACKAGES))
    assert not found, "\n".join(found)


def test_such_a_module_is_found() -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer="house.room.bed", imported="house.room")
    graph.add_import(importer="house.room.bed", imported="house.roommate")
    assert inner_importers(graph) == [
        "house.room.bed imports house.room, which it is in: import the module that has it"
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages' modules once more, to be spoilt."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "node_modules" not in path.parts:
                target = tmp_path / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "line", "said"),
    [
        pytest.param(
            "model_codegen/design/graph.py",
            "def later() -> None:\n    from model_codegen.analysis import analyse  # noqa\n",
            r"model_codegen\.design\.graph -> model_codegen\.analysis \(l\.\d+\)",
            id="upwards, inside a function",
        ),
        pytest.param(
            "model_codegen/design/traversal.py",
            "if TYPE_CHECKING:\n    from model_codegen.design import patches  # noqa\n",
            r"No cycles are allowed in model_codegen\.design\.",
            id="a circle, for a type only",
        ),
        pytest.param(
            "app/core/figures.py",
            "import streamlit\n",
            r"app\.core\.figures -> streamlit \(l\.\d+\)",
            id="Streamlit below the pages",
        ),
        pytest.param(
            "model_codegen/newcomer.py",
            "\n",
            "newcomer",
            id="a module that has no place among the layers",
        ),
    ],
)
def test_what_is_forbidden_is_found(copy: Path, path: str, line: str, said: str) -> None:
    with (copy / path).open("a", encoding="utf-8") as file:
        file.write(line)
    assert re.search(said, complaints(copy))
