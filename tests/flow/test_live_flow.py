"""A model that is kept alive, run again and again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model_codegen import gallery
from model_codegen.design.errors import BuildError, NotExpressible
from model_codegen.flow.bounds import MOST_PARAMETERS
from model_codegen.flow.flow_result import CallView, Flow
from model_codegen.flow.flow_settings import FlowSettings, InputChoice
from model_codegen.flow.live_flow import LiveFlow
from tests import repeats
from tests.drafting import block, design, graph, inp, layer

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def siamese() -> LiveFlow:
    return LiveFlow(gallery.load("siamese_comparator"), seed=3)


def _call(flow: Flow, node: str) -> CallView:
    return next(call for call in flow.calls if call.node == node)


def test_the_same_question_has_the_same_answer(siamese: LiveFlow) -> None:
    before = [np.asarray(variable.value) for variable in siamese.model.variables]
    first = siamese.run(FlowSettings())
    assert siamese.run(FlowSettings(training=True, rate=0.5)) != first
    assert siamese.run(FlowSettings()) == first
    after = [np.asarray(variable.value) for variable in siamese.model.variables]
    assert all((one == other).all() for one, other in zip(before, after, strict=True))


def test_a_seed_makes_the_weights(siamese: LiveFlow) -> None:
    drawn = gallery.load("siamese_comparator")
    digests = [
        [weight.digest for layer in flow.layers.values() for weight in layer.weights]
        for flow in (
            siamese.run(FlowSettings()),
            *(LiveFlow(drawn, s).run(FlowSettings()) for s in (3, 4)),
        )
    ]
    assert digests[0] == digests[1] != digests[2]


def test_both_calls_of_a_shared_layer_have_one_kernel(siamese: LiveFlow) -> None:
    flow = siamese.run(
        FlowSettings(inputs={"left": InputChoice("ramp"), "right": InputChoice("ramp")})
    )
    shared = [one for one in flow.layers.values() if len(one.calls) == 2]
    assert [one.name for one in shared] == ["dense", "dense_1"]
    for one in shared:
        first, second = (_call(flow, node) for _, node in one.calls)
        assert first.layer == second.layer
        assert first.outputs == second.outputs
    apart = siamese.run(FlowSettings(inputs={"left": InputChoice("ramp")}))
    one = next(one for one in apart.layers.values() if one.name == "dense")
    first, second = (_call(apart, node) for _, node in one.calls)
    assert first.outputs != second.outputs


def test_training_drops_and_moves_statistics_and_another_draw_drops_others() -> None:
    calls = {
        "x": (inp(6),),
        "norm": (layer("BatchNormalization"), "x"),
        "drop": (layer("Dropout", rate=0.5), "norm"),
    }
    live = LiveFlow(design(calls))
    use, train, again, other = (
        live.run(settings)
        for settings in (
            FlowSettings(batch=8),
            FlowSettings(batch=8, training=True),
            FlowSettings(batch=8, training=True),
            FlowSettings(batch=8, training=True, draw=1),
        )
    )
    assert _call(use, "drop").outputs[0].zeros == 0.0
    assert 0.2 < _call(train, "drop").outputs[0].zeros < 0.8
    assert train == again != other
    norm = {weight.path: weight for weight in next(iter(train.layers.values())).weights}
    moved = norm["moving_mean"]
    assert moved.before.mean == 0.0
    assert moved.after is not None
    assert moved.after.values is not None
    given = _call(train, "x").outputs[0]
    assert moved.after.mean == pytest.approx(0.01 * (given.mean or 0), rel=1e-3)
    assert norm["gamma"].after is None
    assert norm["gamma"].trainable
    assert next(iter(use.layers.values())).weights[2].after is None


def test_repeated_calls_are_numbered_and_told_of_what_was_drawn() -> None:
    live = LiveFlow(repeats.drawing())
    flow = live.run(FlowSettings())
    graphs = {"main", *repeats.drawing().models}
    assert {call.graph for call in flow.calls} <= graphs
    nodes = {
        key: {*graph.nodes}
        for key, graph in (("main", repeats.drawing().main), *repeats.drawing().models.items())
    }
    assert all(call.node in nodes[call.graph] for call in flow.calls)
    counted = [call.instance for call in flow.calls if call.instance]
    assert counted
    assert counted[0] == 1


def test_calls_in_a_shared_block_have_one_kernel() -> None:
    inner = graph({"i": (inp(4),), "d": (layer("Dense", units=4), "i")}, inputs="i")
    calls = {"x": (inp(4),), "a": (block("inner"), "x"), "b": ("a", "a")}
    flow = LiveFlow(design(calls, models={"inner": inner})).run(FlowSettings())
    inside = [call for call in flow.calls if call.node == "d"]
    assert [call.path for call in inside] == [("a",), ("a",)]
    assert len({call.layer for call in inside}) == 1
    assert [call.node for call in flow.calls] == ["x", "a", "i", "d", "b", "i", "d"]


def test_numbers_that_are_no_numbers_are_shown_as_such() -> None:
    calls = {"x": (inp(3),), "log": (layer("Activation", activation="sigmoid"), "x")}
    live = LiveFlow(design(calls))
    nan = InputChoice("drawn", values=(float("nan"), 1.0, float("inf")), width=3)
    flow = live.run(FlowSettings(inputs={"x": nan}))
    found = _call(flow, "log").outputs[0]
    assert found.values is not None
    assert found.values[0] == "nan"
    assert found.values[2] == 1.0
    assert found.bad == pytest.approx(1 / 3)


def test_what_is_unfinished_or_too_large_is_refused_in_words() -> None:
    unfinished = design({"x": (inp(3),), "y": (layer("Dense"), "x")})
    with pytest.raises(NotExpressible):
        LiveFlow(unfinished)
    wide = design({"x": (inp(5000),), "y": (layer("Dense", units=5000), "x")})
    with pytest.raises(BuildError, match=rf"has 25,005,000 parameters; .* {MOST_PARAMETERS:,}"):
        LiveFlow(wide)
    large = design({"x": (inp(8000, 8000, 4),), "y": (layer("ReLU"), "x")})
    with pytest.raises(BuildError, match=r"take about .* smaller shape"):
        LiveFlow(large)


def test_the_batch_is_bounded(siamese: LiveFlow) -> None:
    assert siamese.run(FlowSettings(batch=10**9)).batch == 8
    assert siamese.run(FlowSettings(batch=-1)).batch == 1


def test_weights_can_come_from_elsewhere() -> None:
    drawn = design({"x": (inp(2),), "y": (layer("Dense", units=2), "x")})
    ones = LiveFlow(drawn, load=lambda model: model.set_weights([np.ones((2, 2)), np.zeros(2)]))
    flow = ones.run(replace(FlowSettings(), inputs={"x": InputChoice("constant", value=3.0)}))
    assert _call(flow, "y").outputs[0].values == (6.0, 6.0)
