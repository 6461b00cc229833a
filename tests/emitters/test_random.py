"""Random designs: every style runs, is what the analysis says and computes the same numbers."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from ruff import find_ruff_bin

from model_codegen.analysis import Analysis, analyse
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.errors import NotExpressible
from model_codegen.design.graph import Design, Op
from model_codegen.emitters import emit
from model_codegen.emitters.body import Body
from model_codegen.emitters.collect import collect
from model_codegen.emitters.program import Program
from model_codegen.emitters.styles import STYLES
from model_codegen.execution.build import build, run
from model_codegen.verify.built_layers import layers
from model_codegen.verify.comparison import difference
from model_codegen.verify.prove import prove
from model_codegen.verify.random_input import sample
from tests import strategies

pytestmark = [
    pytest.mark.keras,
    pytest.mark.long(20),
    pytest.mark.timeout(1800),
    # What random graphs do and people should not; Keras tells.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
    pytest.mark.filterwarnings("ignore:You are using a softmax over axis"),
]

BUILT = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
WRITTEN = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def names(body: Body) -> set[str]:
    called = [body.graph.operations[key] for key in body.operations]
    return {operation.name for operation in called if not isinstance(operation, Op)}


def check_names(program: Program, body: Body, model: Any) -> None:
    """Every layer of the design is in the model, by its name and with its weights."""
    found = list(layers(program, body, model))
    inside = model.layers if isinstance(model, keras.Model) else vars(model).values()
    made = [layer for layer in inside if isinstance(layer, keras.Layer)]
    # A model of the functional kind has its inputs among its layers.
    made = [layer for layer in made if not isinstance(layer, keras.layers.InputLayer)]
    assert {layer.name for layer in made} == {path[0] for path, _ in found} <= names(body)
    weights = {id(w): w for _, layer in found for w in layer.weights}
    assert sum(math.prod(w.shape) for w in weights.values()) == model.count_params()


@BUILT
@given(strategies.designs(sharing=True))
def test_all_styles_are_the_same_model(design: Design) -> None:
    analysis = analyse(design)
    report = prove(design, analysis=analysis)
    assert report.agrees, report
    built = {proof.style for proof in report.built}
    assert built >= {"functional", "subclass"}
    assert ("sequential" in built) == (not analysis.chain_reasons)


@BUILT
@given(strategies.designs(sharing=True))
def test_blocks_as_classes_are_the_same_model(design: Design) -> None:
    analysis = analyse(design)
    program = collect(design, analysis)
    values = sample(program, 3, np.random.default_rng(0))
    # The flat model of functions: what it computes, classes do as well.
    model = build(design, analysis=analysis)
    weights = {path: layer.get_weights() for path, layer in layers(program, program.main, model)}
    wanted = keras.tree.flatten(model(values, training=False))
    for style in STYLES:
        if style == "sequential" and analysis.chain_reasons:
            continue
        model = run(emit(design, style, blocks="layer", analysis=analysis).text)
        assert model.count_params() == analysis.total_params
        check_names(program, program.main, model)
        for path, layer in layers(program, program.main, model):
            layer.set_weights(weights[path])
        given = keras.tree.flatten(values) if style == "sequential" else [values]
        outputs = keras.tree.flatten(model(*given, training=False))
        assert {difference(*pair) for pair in zip(wanted, outputs, strict=True)} == {0.0}


def test_source_is_formatted_clean_and_the_same_every_time(tmp_path: Path) -> None:
    texts: set[str] = set()

    @WRITTEN
    @given(strategies.designs(max_calls=20))
    def check(design: Design) -> None:
        analysis = analyse(design)
        for style in ("functional", "subclass"):
            code = emit(design, style, analysis=analysis)
            assert emit(design, style) == code
            texts.add(code.text)

    check()
    assert len(texts) > 20
    # All at once: to start a process for each takes longer than to write them.
    for index, text in enumerate(texts):
        (tmp_path / f"{index}.py").write_text(text, "utf-8")
    for command in (["format", "--diff"], ["check", "--select", "F,E,I", "--ignore", "E501"]):
        done = subprocess.run(
            [find_ruff_bin(), *command, "--isolated", "--no-cache", str(tmp_path)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"


@WRITTEN
@given(strategies.drafts())
def test_a_draft_is_written_or_says_why_not(design: Design) -> None:
    analysis = analyse(design)
    for style in STYLES:
        answer = written(design, style, analysis)
        if analysis.errors:
            assert answer == analysis.errors
        elif style == "sequential" and analysis.chain_reasons:
            assert not isinstance(answer, str)
            assert answer
        else:
            assert isinstance(answer, str), answer
            compile(answer, style, "exec")


def written(design: Design, style: str, analysis: Analysis) -> str | tuple[Diagnostic, ...]:
    try:
        return emit(design, style, analysis=analysis).text
    except NotExpressible as error:
        return error.diagnostics
