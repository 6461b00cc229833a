"""What may know what: the library no Streamlit and no browser, the app no Keras.

Which module may import which is drawn in pyproject.toml; see test_layers.py.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CHEAP = (
    "model_codegen",
    "model_codegen.__main__",
    "model_codegen.analysis",
    "model_codegen.execution.build",
    "model_codegen.catalogue",
    "model_codegen.design.diagnostics",
    "model_codegen.emitters",
    "model_codegen.design.errors",
    "model_codegen.gallery",
    "model_codegen.design.graph",
    "model_codegen.verify.report",
    "model_codegen.verify.prove",
    "model_codegen.render",
    "model_codegen.design.fileformat.serialization",
    "model_codegen.design.traversal",
    "model_codegen.design.fileformat.schema",
)
"""Modules that a caller may import without paying for Keras."""


ENV = "env"
"""Alembic runs it, within an upgrade only."""


@cache
def parsed(path: Path) -> ast.Module:
    """A file's syntax, which several tests walk over."""
    return ast.parse(path.read_text("utf-8"))


@cache
def modules(folder: str) -> tuple[Path, ...]:
    """The Python files of a folder of this project."""
    found = sorted((ROOT / folder).rglob("*.py"))
    return tuple(path for path in found if "node_modules" not in path.parts)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, also inside functions, with the line."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            (name, *_) = node.args
            if isinstance(name, ast.Constant):
                yield node.lineno, str(name.value)


def violations(folder: str, forbidden: set[str], *, only_top_level: bool = False) -> list[str]:
    found = []
    for path in modules(folder):
        top = {n.lineno for n in parsed(path).body}
        found += [
            f"{path.relative_to(ROOT)}:{line} imports {name}"
            for line, name in imports(path)
            if name.split(".")[0] in forbidden and (not only_top_level or line in top)
        ]
    return found


def test_the_library_knows_neither_streamlit_nor_the_browser() -> None:
    assert violations("model_codegen", {"streamlit", "streamlit_agraph", "components", "app"}) == []


def test_the_components_know_no_app() -> None:
    assert violations("components", {"app"}) == []


def test_no_module_of_the_app_names_tensorflow() -> None:
    assert violations("app", {"tensorflow"}) == []


def hidden_parts_of_keras(path: Path) -> Iterator[str]:
    """Where a file mentions `keras.src`, or a name that another object keeps to itself."""
    tree = parsed(path)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for line, name in imports(path):
        if name.split(".")[:2] == ["keras", "src"]:
            yield f"{path.relative_to(ROOT)}:{line} imports {name}"
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super"))):
                continue
            case ast.Attribute(value=ast.Name(id="os"), attr="_exit"):
                continue  # public: how a fork ends
            case ast.Attribute(attr=name) if re.match("_[^_]", name):
                yield f"{path.relative_to(ROOT)}:{node.lineno} uses {ast.unparse(node)}"
            case ast.Call(func=ast.Name(id="getattr" | "setattr" | "hasattr"), args=[_, name, *_]):
                if isinstance(name, ast.Constant) and re.match("_[^_]", str(name.value)):
                    yield f"{path.relative_to(ROOT)}:{node.lineno} uses {name.value}"
            case ast.Constant(value=str(text)) if (
                "keras.src" in text and id(node) not in docstrings
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno} mentions keras.src"


@pytest.mark.parametrize("folder", ["app", "bench", "components", "model_codegen"])
def test_only_the_bridge_knows_what_keras_does_not_publish(folder: str) -> None:
    bridge = ROOT / "model_codegen" / "keras_bridge"
    paths = [path for path in modules(folder) if bridge not in path.parents]
    assert [found for path in paths for found in hidden_parts_of_keras(path)] == []


def test_what_the_bridge_knows_is_seen() -> None:
    found = [*hidden_parts_of_keras(ROOT / "model_codegen/keras_bridge/tensors.py")]
    assert any("_keras_history" in line for line in found)
    assert any("_keras_mask" in line for line in found)
    found = [*hidden_parts_of_keras(ROOT / "model_codegen/keras_bridge/functional_graphs.py")]
    assert any("imports keras.src" in line for line in found)


@pytest.mark.parametrize("folder", ["app", "components", "model_codegen"])
def test_no_module_imports_keras_when_it_is_imported(folder: str) -> None:
    assert violations(folder, {"keras", "tensorflow"}, only_top_level=True) == []


def test_importing_the_library_imports_no_keras() -> None:
    program = "\n".join(
        [
            "import sys",
            *(f"import {name}" for name in CHEAP),
            "import model_codegen as mc",
            "for name in mc.__all__: getattr(mc, name)",
            "mc.dumps(mc.gallery.load(mc.gallery.names()[0]))",
            "heavy = {'keras', 'tensorflow', 'streamlit'} & set(sys.modules)",
            "assert not heavy, heavy",
        ]
    )
    run(program)


def test_importing_the_core_of_the_app_imports_no_streamlit() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "app" / "core").rglob("*.py"))
        if path.stem != ENV
    ]
    run(
        "\n".join(
            [
                "import importlib, sys",
                f"for name in {modules!r}:",
                "    importlib.import_module(name)",
                "heavy = {'streamlit', 'streamlit_agraph', 'keras'} & set(sys.modules)",
                "assert not heavy, heavy",
            ]
        )
    )


def test_the_web_process_imports_no_dask() -> None:
    """The bridge to a cluster does, in a process of its own."""
    run(
        "import sys, app.core.services, app.core.cluster.run_engine\n"
        "heavy = {'dask', 'distributed', 'tornado'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )


def test_importing_the_app_imports_no_keras() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "app").rglob("*.py"))
        if path.stem not in {"__init__", "main", ENV}
    ]
    run(
        "\n".join(
            [
                "import contextlib, importlib, sys",
                "from streamlit.errors import StreamlitAPIException",
                f"for name in {modules!r}:",
                "    # Pages mount components as they are imported, which only a server can.",
                "    with contextlib.suppress(StreamlitAPIException):",
                "        importlib.import_module(name)",
                "heavy = {'keras', 'tensorflow'} & set(sys.modules)",
                "assert not heavy, heavy",
                "assert 'app.core.services' in sys.modules",
            ]
        )
    )


def run(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
