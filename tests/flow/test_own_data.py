"""The data of a training, sample by sample, and a gradient step that learns from them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model_codegen.analysis import analyse
from model_codegen.datasets import describe, prepared, read, split
from model_codegen.design.errors import DataError
from model_codegen.design.graph import Design
from model_codegen.design.training import Data, Feed, Head, Training
from model_codegen.emitters.collect import collect
from model_codegen.flow.flow_result import Flow
from model_codegen.flow.flow_settings import FlowSettings, InputChoice
from model_codegen.flow.live_flow import LiveFlow
from model_codegen.flow.own_data import OwnData
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

SPARSE = {"class_name": "keras.losses.SparseCategoricalCrossentropy", "config": {}}
SQUARED = {"class_name": "keras.losses.MeanSquaredError", "config": {}}
DATA = InputChoice("data")


def _iris(**more: Any) -> Training:
    data = replace(
        describe("bundled", "iris"),
        inputs={"x": Feed(("sepal length (cm)", "sepal width (cm)"), ({"step": "standardize"},))},
        targets={"kind": Feed(("label",)), "size": Feed(("petal length (cm)",))},
    )
    heads = {"kind": Head(SPARSE), "size": Head(SQUARED, weight=0.25)}
    optimizer = {"class_name": "keras.optimizers.SGD", "config": {"learning_rate": 0.03}}
    return replace(Training(optimizer, heads, data, seed=5), **more)


def _two_heads(training: Training | None = None) -> Design:
    calls = {
        "x": (inp(2),),
        "kind": (layer("Dense", units=3, activation="softmax"), "x"),
        "size": (layer("Dense", units=1), "x"),
    }
    return replace(design(calls), training=training or _iris())


def test_samples_stand_in_the_order_of_a_run_and_are_those_that_it_is_given() -> None:
    training = _iris()
    own = OwnData(training)
    whole = prepared(_data(training), read(_data(training)), lambda count: split(count, 0.2, 5)[0])
    places = split(150, 0.2, 5)[0]
    assert own.samples == len(places) == 120
    batch = own.batch(118, 4)
    wanted = places[[118, 119, 0, 1]]
    np.testing.assert_array_equal(batch.inputs["x"], whole.inputs["x"][wanted])
    np.testing.assert_array_equal(batch.targets["kind"], whole.targets["kind"][wanted])
    assert (batch.first, batch.name) == (118, "iris")
    assert own.batch(120, 1).first == 0


def test_an_input_that_its_data_do_not_fit_is_not_offered_them() -> None:
    drawn = _two_heads()
    program = collect(drawn, analyse(drawn))
    assert OwnData(_iris()).fitting(program) == {"x": "x"}
    wide = replace(_data(_iris()), inputs={"x": Feed(("sepal length (cm)",))})
    assert OwnData(_iris(data=wide)).fitting(program) == {}
    lost = replace(_data(_iris()), inputs={"x": Feed(("nowhere",)), "other": Feed(())})
    assert OwnData(_iris(data=lost)).fitting(program) == {}
    assert OwnData(None).fitting(program) == {}
    with pytest.raises(DataError, match="has no data"):
        OwnData(None).batch(0, 1)


def test_a_step_on_ones_own_data_is_a_step_of_fit() -> None:
    import keras

    live = LiveFlow(_two_heads(), seed=2)
    flow = live.run(FlowSettings({"x": DATA}, batch=6, sample=3, rate=0.03))
    step = flow.step
    assert step is not None
    assert step.own
    assert step.target == "6 samples from 3 on of `iris`"
    assert [(head.name, head.weight) for head in step.heads] == [("kind", 1.0), ("size", 0.25)]
    assert step.loss == pytest.approx(sum(head.loss * head.weight for head in step.heads))

    batch = OwnData(_iris()).batch(3, 6)
    model = live.model
    model.compile(keras.optimizers.SGD(0.03), loss=[*_losses()], loss_weights=[1.0, 0.25])
    before = [np.array(weight) for weight in model.get_weights()]
    found = model.train_on_batch(batch.inputs["x"], [batch.targets["kind"], batch.targets["size"]])
    assert step.loss == pytest.approx(float(np.ravel(found)[0]), rel=1e-5)
    for old, new, name, path in zip(
        before,
        model.get_weights(),
        ("kind", "kind", "size", "size"),
        ("kernel", "bias", "kernel", "bias"),
        strict=True,
    ):
        np.testing.assert_allclose(
            _after(flow, name, path), (old + (new - old)).reshape(-1), rtol=1e-5, atol=1e-7
        )


def test_what_is_said_of_the_data() -> None:
    flow = LiveFlow(_two_heads()).run(FlowSettings({"x": DATA}))
    own = flow.own
    assert own is not None
    assert (own.name, own.samples, own.optimizer) == ("iris", 120, "SGD")
    assert own.rate == 0.03
    batch = OwnData(_iris()).batch(0, 1)
    assert own.targets["kind"] == str(batch.targets["kind"][0])
    assert own.targets["size"] == f"{batch.targets['size'][0]:.4g}"
    assert [entry.own for entry in flow.entries] == [True]


@pytest.mark.parametrize(
    ("training", "choices", "said"),
    [
        (None, {}, "the design has no data to learn from"),
        (_iris, {}, "`x` is not given its own data"),
        (lambda: _iris(heads={}), {"x": DATA}, "no head has a loss and data to learn from"),
        (
            lambda: _iris(heads={"kind": Head(SQUARED)}, data=_hot(4)),
            {"x": DATA},
            "`kind` gives (1, 3), and MeanSquaredError cannot hold that against the (1, 4) of the "
            "data",
        ),
    ],
)
def test_why_targets_are_made_up_is_said(training: Any, choices: Any, said: str) -> None:
    drawn = _two_heads(training()) if training else replace(_two_heads(), training=None)
    step = LiveFlow(drawn).run(FlowSettings(choices, rate=0.1)).step
    assert step is not None
    assert not step.own
    assert step.target == f"made-up targets: {said}"


def test_class_weights_are_left_out_and_that_is_said() -> None:
    weighed = _iris(heads={"kind": Head(SPARSE, class_weight="balanced")})
    step = LiveFlow(_two_heads(weighed)).run(FlowSettings({"x": DATA}, rate=0.1)).step
    assert step is not None
    assert step.target == "sample 0 of `iris`, without class weights"
    assert [head.name for head in step.heads] == ["kind"]


def _data(training: Training) -> Data:
    assert training.data is not None
    return training.data


def _hot(classes: int) -> Data:
    hot = Feed(("label",), ({"step": "one_hot", "classes": classes},))
    return replace(_data(_iris()), targets={"kind": hot})


def _losses() -> list[Any]:
    import keras

    return [keras.losses.SparseCategoricalCrossentropy(), keras.losses.MeanSquaredError()]


def _after(flow: Flow, name: str, path: str) -> Any:
    found = next(one for one in flow.layers.values() if one.name == name)
    moved = next(one for one in found.weights if one.path == path).moved
    assert moved is not None
    return np.array(moved.after.values)
