"""The fast tier is fast because nothing in it can import Keras."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REMEDY, SLOW, module_markers

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("pytestmark = pytest.mark.keras", {"keras"}),
        ("pytestmark = [pytest.mark.keras, pytest.mark.timeout(6)]", {"keras", "timeout"}),
        ("@pytest.mark.keras\ndef test_one() -> None: ...", set()),
        ('"""pytestmark = pytest.mark.keras"""', set()),
    ],
)
def test_markers_of_a_module_are_read_from_its_source(text: str, markers: set[str]) -> None:
    assert module_markers(text) == markers


def test_every_browser_test_is_marked_as_a_whole() -> None:
    for path in (ROOT / "tests" / "e2e").glob("test_*.py"):
        assert "e2e" in module_markers(path.read_text("utf-8")), path.name


def test_no_fixture_is_for_a_package() -> None:
    """Most folders here are none, and there pytest keeps it for every test of the session."""
    for path in (ROOT / "tests").rglob("*.py"):
        assert not re.search(r"scope=[\"']package", path.read_text("utf-8")), path


def outcome(folder: Path, *options: str) -> str:
    """What pytest prints for a folder of tests that stands outside the suite."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-q", "-c", str(folder / "pytest.ini"), *options, str(folder)],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "1000"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """Four tests: one that is pure, one for each way to Keras, and one that is marked."""
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\naddopts = -rf --strict-markers\nmarkers =\n" + "".join(f"  {m}\n" for m in SLOW)
    )
    path = tmp_path / "test_four.py"
    path.write_text(
        "import subprocess, sys\n"
        "import pytest\n"
        "def test_pure(): pass\n"
        "def test_here(): import keras\n"
        "def test_in_a_process():\n"
        "    done = subprocess.run([sys.executable, '-c', 'import keras'], stderr=-1, text=True)\n"
        "    assert not done.returncode, done.stderr\n"
        "@pytest.mark.keras\n"
        "def test_marked(): raise AssertionError('only in the slow tier')\n"
    )
    return path


def test_a_test_of_the_fast_tier_that_imports_keras_fails_with_a_sentence(module: Path) -> None:
    printed = outcome(module.parent, "--tier=fast")
    assert "2 failed, 1 passed, 1 deselected" in printed
    assert f"test_here - Failed: {REMEDY}." in printed
    assert f"Unable to import backend : none, for {REMEDY}" in printed


def test_a_marked_test_is_all_of_the_slow_tier(module: Path) -> None:
    printed = outcome(module.parent, "--tier=slow")
    assert "1 failed, 3 deselected" in printed
    assert "only in the slow tier" in printed
    assert "4 deselected" in outcome(module.parent, "--tier=slow", "-m", "e2e", "--collect-only")


def test_what_is_marked_elsewhere_is_told_for_the_slow_tier_would_not_look_there(
    module: Path,
) -> None:
    helper = "import pytest\nslow = pytest.mark.keras\n"
    (module.parent / "marks.py").write_text(helper)
    module.write_text("from marks import slow\n@slow\ndef test_it(): pass\n")
    (module.parent / "conftest.py").write_text(
        f"import sys\nsys.path.insert(0, {str(module.parent)!r})\n"
    )
    assert "test_it is marked elsewhere" in outcome(module.parent, "--tier=fast")


def test_a_module_without_a_slow_test_is_not_imported_in_the_slow_tier(module: Path) -> None:
    module.write_text("raise RuntimeError\n")
    printed = outcome(module.parent, "--tier=slow", "--collect-only")
    assert "no tests collected" in printed
    assert "rror" not in printed


def test_a_marked_module_is_not_even_imported(module: Path) -> None:
    module.write_text("import pytest, keras\npytestmark = pytest.mark.keras\ndef test_it(): pass\n")
    printed = outcome(module.parent, "--tier=fast")
    assert "no tests ran" in printed
    assert "rror" not in printed
