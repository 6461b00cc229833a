"""Proofs: that they prove something, and tell when there is nothing to prove."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

import keras
import numpy as np
import pytest

import model_codegen
from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import BuildError, NotExpressible
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel, TensorRef
from model_codegen.emitters import GeneratedCode
from model_codegen.emitters.collect import collect
from model_codegen.emitters.emission import Emission
from model_codegen.execution.build import run
from model_codegen.verify.prove import prove
from model_codegen.verify.random_input import sample
from model_codegen.verify.report import Report
from tests import drafting
from tests.custom import sampler
from tests.emitters import block_drafts, drafts
from tests.emitters.counting import counted
from tests.emitters.draft import Draft, cell
from tests.repeats import drawing

pytestmark = pytest.mark.keras


def test_the_public_name_is_the_function() -> None:
    assert model_codegen.prove is prove


def test_a_chain_is_the_same_in_three_styles() -> None:
    told: list[str] = []
    report = prove(gallery.load("mlp"), progress=told.append)
    assert told == ["Building functional", "Building subclass", "Building sequential"]
    assert [proof.style for proof in report.built] == ["functional", "subclass", "sequential"]
    assert report.agrees
    assert str(report) == (
        "Functional = Subclass = Sequential, largest difference 0.0 over 20 values"
    )
    for proof in report.styles:
        assert (proof.params, proof.trainable_params) == (218_058, 218_058)
        assert [(spec.shape, spec.dtype) for spec in proof.outputs] == [((2, 10), "float32")]
        assert proof.expressible
        assert proof.values == 20
        assert proof.seconds > 0
    assert report.peak_memory is None or report.peak_memory > 2**20


def test_a_style_that_does_not_exist_has_its_reasons() -> None:
    design = gallery.load("two_headed_mlp")
    report = prove(design)
    assert [proof.style for proof in report.built] == ["functional", "subclass"]
    sequential = report.styles[-1]
    assert not sequential.expressible
    assert sequential.reasons == analyse(design).chain_reasons
    assert report.agrees


def test_folded_source_is_built_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    design = gallery.load("batch_norm_stack")
    report = prove(design)
    assert [proof.folds for proof in report.styles] == [True, True, False]
    assert report.agrees
    assert str(report).startswith("Functional, flat and folded = Subclass, flat and folded = Seq")

    class Wrong(Emission):
        @cached_property
        def folded(self) -> GeneratedCode:
            code = super().folded
            return replace(code, text=code.text.replace("relu", "tanh"))

    monkeypatch.setattr(sys.modules[prove.__module__], "Emission", Wrong)
    report = prove(design)
    assert not report.agrees
    assert report.styles[0].difference > 1e-6


@pytest.mark.parametrize(("name", "formatted"), [("mlp", 3), ("batch_norm_stack", 5)])
def test_a_design_is_analysed_once_and_each_text_formatted_once(name: str, formatted: int) -> None:
    design = gallery.load(name)
    with counted() as counts:
        prove(design)
    assert counts == {"analysed": 1, "formatted": formatted}
    analysis = analyse(design)
    with counted() as counts:
        prove(design, analysis=analysis)
    assert counts == {"formatted": formatted}


@pytest.mark.parametrize(("length", "graph"), [(64, False), (65, True)])
def test_only_a_long_sequence_is_worth_a_graph(
    length: int, graph: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[prove.__module__]
    real, compiled = module.train, []

    def train(*args: Any, **given: Any) -> Any:
        compiled.append(given["compiled"])
        return real(*args, **given)

    monkeypatch.setattr(module, "train", train)
    d = Draft("m")
    d.layer("SimpleRNN", "rnn", d.input("x", length, 1), units=1)
    report = prove(d.design("x"))
    assert report.agrees
    assert compiled == [graph] * 3


def test_errors_are_refused() -> None:
    d = Draft("m")
    d.layer("Dense", "dense", d.input("input_layer", 4), units=0)
    with pytest.raises(NotExpressible):
        prove(d.design("input_layer"))


def test_weights_are_held_twice() -> None:
    design = gallery.load("mlp")
    assert prove(design, ceiling=8 * 218_058).agrees
    with pytest.raises(BuildError, match=r"851\.79 KB"):
        prove(design, ceiling=8 * 218_058 - 1)


def other_weights(monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any]) -> Report:
    """A proof in which the second model's weights are tampered with."""
    real = keras.layers.Layer.set_weights
    calls: list[Any] = []

    def set_weights(layer: Any, weights: list[Any]) -> None:
        calls.append(layer)
        real(layer, [change(w) if len(calls) == 5 else w for w in weights])

    monkeypatch.setattr(keras.layers.Layer, "set_weights", set_weights)
    return prove(gallery.load("mlp"))


def test_one_wrong_weight_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    report = other_weights(monkeypatch, lambda weight: weight * 1.01)
    assert not report.agrees
    assert report.difference > 1e-6
    assert [proof.difference > 0 for proof in report.styles] == [False, True, False]


def test_weights_that_are_not_fetched_are_told_of() -> None:
    config: dict[str, Any] = {"input_shape": [128, 128, 3], "include_top": False, "alpha": 0.25}
    base = Layer("keras.applications.MobileNet", "base", config)
    operations = {"x": Layer("keras.Input", "x", {"shape": [128, 128, 3]}), "base": base}
    nodes = {"x": Node("x"), "base": Node("base", (TensorRef("x"),))}
    report = prove(Design("d", ModelGraph("d", operations, nodes, "x")))
    assert report.agrees
    assert report.remark == "base with random weights instead of imagenet's"
    assert str(report).endswith(f" values, {report.remark}")


def recorded(kind: str, training: bool, **config: Any) -> Design:
    d = Draft("m")
    x = d.layer("Dense", "dense", d.input("x", 6), units=5)
    x = d.layer(kind, "part", x, call={"training": training}, **config)
    d.layer("Dense", "head", x, units=2)
    return d.design("x")


def test_one_step_of_training_is_compared() -> None:
    report = prove(gallery.load("binary_classifier"))
    assert report.agrees
    assert report.training == (
        "The loss, 8 gradients and 10 weights after one step of training, largest difference 0.0"
    )
    for proof in report.built:
        assert proof.training.compared.values == 1 + proof.trainable_params + proof.params


@pytest.mark.parametrize("rate", [0.4, 0.0])
def test_what_acts_in_training_alone_is_found_there(
    monkeypatch: pytest.MonkeyPatch, rate: float
) -> None:
    class Wrong(Emission):
        @cached_property
        def flat(self) -> GeneratedCode:
            code = super().flat
            if code.style != "subclass":
                return code
            text, count = re.subn(r"Dropout\([^)]*\)", f"Dropout({rate})", code.text)
            assert count
            return replace(code, text=text)

    design = gallery.load("dropout_mlp")
    assert prove(design).agrees
    monkeypatch.setattr(sys.modules[prove.__module__], "Emission", Wrong)
    report = prove(design)
    assert report.difference == 0.0
    assert [proof.training.same for proof in report.built] == [True, False, True]
    assert not report.agrees


def test_a_layer_at_every_step_and_outside_is_read_before_it_is_updated() -> None:
    """As a graph, it was not always: about every second proof disagreed."""
    draft = drafting.design(
        {
            "x": (drafting.inp(5, 4),),
            "steps": (drafting.layer("TimeDistributed", layer={"operation": "d"}), "x"),
            "d": ("d", "steps"),
        },
        ["x"],
    )
    shared = Layer("keras.layers.Dense", "d", {"units": 4})
    design = replace(draft, operations={"d": shared})
    for _ in range(4):
        report = prove(design)
        assert report.agrees, [style.training for style in report.styles]


def test_a_recorded_mode_that_fit_overwrites_is_compared_as_it_is_recorded() -> None:
    report = prove(recorded("BatchNormalization", False))
    assert report.agrees
    assert "difference 0.0, each call in the mode that it records; but `part`" in report.training
    frozen = recorded("BatchNormalization", False)
    operations = dict(frozen.main.operations)
    operations["part"] = replace(operations["part"], trainable=False)  # type: ignore[call-arg]
    report = prove(replace(frozen, main=replace(frozen.main, operations=operations)))
    assert report.agrees
    assert report.training.endswith("largest difference 0.0")


def test_a_mode_that_fit_overwrites_and_nobody_tells_of_is_found() -> None:
    design = recorded("BatchNormalization", False)
    analysis = analyse(design)
    told = tuple(d for d in analysis.diagnostics if d.code != "training-overwritten")
    report = prove(design, analysis=replace(analysis, diagnostics=told))
    assert [proof.training.same for proof in report.built] == [True, False]
    assert not report.agrees


@pytest.mark.parametrize(
    ("style", "pattern", "written"),
    [
        ("subclass", r"Dropout\([^)]*\)", "Dropout(0.4)"),
        ("functional", r"Dropout\([^)]*\)", "Dropout(0.4)"),
        ("subclass", r"momentum=0\.5", "momentum=0.6"),
        ("subclass", r"kernel_regularizer=", "activity_regularizer="),
    ],
)
def test_beside_a_mode_that_fit_overwrites_other_faults_are_found(
    monkeypatch: pytest.MonkeyPatch, style: str, pattern: str, written: str
) -> None:
    """One frozen branch in a block, one that trains beside it."""
    inner = Draft("base")
    inner.layer("BatchNormalization", "still", inner.input("x", 6))
    d = Draft("m")
    x = d.input("x", 6)
    d.operations["base"] = SubModel("base", "base")
    still = d.again("base", "base", x, training=False)
    l2 = cell("L2", l2=0.5) | {"class_name": "keras.regularizers.L2"}
    moving = d.layer("Dense", "dense", x, units=6, kernel_regularizer=l2)
    moving = d.layer("BatchNormalization", "moving", moving, momentum=0.5)
    moving = d.layer("Dropout", "dropout", moving, rate=0.5)
    d.layer("Add", "add", [still, moving])
    design = d.design("x", base=inner.graph("x"))
    if written == "Dropout(0.4)" and style == "subclass":
        report = prove(design)
        assert report.agrees
        assert len(report.told) == 1

    class Wrong(Emission):
        @cached_property
        def flat(self) -> GeneratedCode:
            code = super().flat
            if code.style != style:
                return code
            text, count = re.subn(pattern, written, code.text)
            assert count == 1
            return replace(code, text=text)

    monkeypatch.setattr(sys.modules[prove.__module__], "Emission", Wrong)
    report = prove(design)
    assert report.difference == 0.0
    assert not report.agrees


def test_a_recorded_training_true_is_compared_where_both_keep_to_it() -> None:
    for kind, config in {"BatchNormalization": {}, "Dropout": {"rate": 0.5}}.items():
        report = prove(recorded(kind, True, **config))
        assert report.difference == 0.0
        assert report.agrees
        assert all(proof.training.same for proof in report.built)


def test_what_has_no_gradient_is_trained_no_further() -> None:
    d = Draft("m")
    d.op("argmax", "which", d.layer("Dense", "dense", d.input("x", 4), units=3), axis=-1)
    report = prove(d.design("x"))
    assert report.agrees
    assert report.training.startswith("The loss, 2 gradients and 2 weights")


def test_what_has_gradients_in_a_graph_only_is_trained_as_one() -> None:
    d = Draft("m")
    x = d.layer("BatchNormalization", "bn", d.input("x", 8))
    d.layer("Dense", "dense", x, units=4, dtype="float8_from_float32")
    report = prove(d.design("x"))
    assert report.agrees
    assert report.training.startswith("The loss, 4 gradients and 12 weights"), report.training


def test_a_step_that_takes_too_much_memory_is_not_made() -> None:
    report = prove(gallery.load("mlp"), ceiling=8 * 218_058)
    assert report.training == "Training was not compared: a step would take about 4.99 MB"


def draw(design: Design, size: int = 6) -> Any:
    program = collect(design, analyse(design))
    return sample(program, size, np.random.default_rng(0))


def test_input_has_the_structure_shape_and_dtype_of_the_design() -> None:
    drawn = draw(gallery.load("multi_task"))
    assert {key: tuple(value.shape) for key, value in drawn.items()} == {
        "text_features": (2, 100),
        "metadata": (2, 10),
    }
    image = draw(drafts.objects(), size=9)
    assert tuple(image.shape) == (2, 9, 9, 3)
    numbers, ids = draw(gallery.load("tabular_text"))
    assert keras.backend.standardize_dtype(numbers.dtype) == "float32"
    assert keras.backend.standardize_dtype(ids.dtype) == "int32"


def test_indices_stay_below_what_looks_them_up() -> None:
    ids = np.array(draw(block_drafts.masked_block()))
    assert ids.min() >= 0
    assert ids.max() < 5
    inner = Draft("lookup")
    inner.layer("Embedding", "embedding", inner.input("input_layer", 50), input_dim=3, output_dim=2)
    d = Draft("m")
    x = d.layer("Reshape", "reshape", d.input("ids", 5, 10), target_shape=[50])
    d.block("lookup", "lookup", x)
    found = np.array(draw(d.design("ids", lookup=inner.graph("input_layer"))))
    assert set(np.unique(found)) == {0.0, 1.0, 2.0}


@pytest.mark.parametrize("dtype", ["string", "bool", "uint8", "int64", "bfloat16", "float64"])
def test_input_of_any_dtype(dtype: str) -> None:
    d = Draft("m")
    d.op("reshape", "flat", d.input("x", 2, 2, dtype=dtype), newshape=(-1, 4))
    drawn = draw(d.design("x"))
    assert keras.backend.standardize_dtype(drawn.dtype) == dtype
    assert tuple(drawn.shape) == (2, 2, 2)


def test_a_model_that_does_not_run_says_so() -> None:
    d = Draft("m")
    x = d.input("x", 4, 4)
    d.op("cholesky", "root", d.op("multiply", "minus", x, -1.0))
    with pytest.raises(BuildError, match="was built and does not run: Cholesky"):
        prove(d.design("x"))


def test_open_dimensions_grow_until_the_model_runs() -> None:
    d = Draft("m")
    x = d.input("image", None, None, 3)
    for index in range(4):
        name = f"conv{index}"
        x = d.layer("Conv2D", name, x, filters=2, kernel_size=3, strides=2)
    design = d.design("image", d.layer("GlobalAveragePooling2D", "pool", x))
    report = prove(design)
    assert report.agrees
    assert report.built[0].outputs[0].shape == (2, 2)


def test_an_output_of_which_nothing_tells_the_shape_is_compared_all_the_same() -> None:
    drawn = sampler()
    main = replace(drawn.main, outputs=TensorRef("sampling"))
    report = prove(replace(drawn, main=main), trust_code=True)
    assert report.agrees
    assert all(style.as_analysed for style in report.styles if not style.reasons)


def test_of_repeats_and_arguments_the_source_is_proved_that_a_user_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []

    def noted(text: str, own: Any = ()) -> Any:
        ran.append(text)
        return run(text, own)

    monkeypatch.setattr("model_codegen.verify.prove.run", noted)
    report = prove(drawing())
    assert report.agrees
    assert {proof.params for proof in report.built} == {analyse(drawing()).total_params}
    for style in ("functional", "subclass", "sequential"):
        assert model_codegen.emit(drawing(), style).text in ran
