"""Checks of lessons: what the web process needs for one, and an edit until its verdict."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.core.lessons import check_reading, lesson_file, yaml_text
from app.core.lessons.checking import check
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Check, Exercise
from bench import designs
from bench.builds import ROOT
from bench.measure import Row, milliseconds
from model_codegen import catalogue
from model_codegen.analysis import DesignAnalyser
from model_codegen.analysis.analysis_json import AnalysisWriter
from model_codegen.design.fileformat.serialization import dumps, loads
from model_codegen.design.graph import Design, Layer
from model_codegen.keras_bridge.keras_import import import_keras

NODES = 200

REPEATS = 21

CHECK_BUDGET = 5.0

EDIT_BUDGET = 100.0

ASKED = """\
- parameters: {at_least: 1_000}
- layers: {class: Dense, count: {at_least: 100}}
- calls: {layer: "dense*", times: 1}
- has: [Dense, Add]
- inputs: [[null, 32]]
- output: {activation: relu}
- config: {layer: Dense, activation: relu}
- path: {from: input, to: "add*"}
- merges: {class: Add, of: [input, "dense*"]}
- trainable: {layer: "*", is: true}
- dtype: {layer: Dense, is: float32}
- sequential: {refused: [branch, merge]}
- longest_chain: {at_least: 3}
"""
"""Of nearly every kind at once: an exercise has two or three."""

_SAME = "- same_model_as: target.json\n"


def rows() -> Iterator[Row]:
    """Measure one row after the other."""
    import_keras()
    design = designs.stack_with_head(NODES)
    analyser, writer = DesignAnalyser(), AnalysisWriter()
    known = catalogue.load()
    # Another object for every layer, as it is where a learner has drawn what is asked for.
    other = loads(dumps(design))

    def facts(design: Design) -> Facts:
        return Facts(design, writer.to_json(analyser.analyse(design)), catalogue=known)

    result = facts(design).result
    few = ASKED.splitlines(keepends=True)
    for title, text, budget in (
        ("three questions", "".join(few[:3]), CHECK_BUDGET),
        ("13 questions", ASKED, None),
        ("whether it is the same model", _SAME, CHECK_BUDGET),
    ):
        exercise = _exercise(text, other)

        def ask(exercise: Exercise = exercise) -> None:
            check(exercise, Facts(design, result, catalogue=known))

        took = milliseconds(ask, REPEATS)
        yield Row(f"check of {NODES} nodes, {title}", took, "ms", budget)

    exercise = _exercise(ASKED, other)
    units = itertools.count(50)

    def edit() -> None:
        head = Layer("keras.layers.Dense", "head", {"units": next(units)})
        main = replace(design.main, operations={**design.main.operations, "head": head})
        check(exercise, facts(replace(design, main=main)))

    edit()
    took = milliseconds(edit, REPEATS)
    note = "without the way through processes: `gestures` has it"
    yield Row("from an edit to its verdict", took, "ms", EDIT_BUDGET, note=note)
    folders = sorted(path for path in (ROOT / "lessons").glob("*") if path.is_dir())
    if folders:
        yield Row("reading a lesson with its designs", _reading(folders), "ms")


def _reading(folders: list[Path]) -> float:
    whole = milliseconds(lambda: [lesson_file.read(path) for path in folders], 3)
    return whole / len(folders)


def _exercise(text: str, target: Design) -> Exercise:
    said = yaml_text.read(text, "bench", 1)
    asked: tuple[Check, ...]
    asked, wrong = check_reading.read(said.value, (), said)
    assert not wrong, wrong
    return Exercise("e", "bench/e", "Do it.", asked, ("", ""), designs={"target.json": target})
