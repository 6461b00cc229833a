"""The notebook is the script, cut into cells."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import nbformat
import pytest

from model_codegen import gallery
from model_codegen.emitters import emit, emit_notebook
from model_codegen.emitters.training.notebook import notebook
from tests.emitters.training.running import CLASSES, A, silent, two_headed

pytestmark = pytest.mark.keras


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # numpy, of TensorFlow's variables
def test_its_cells_run_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    text = emit_notebook(two_headed(A, {"a": CLASSES}), "functional")
    found = nbformat.reads(text, as_version=4)
    nbformat.validate(found)
    names: dict[str, object] = {"__name__": "__main__"}
    with silent():
        for cell in found.cells:
            if cell.cell_type == "code":
                exec(cell.source, names)
    assert {path.name for path in tmp_path.iterdir()} == {"model.keras", "history.png"}


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_it_has_every_statement_of_the_script(style: str) -> None:
    design = gallery.load("residual_blocks")
    script = emit(design, style, with_training=True, fold=True).text
    cells = json.loads(emit_notebook(design, style, fold=True))["cells"]
    code = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    there = [ast.dump(node) for node in ast.parse(code).body]
    wanted = ast.parse(script).body
    main = next(n for n in wanted if isinstance(n, ast.FunctionDef) and n.name == "main")
    kept = [n for n in wanted if n is not main and not isinstance(n, ast.If)]
    assert sorted(there) == sorted(map(ast.dump, [*kept, *main.body]))


def test_a_title_is_no_markup() -> None:
    text = notebook(
        emit(two_headed(A, {"a": CLASSES}), "functional", with_training=True).text, "<b>*x*\n# y"
    )
    assert json.loads(text)["cells"][0]["source"][0] == r"# \<b\>\*x\* \# y" + "\n"
