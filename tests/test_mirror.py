"""Tests mirror sources: every module is imported by a test, or has a test file of its name.

`THROUGH` lists the modules that are tested through others, with the reason for each folder. The
list only gets shorter: a module that has tests of its own by now must be taken off it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
DATA = {"snapshots", "scripts", "tutorials", "node_modules"}


class Exempt(NamedTuple):
    """Modules of one folder that no test imports.

    Attributes:
        reason: What tests them instead.
        modules: Their names, separated by white space.
    """

    reason: str
    modules: str


THROUGH: dict[str, Exempt] = {
    "app.core.lessons": Exempt(
        "What lessons are made of and what is said of wrong ones: test_lesson_file.py.",
        "lesson_reader notebook_helpers schema_words",
    ),
    "app.lessons": Exempt(
        "Commands are run as a teacher does: tests/app/lessons/test_main.py.",
        "commands",
    ),
    "app.core.lessons.predicates": Exempt(
        "Each is asked of designs of the gallery: test_predicates.py, test_check_reading.py.",
        "blocks chain combining ends layer_settings layers precision predicate sameness "
        "selection wiring",
    ),
    "app.ui": Exempt(
        "Pages need a running Streamlit: tests/app/test_page.py and tests/e2e look at them.",
        "designs_page error_boundary history node_card zoomable_picture",
    ),
    "app.ui.panels": Exempt(
        "Panels need a running Streamlit: tests/app/test_page.py and tests/e2e look at them.",
        "canvas plot problems summary values",
    ),
    "app.ui.learn": Exempt(
        "Pages need a running Streamlit: test_learn_page.py and tests/e2e/test_learn.py use them.",
        "joining learner lesson_keys lesson_view overview stage teaching",
    ),
    "app.core.store": Exempt(
        "Commands are run as an operator does: test_commands.py.",
        "__main__",
    ),
    "app.ui.forms": Exempt(
        "What forms are made of, as Streamlit runs them: test_object_form.py, test_train.py.",
        "argument_form",
    ),
    "app.ui.train": Exempt(
        "Parts of sections that Streamlit runs: test_train.py opens each of them.",
        "augmentation data_look heads run_pair section stages steps wiring",
    ),
    "components": Exempt(
        "A component needs a running Streamlit: tests/e2e use each of them in a browser. "
        "Modules of messages are listed in schema.py, and test_schema.py goes through that list.",
        "code_view cost_protocol design_grid document_protocol graph_picture model_canvas payload "
        "problem_list protocol_fields source_protocol status_protocol tensor_values topology_view "
        "training_curves",
    ),
    "model_codegen.catalogue.facts": Exempt(
        "Facts are checked on Keras itself: test_working_entries.py, emitters/test_every_entry.py.",
        "argument_help common_schemas layer_arguments op_arguments",
    ),
    "model_codegen.cli": Exempt(
        "Commands are run as a user does: tests/cli/test_cli.py.",
        "commands",
    ),
    "model_codegen.emitters": Exempt(
        "What is written is compared with golden files: tests/emitters/test_law.py.",
        "call_text dtype_conversions freezing plan",
    ),
    "model_codegen.emitters.folding": Exempt(
        "What is folded is compared with golden files and models: test_folding.py.",
        "call_order lowering",
    ),
    "model_codegen.emitters.folding.search": Exempt(
        "What is found is compared with golden files and models: test_folding.py.",
        "argument_columns common_parts conditions folding function_candidates "
        "function_uses name_columns name_likeness repeats variants",
    ),
    "model_codegen.emitters.folding.text": Exempt(
        "What is folded is compared with golden files and models: test_folding.py.",
        "call_expressions folded_statements graph_body layer_lists statement_parts",
    ),
    "model_codegen.emitters.folding.wording": Exempt(
        "Names are compared with golden files: test_folding.py.",
        "function_titles parameter_names result_variables",
    ),
    "model_codegen.emitters.training": Exempt(
        "What is written is compared with golden files and run: test_script.py.",
        "compile_part fit_part main_part recipe samples",
    ),
    "model_codegen.emitters.training.data": Exempt(
        "What is loaded is compared with what the library prepares: test_load_data.py.",
        "dataset_text random_data",
    ),
    "model_codegen.emitters.training.loops": Exempt(
        "Loops are run beside fit: test_tensorflow_loop.py; on JAX and PyTorch: fidelity/loops.py.",
        "common head_lines",
    ),
    "model_codegen.emitters.naming": Exempt(
        "Names are compared with golden files: tests/emitters/test_law.py.",
        "tensor_variables",
    ),
    "model_codegen.emitters.styles": Exempt(
        "Every style is held to the law: tests/emitters/test_law.py.",
        "model_class model_function script sequential shared_making style subclass",
    ),
    "model_codegen.importers": Exempt(
        "The reader as a whole: tests/importers/source.",
        "source",
    ),
    "model_codegen.importers.saved": Exempt(
        "They read what Keras writes and wrote: ../test_law.py, test_saved_files, test_old_files.",
        "model_graphs serialized_models",
    ),
    "model_codegen.importers.source": Exempt(
        "The reader is held to texts that Keras runs: test_source.py, test_tutorials.py.",
        "position program",
    ),
    "model_codegen.importers.source.training": Exempt(
        "What texts say of training is compared as a whole: test_training_reading.py.",
        "head_reading held_values stage_reading",
    ),
    "model_codegen.importers.source.drawing": Exempt(
        "The reader is held to texts that Keras runs: test_source.py, test_tutorials.py.",
        "design_drawing graph_drawing tensor_shapes",
    ),
    "model_codegen.importers.source.interpreter": Exempt(
        "It is for subclass sources that cast their inputs, which test_law.py reads back.",
        "input_conversions",
    ),
    "model_codegen.importers.source.keras": Exempt(
        "The reader is held to texts that Keras runs: test_source.py, test_tutorials.py.",
        "application_attributes inner_names opened_applications placeholders "
        "shape_helpers tensorflow_calls traced_graphs tracing",
    ),
    "model_codegen.importers.source.libraries": Exempt(
        "The reader is held to texts as people write them: test_pasted.py.",
        "library_calls standard_library",
    ),
    "model_codegen.importers.source.python": Exempt(
        "The reader is held to texts that Python runs: test_pasted.py, test_source.py.",
        "text_functions",
    ),
    "model_codegen.importers.source.result": Exempt(
        "What is made of a reading: test_offers.py and test_source.py.",
        "model_choice uncalled_models",
    ),
}


def name(path: Path) -> str:
    """The dotted name of a module; a package's is that of its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def says_something(path: Path) -> bool:
    """Whether a module has more than a docstring."""
    return any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text("utf-8")).body)


@cache
def modules() -> frozenset[str]:
    """The modules that need tests."""
    found = [
        *(ROOT / "model_codegen").rglob("*.py"),
        *(ROOT / "app").rglob("*.py"),
        *(ROOT / "components").glob("*.py"),
        *(ROOT / "components").glob("*/__init__.py"),
    ]
    return frozenset(name(path) for path in found if says_something(path))


def files_of_tests() -> Iterator[Path]:
    for path in (ROOT / "tests").rglob("*.py"):
        if not DATA & {*path.parts}:
            yield path


@cache
def covered() -> frozenset[str]:
    """What tests import, and what a test file is named after."""
    found = set()
    for path in files_of_tests():
        parts = path.relative_to(ROOT / "tests").parts
        stem = path.stem.removeprefix("test_")
        inside = [*parts[:-1], stem] if path.stem.startswith("test_") else []
        found |= {".".join(inside), ".".join(["model_codegen", *inside])}
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def exempt() -> set[str]:
    return {
        f"{folder}.{module}" for folder, (_, names) in THROUGH.items() for module in names.split()
    }


def test_every_module_is_imported_by_a_test_or_exempt_for_a_reason() -> None:
    missing = modules() - covered() - exempt()
    assert not missing, f"no test imports {sorted(missing)}: write one, beside its namesakes"


def test_the_exemptions_only_get_fewer() -> None:
    gone = exempt() - modules()
    assert not gone, f"there are no such modules: take {sorted(gone)} off the list"
    has_tests = exempt() & covered()
    assert not has_tests, f"these have tests now: take {sorted(has_tests)} off the list"


def test_every_exemption_has_a_reason() -> None:
    for folder, (reason, names) in THROUGH.items():
        assert reason.endswith("."), folder
        assert names.split() == sorted(set(names.split())), folder


def test_a_module_that_only_has_a_docstring_needs_no_test(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('"""Only this."""\n')
    (tmp_path / "b.py").write_text('"""This."""\n\nVALUE = 1\n')
    assert not says_something(tmp_path / "a.py")
    assert says_something(tmp_path / "b.py")
    assert {"model_codegen.design.graph", "model_codegen", "app.main"} <= modules()
    assert "model_codegen.design" not in modules()
