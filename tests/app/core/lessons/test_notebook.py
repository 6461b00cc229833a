"""An exercise as a notebook runs where it is right, and ends at the check that does not hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from app.core.lessons import lesson_file
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Lesson
from app.core.lessons.notebook import asks_of_training, expression, notebook
from app.core.lessons.notebook_training import TRAINING_HELPERS
from app.core.tasks import source_tasks
from model_codegen import emitters, gallery
from model_codegen.design.graph import Design
from model_codegen.design.training import Stage
from tests.app.core.lessons.lesson_texts import SHARING, read
from tests.app.core.lessons.predicates.asking import analysed, check, facts_of
from tests.app.designs import dense

COURSE = Path(__file__).parents[4] / "lessons"


def lesson(*checks: str) -> Lesson:
    """The small lesson, with other checks."""
    listed = "\n".join(f"  - {each}" for each in checks)
    found = read(SHARING.replace("  - parameters: 217_537", listed) if checks else SHARING)
    assert found.lesson is not None, found.errors
    return found.lesson


def written(source: str, facts: Facts, *checks: str) -> Any:
    """The notebook, as Jupyter reads it."""
    of = lesson(*checks)
    found = nbformat.reads(notebook(of, of.exercises[0], source, facts), as_version=4)
    nbformat.validate(found)
    return found


def run(name: str, *checks: str) -> None:
    """Run all cells of code for a design of the gallery."""
    design = gallery.load(name)
    source = emitters.emit(design, "functional").text
    execute(written(source, analysed(name), *checks))


def execute(found: Any) -> None:
    """Run the cells of code from top to bottom, as a kernel does."""
    scope: dict[str, Any] = {"__name__": "__main__"}
    for cell in found.cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), scope)


class _Counted:
    """Stands for a model of so many parameters."""

    def __init__(self, count: int) -> None:
        self._count = count

    def count_params(self) -> int:
        return self._count


SOURCE = (
    "import keras\n\n\ndef build_model():\n    return 1\n\n\nif __name__ == '__main__':\n    x\n"
)


def test_a_notebook_has_the_task_hints_source_and_checks() -> None:
    empty = {"graphs": {"main": {"total_params": 0, "unused": []}}, "diagnostics": []}
    found = written(SOURCE, Facts(dense(1), empty))
    by_id = {cell.id: cell.source for cell in found.cells}
    assert by_id["task"].startswith("# Sharing against copying\n\n**Let both pictures go through")
    assert by_id["model"] == "import keras\n\n\ndef build_model():\n    return 1"
    assert "model = build_model()" in by_id["build"]
    assert by_id["hints"].count("<details>") == 2
    assert by_id["checks"].startswith("assert model.count_params() == 217_537, 'The model has")
    assert "untold" not in by_id
    assert TRAINING_HELPERS not in by_id["checks-helpers"]


def test_what_asks_how_a_model_is_trained_stands_where_that_is_asked() -> None:
    empty = {"graphs": {"main": {"total_params": 0, "unused": []}}, "diagnostics": []}
    found = written(SOURCE, Facts(dense(1), empty), "parameters: 3", "training: {epochs: 5}")
    by_id = {cell.id: cell.source for cell in found.cells}
    assert TRAINING_HELPERS.strip() in by_id["checks-helpers"]
    first, second, third, _ = by_id["checks"].splitlines()
    assert first.startswith("assert model.count_params() == 3,")
    assert second == "trains = how_it_trains()"
    assert third.startswith("assert trains.epochs == 5, ")


def test_source_that_builds_nothing_yet_is_a_cell_all_the_same() -> None:
    empty = {"graphs": {"main": {"total_params": 0, "unused": []}}, "diagnostics": []}
    found = written("import keras\n", Facts(dense(1), empty))
    assert "build" not in [cell.id for cell in found.cells]


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("not: {parameters: 3}", "not (model.count_params() == 3)"),
        (
            "any: [{parameters: 3}, {inputs: {count: 1}}]",
            "(model.count_params() == 3) or (len(model.inputs) == 1)",
        ),
        (
            "all: [{parameters: 3}, {not: {parameters: 4}}]",
            "(model.count_params() == 3) and (not (model.count_params() == 4))",
        ),
        ("any: [{parameters: 3}, {block: {instances: 2}}]", ""),
        ("longest_chain: {at_most: 4}", "longest_chain(model) <= 4"),
        ("sequential: accepted", "not why_no_chain(model)"),
        ("sequential: {refused: [merge, function]}", ""),
        ("wire: {from: a, to: Dense}", "feeds(model, 'a', 'Dense')"),
        ("path: {from: a, to: Add, past: b}", "reaches(model, 'a', 'Add', past='b')"),
        ("merges: {class: Add, of: [a, 'b*']}", "merges(model, 'Add', 'a', 'b*')"),
        ("has: [Dense, add]", ""),
        ("trained: {metric: loss, at_most: 1}", ""),
        (
            "training: {optimizer: SGD, learning_rate: 0.1, epochs: {at_least: 5}, loop: custom}",
            "(is_a(trains.compiled['optimizer'], 'SGD', learning_rate=0.1))"
            " and (5 <= trains.epochs) and (trains.is_custom)",
        ),
        ("training: {loss_weight: {kind: 0.3}}", "has_weight(trains, 'kind', 0.3)"),
        ("training: {optimizer: Adam, data: digits}", ""),
        ("training: {stages: 1}", ""),
        (
            "callback: {class: EarlyStopping, monitor: 'val_*', patience: {at_least: 3}}",
            "has_callback(trains, 'EarlyStopping', monitor='val_*',"
            " patience=lambda number: 3 <= number)",
        ),
        (
            "stage: {number: 2, free: 'base*', learning_rate: {at_most: 0.001}}",
            "(is_in_stage(trains, 2, 'base*', True))"
            " and (has_rate(trains, 2, lambda number: number <= 0.001))",
        ),
        ("no_diagnostic: logits-mismatch", "losses_fit(trains)"),
        ("no_diagnostic: loss-mismatch", ""),
        ('layers: {like: "a\'b"}', """1 <= len(layers_of(model, "a'b", None))"""),
    ],
)
def test_checks_are_expressions_where_keras_can_tell(text: str, python: str) -> None:
    assert expression(check(text)) == python


SIAMESE = (
    "parameters: 217_537",
    'calls: {layer: "dense*", times: 2}',
    "calls: {class: Dense, times: 2, count: 2}",
    "layers: {class: Dense, count: 3}",
    "has: [Concatenate]",
    "inputs: [[null, 784], [null, 784]]",
    'outputs: {count: 1, names: ["same*"]}',
    "dtype_policy: float32",
    "trainable_parameters: {at_least: 217_537}",
    "output: {shape: [null, 1], dtype: float32, activation: sigmoid}",
    "config: {layer: dense, units: 256, activation: relu}",
    "trainable: {layer: dense, is: true}",
    "dtype: {layer: same_digit, is: float32}",
    "sequential: {refused: [inputs, merge, shared]}",
    "wire: {from: dense, to: dense_1}",
    "not: {wire: {from: dense, to: Concatenate}}",
    "path: {from: left, to: same_digit}",
    "path: {from: Input, to: Dense}",
    "not: {path: {from: left, to: same_digit, past: Concatenate}}",
    "longest_chain: 3",
    "merges: {class: Concatenate, of: [dense_1, dense_1]}",
    "not: {merges: {class: Concatenate, of: [dense_1, right]}}",
)


@pytest.mark.keras
def test_notebooks_run_in_one_kernel_and_end_at_what_is_wrong() -> None:
    run("siamese_comparator", *SIAMESE)
    with pytest.raises(AssertionError, match="The model has 217,537 parameters"):
        run("siamese_copied", *SIAMESE)
    with pytest.raises(AssertionError, match="called twice each"):
        run("siamese_copied", *SIAMESE[1:])
    run(
        "residual_blocks",
        "calls: {layer: Add, times: 1}",
        "layers: {like: 'residual_block_*/add*', count: 2}",
        "lacks: [Conv2D]",
        "not: {layers: {class: Dense, count: 3}}",
        "sequential: accepted",
        "merges: {class: Add, of: ['dense*', '*']}",
    )


@pytest.mark.keras
@pytest.mark.parametrize(
    ("folder", "exercise", "wrong"),
    [
        ("04-chain-or-topology", "break-it", "chain.json"),
        ("04-chain-or-topology", "longest-chain", "branches_four.json"),
        ("06-sharing-and-copying", "", ""),
        ("09-dtype-policy", "mixed", "only_head.json"),
        ("13-losses-per-head", "logits", ""),
        ("14-callbacks-and-curves", "something-to-watch", ""),
        ("15-a-loop-of-your-own", "clip", ""),
        ("16-an-add-that-does-not-fit", "", ""),
    ],
)
def test_exercises_of_the_course_run_as_notebooks(folder: str, exercise: str, wrong: str) -> None:
    of = lesson_file.load(COURSE / folder)
    chosen = next(each for each in of.exercises if exercise in ("", each.id))
    for file, fits in ((chosen.solution, True), (wrong or chosen.wrong[0].file, False)):
        design = of.designs[file]
        asks = asks_of_training(chosen)
        source = source_tasks.emit(design, "functional", False, asks)["text"]
        text = notebook(of, chosen, source, facts_of(design))
        found = nbformat.reads(text, as_version=4)
        if fits:
            execute(found)
        else:
            # Of a design with errors Keras itself says why; of another, the assertion.
            with pytest.raises((AssertionError, ValueError)):
                execute(found)


@pytest.mark.keras
def test_how_a_model_is_trained_is_asserted_without_training_it() -> None:
    files = lesson_file.load(COURSE / "14-callbacks-and-curves").designs
    design = files["seeing.json"]
    assert design.training is not None
    stages = (
        Stage("head", 3, {"dense": False}),
        Stage("all", 2, {"dense": True}, learning_rate=0.0001),
    )
    staged = replace(design, training=replace(design.training, stages=stages))
    asked = (
        "training: {stages: 2, epochs: 5, batch_size: 32, metrics: [SparseCategoricalAccuracy]}",
        "training: {optimizer: adam, loop: fit, loss: {'*': SparseCategoricalCrossentropy}}",
        "stage: {number: 1, frozen: dense, learning_rate: {at_least: 0.001}}",
        "no_diagnostic: unknown-monitor",
    )
    last = "stage: {number: 2, free: Dense, learning_rate: {at_most: %s}}"

    def trained(design: Design, *checks: str) -> None:
        source = source_tasks.emit(design, "functional", False, True)["text"]
        execute(written(source, facts_of(design), *checks))

    trained(staged, *asked, last % 0.0001)
    with pytest.raises(AssertionError, match="Stage 2 has"):
        trained(staged, *asked, last % 0.00001)
    with pytest.raises(AssertionError, match="Nothing trains"):
        trained(replace(design, training=None), *asked)


def test_an_exercise_about_an_error_builds_nothing() -> None:
    empty = {"graphs": {"main": {"total_params": 0, "unused": []}}, "diagnostics": []}
    found = written(SOURCE, Facts(dense(1), empty), "diagnostic: cycle", "parameters: 3")
    by_id = {cell.id: cell.source for cell in found.cells}
    assert not {"build", "checks", "checks-helpers"} & by_id.keys()
    assert by_id["untold"].endswith("- The model has 3 parameters.")


def test_what_the_page_leaves_unsaid_is_checked_and_not_listed() -> None:
    """It would give the answer away."""
    empty = {"graphs": {"main": {"total_params": 3, "unused": []}}, "diagnostics": []}
    checks = ("parameters: 3", "unsaid: [{parameters: 4}]", "unsaid: [{diagnostic: cycle}]")
    found = written(SOURCE, Facts(dense(1), empty), "parameters: 3", checks[1])
    by_id = {cell.id: cell.source for cell in found.cells}
    assert "4" not in by_id["checks"]
    assert "untold" not in by_id
    _, name, body = by_id["checks-helpers"].partition("def is_as_meant")
    for count, said in ((3, "not yet what the task means"), (4, "The model has 3 parameters")):
        scope = {"model": _Counted(count)}
        with pytest.raises(AssertionError, match=said):
            exec(f"{name}{body}\n{by_id['checks']}", scope)
    of_errors = {cell.id for cell in written(SOURCE, Facts(dense(1), empty), *checks).cells}
    assert "untold" in of_errors
    assert "checks" not in of_errors


@pytest.mark.keras
def test_what_only_the_drawing_tells_is_said_in_words() -> None:
    source = emitters.emit(gallery.load("siamese_comparator"), "functional").text
    found = written(source, analysed("siamese_comparator"), "sequential: {refused: [function]}")
    by_id = {cell.id: cell.source for cell in found.cells}
    assert by_id["untold"].endswith("- Sequential cannot hold the model, for `function`.")
    assert "checks" not in by_id
