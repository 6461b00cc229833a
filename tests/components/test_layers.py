"""The linter's rules keep the TypeScript in layers: no import upwards or sideways, no circle."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

COMPONENTS = Path(__file__).parents[2] / "components"
BIOME = COMPONENTS / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"

CANVAS = "model_canvas/src"
PANEL = ["document", "document/blocks", "view", "store", "actions", "ui"]

IMPORTS: dict[str, list[str]] = {
    "shared": [],
    f"{CANVAS}/document": [],
    f"{CANVAS}/document/blocks": ["document"],
    f"{CANVAS}/files": [],
    f"{CANVAS}/layout": ["document", "document/blocks"],
    f"{CANVAS}/view": ["document", "document/blocks", "layout"],
    f"{CANVAS}/export": ["document", "document/blocks", "view"],
    f"{CANVAS}/live": ["document", "document/blocks", "view"],
    f"{CANVAS}/store": ["document", "document/blocks", "view", "live"],
    f"{CANVAS}/actions": ["document", "document/blocks", "files", "layout", "view", "store"],
    f"{CANVAS}/ui": ["document", "document/blocks", "view", "store", "actions"],
    f"{CANVAS}/inspector/form/fields": ["document", "document/blocks", "ui", "inspector/form"],
    f"{CANVAS}/inspector/form": ["document", "document/blocks", "ui", "inspector/form/fields"],
    f"{CANVAS}/inspector": [*PANEL, "inspector/form", "inspector/form/fields"],
    f"{CANVAS}/palette": PANEL,
    f"{CANVAS}/topbar": [*PANEL, "export"],
    f"{CANVAS}/canvas": [*PANEL, "files", "layout"],
    "code_view/src": [],
    "design_grid/src": [],
    "problem_list/src": [],
    "tensor_values/src": [],
    "training_curves/src": [],
}
"""What each folder may import from, beside `shared`, itself and packages; lowest first."""


def findings(root: Path, sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """Lint files by this project's rules; return the rule and the file of each finding."""
    assert BIOME.exists(), "The browser side's packages are missing: run `make test`."
    shutil.copy(COMPONENTS / "biome.jsonc", root)
    for path, text in sources.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    answer = subprocess.run(
        ["node", BIOME, "lint", "--reporter=json", "--max-diagnostics=none", "."],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(answer.stdout)["diagnostics"]
    return [(each["category"], each["location"]["path"]) for each in found]


def test_every_folder_has_a_layer() -> None:
    names = ("code_view", "design_grid", "problem_list", "tensor_values", "training_curves")
    bundles = [COMPONENTS / name / "src" for name in names]
    canvas = [path for path in (COMPONENTS / CANVAS).rglob("*") if path.is_dir()]
    found = [COMPONENTS / "shared", *bundles, *canvas]
    assert sorted(path.relative_to(COMPONENTS).as_posix() for path in found) == sorted(IMPORTS)


def test_a_folder_imports_from_the_layers_below_it_only(tmp_path: Path) -> None:
    # One file for each import, so that a finding says by its file which import it refuses.
    cases = {
        f"{folder}/{other.replace('/', '-')}.ts": (folder, other)
        for folder in IMPORTS
        for other in IMPORTS
        if folder != other
    }
    sources = {
        path: f'import "{_specifier(folder, other)}/thing";\n'
        for path, (folder, other) in cases.items()
    }
    refused = {path for rule, path in findings(tmp_path, sources) if "RestrictedImports" in rule}
    allowed: dict[str, list[str]] = {folder: [] for folder in IMPORTS}
    for path, (folder, other) in cases.items():
        if path not in refused:
            allowed[folder].append(other.removeprefix(f"{CANVAS}/"))
    for folder, names in IMPORTS.items():
        expected = names if folder == "shared" else ["shared", *names]
        assert sorted(allowed[folder]) == sorted(expected), folder


def test_what_works_without_a_browser_imports_no_react(tmp_path: Path) -> None:
    sources = {
        f"{CANVAS}/{name}/thing.ts": 'import "react";\n'
        for name in ("document", "files", "layout", "view", "canvas")
    }
    refused = {path for rule, path in findings(tmp_path, sources) if "RestrictedImports" in rule}
    assert refused == {path for path in sources if "/canvas/" not in path}


def test_a_circle_is_refused_even_if_it_is_of_types(tmp_path: Path) -> None:
    view = f"{CANVAS}/view"
    sources = {
        f"{view}/one.ts": 'import type { Two } from "./two";\nexport type One = Two[];\n',
        f"{view}/two.ts": 'import type { One } from "./one";\nexport type Two = One | null;\n',
    }
    refused = {path for rule, path in findings(tmp_path, sources) if "ImportCycles" in rule}
    assert refused == set(sources)


def _specifier(folder: str, other: str) -> str:
    path = os.path.relpath(other, folder)
    return path if path.startswith(".") else f"./{path}"
