"""The committed bundles are what the sources build, and all that Streamlit serves."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

COMPONENTS = Path(__file__).parents[2] / "components"
NAMES = sorted(config.parent.name for config in COMPONENTS.glob("*/vite.config.ts"))


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_manifest_names_every_component() -> None:
    manifest = tomllib.loads((COMPONENTS / "pyproject.toml").read_text(encoding="utf-8"))
    declared = manifest["tool"]["streamlit"]["component"]["components"]
    assert sorted(entry["name"] for entry in declared) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_bundle_is_what_the_sources_build(name: str, tmp_path: Path) -> None:
    vite = COMPONENTS / "node_modules" / "vite" / "bin" / "vite.js"
    assert vite.exists(), "The browser side's packages are missing: run `make test`."
    built = tmp_path / "build"
    config = COMPONENTS / name / "vite.config.ts"
    answer = subprocess.run(
        ["node", vite, "build", "--config", config, "--outDir", built, "--logLevel", "warn"],
        cwd=COMPONENTS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    fresh, committed = files(built), files(COMPONENTS / name / "build")
    assert sorted(fresh) == sorted(committed), "Run `make build` and commit the bundles."
    differing = [path for path in fresh if fresh[path] != committed[path]]
    assert not differing, "Run `make build` and commit the bundles."
