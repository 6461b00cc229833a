"""The law of every emitter, for every design of the gallery and every draft, in every style."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from ruff import find_ruff_bin

from model_codegen import gallery
from model_codegen.analysis import Analysis, analyse
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import NotExpressible
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, Op, SubModel
from model_codegen.design.traversal import is_application, is_input
from model_codegen.emitters import emit
from model_codegen.emitters.body import Body
from model_codegen.emitters.collect import collect
from model_codegen.emitters.generated_code import GeneratedCode
from model_codegen.emitters.program import Program
from model_codegen.emitters.styles import STYLES
from model_codegen.verify.prove import prove
from tests.emitters import drafts
from tests.emitters.conftest import Fresh
from tests.emitters.mentions import check_lines

# Hundreds of models are built here; a busy machine takes its time.
pytestmark = [pytest.mark.keras, pytest.mark.long(50), pytest.mark.timeout(1800)]

SNAPSHOTS = Path(__file__).parent / "snapshots"

DESIGNS: Mapping[str, Design] = {name: gallery.load(name) for name in gallery.names()} | {
    name: make() for name, make in drafts.ALL.items()
}

KINDS = (*STYLES, "functional.layer", "sequential.layer")
"""The styles; with `.layer`, definitions are classes."""

WARNINGS = {
    # A nested functional model hands masks on, says Keras' documentation; it warns all the same.
    "masked_block": "Layer 'reader' .of type Functional. was passed an input with a mask",
    # numpy 2 tells this to TensorFlow while a model is saved.
    "": "__array__ implementation doesn't accept a copy keyword",
}


def write(name: str, style: str) -> GeneratedCode | None:
    """The source of a design; None if the style cannot express it or says the same as another."""
    design = DESIGNS[name]
    base, _, layer = style.partition(".")
    if layer and not design.models:
        return None
    try:
        blocks: Literal["layer", "function"] = "layer" if layer else "function"
        return emit(design, base, blocks=blocks, analysis=analysis_of(name))
    except NotExpressible:
        return None


@pytest.fixture(scope="module")
def codes() -> dict[str, GeneratedCode]:
    """Every source by `design.style`."""
    found = {f"{name}.{style}": write(name, style) for name in DESIGNS for style in KINDS}
    return {key: code for key, code in found.items() if code is not None}


@pytest.fixture(scope="module")
def answers(codes: dict[str, GeneratedCode], fresh: Fresh) -> dict[str, Any]:
    """What each source does in an interpreter that knows nothing of this project."""
    jobs = {
        key: {
            "source": code.text,
            "names": names_of(key),
            "loads": key not in REFUSED_BY_KERAS | SAVED_BY_OTHERS,
            "warnings": [WARNINGS[""], WARNINGS.get(key.partition(".")[0], WARNINGS[""])],
        }
        for key, code in codes.items()
    }
    return fresh(jobs)


@cache
def analysis_of(name: str) -> Analysis:
    return analyse(DESIGNS[name])


@cache
def program_of(name: str) -> Program:
    return collect(DESIGNS[name], analysis_of(name))


def program(key: str) -> Program:
    """What a source was written of; that of all sources of a design."""
    return program_of(key.partition(".")[0])


def names_of(key: str) -> dict[str, Any]:
    """The names that a source's design has, as a tree."""
    found = program(key)
    return names(found, found.main, classes=key.endswith((".layer", ".subclass")))


def names(program: Program, body: Body, *, classes: bool) -> dict[str, Any]:
    """The names in a graph; a class also keeps what it hands on."""
    found: dict[str, Any] = {}
    for operation_id in body.operations:
        operation = body.graph.operations[operation_id]
        if isinstance(operation, SubModel):
            inner = program.definitions[operation.model]
            found[operation.name] = names(program, inner, classes=classes)
        elif not isinstance(operation, Op):
            found[operation.name] = None
    if classes and body is not program.main:
        for operation_id in program.shared.needs[body.graph_id]:
            found.setdefault(getattr(program.design.operations[operation_id], "name", ""), None)
    return found


def test_the_text_is_the_golden_file(codes: dict[str, GeneratedCode]) -> None:
    if os.environ.get("UPDATE_SNAPSHOTS"):
        for old in SNAPSHOTS.glob("*.py"):
            old.unlink()
        for key, code in codes.items():
            (SNAPSHOTS / f"{key}.py").write_text(code.text, "utf-8")
    stored = {path.stem: path.read_text("utf-8") for path in SNAPSHOTS.glob("*.py")}
    assert {key: code.text for key, code in codes.items()} == stored


def test_every_gallery_design_has_functional_and_subclass_source(
    codes: dict[str, GeneratedCode],
) -> None:
    for name in DESIGNS:
        assert {f"{name}.functional", f"{name}.subclass"} <= codes.keys()


def test_a_sequential_exists_exactly_where_the_graph_is_a_chain(
    codes: dict[str, GeneratedCode],
) -> None:
    for name in DESIGNS:
        assert (f"{name}.sequential" in codes) == (not analysis_of(name).chain_reasons), name


@pytest.mark.parametrize(
    "command",
    [
        ["format", "--isolated", "--diff"],
        ["check", "--isolated", "--no-cache"],
        ["check", "--isolated", "--no-cache", "--select", "F,E,I"],
    ],
)
def test_ruff_has_nothing_to_say(
    codes: dict[str, GeneratedCode], command: list[str], tmp_path: Path
) -> None:
    for key, code in codes.items():
        (tmp_path / f"{key}.py").write_text(code.text, "utf-8")
    done = subprocess.run(
        [find_ruff_bin(), *command, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_it_runs_in_a_fresh_interpreter_and_is_what_the_analysis_says(
    answers: dict[str, Any],
) -> None:
    for key, answer in answers.items():
        assert "error" not in answer, f"{key}\n{answer.get('error')}"
        analysis = analysis_of(key.partition(".")[0])
        assert answer["params"] == analysis.total_params, key
        assert answer["trainable"] == analysis.trainable_params, key
        assert f"{analysis.total_params:,}" in answer["summary"], key


def test_layers_have_the_names_of_the_design(answers: dict[str, Any]) -> None:
    for key, answer in answers.items():
        assert answer["names"] == names_of(key), key
        assert answer["name"] == program(key).main.graph.name, key


def test_the_model_is_of_the_class_that_the_style_promises(answers: dict[str, Any]) -> None:
    promised = {"functional": "Functional", "sequential": "Sequential", "subclass": "Model"}
    for key, answer in answers.items():
        style = key.split(".")[1]
        assert promised[style] in answer["class"], key
        assert (answer["class"][0] in promised.values()) == (style != "subclass"), key


def test_classes_survive_saving_and_loading(answers: dict[str, Any]) -> None:
    loaded = {key: answer["loaded"] for key, answer in answers.items() if answer["loaded"]}
    assert loaded.keys() >= {f"{name}.subclass" for name in DESIGNS} - SAVED_BY_OTHERS
    for key, kept in loaded.items():
        forgotten = {name for name, is_kept in kept.items() if not is_kept}
        assert forgotten == ({"trainable"} if key in FORGOTTEN_BY_KERAS else set()), key


FORGOTTEN_BY_KERAS = {"frozen.functional.layer"}
"""A functional model in which `MultiHeadAttention` itself is frozen: Keras makes it anew with
`trainable=False`, which does not reach the layers that it makes inside."""

REFUSED_BY_KERAS = {
    "shared_across.functional.layer",
    "shared_arguments.functional.layer",
    "shared_frozen.functional.layer",
    "shared_frozen.sequential.layer",
}
"""Saved by Functional models, what is shared across borders comes back as copies, whose weights
are not in the file."""


SAVED_BY_OTHERS = {"frozen_base.subclass", "transfer_mobilenet.subclass"}
"""What these would show when they are loaded, `fine_tuning.subclass` shows, whose models of
`keras.applications` are smaller."""


LONG = {"sentiment_bilstm": 8}
"""How many steps of a sequence a proof takes, of designs that are slow with their own."""


def shortened(design: Design, steps: int) -> Design:
    """A design of one sequence, which is made so long."""
    graph = design.main
    (node_id,) = (node_id for node_id in graph.nodes if is_input(graph, node_id))
    key = graph.nodes[node_id].operation
    operations = {**graph.operations, key: Layer(INPUT_CLASS, key, {"shape": [steps]})}
    return replace(design, main=replace(graph, operations=operations))


@pytest.mark.filterwarnings(f"ignore:{WARNINGS['masked_block']}")
@pytest.mark.parametrize("name", DESIGNS)
def test_all_styles_compute_the_same_numbers(name: str) -> None:
    design, analysis = DESIGNS[name], None
    if name in LONG:
        design = shortened(design, LONG[name])
    else:
        analysis = analysis_of(name)
    report = prove(design, analysis=analysis)
    assert report.agrees, report
    assert all(proof.values for proof in report.built)
    fetched = [
        operation.name
        for graph in (design.main, *design.models.values())
        for operation in graph.operations.values()
        if is_application(operation) and operation.config.get("weights", "imagenet")
    ]
    assert bool(report.remark) == bool(fetched)


def test_every_call_that_is_written_has_its_lines(codes: dict[str, GeneratedCode]) -> None:
    for key, code in codes.items():
        for body in program(key).bodies():
            found = code.block_lines[body.graph_id]
            assert found.keys() == {*body.inputs, *body.calls}, key
            for node_id, ranges in found.items():
                check_lines(body, node_id, ranges, code.text)
        assert code.lines is code.block_lines[MAIN]
