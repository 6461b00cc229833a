"""One object in several places is counted once, with Keras' own figures."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.design.graph import Layer, SubModel
from tests.drafting import block, design, graph, inp, layer
from tests.sharing import DENSE, SHARING, inside_and_outside, one_cell_twice, three_levels

pytestmark = pytest.mark.keras


@pytest.mark.parametrize("name", SHARING)
def test_one_object_is_counted_once(name: str) -> None:
    made, params = SHARING[name]
    analysis = analyse(made())
    assert not analysis.errors
    assert (analysis.total_params, analysis.trainable_params) == (params, params)
    assert analysis.bytes == 4 * params


def test_each_model_counts_what_it_has_itself() -> None:
    found = analyse(three_levels())
    assert {key: graph.total_params for key, graph in found.graphs.items()} == {
        "inner": 36,
        "outer": 56,
        "main": 56,
    }
    assert found.operations["outer"].params == 56
    assert found.operations["part"].params == 36
    weights = found.operations["outer"].weights
    assert weights is not None
    assert [weight.path for weight in weights] == [
        "part/d/kernel", "part/d/bias", "e/kernel", "e/bias",
    ]  # fmt: skip


def test_layers_that_hold_layers_too_deeply_are_told() -> None:
    held = {"t0": DENSE} | {
        f"t{i}": layer("TimeDistributed", layer={"operation": f"t{i - 1}"}) for i in range(1, 600)
    }
    found = analyse(design({"x": (inp(2, 4),), "y": ("t599", "x")}, operations=held))
    assert [problem.message for problem in found.errors] == [
        "`t599`: a value is nested too deeply or too large"
    ]


def test_what_is_frozen_in_one_place_is_frozen_in_all() -> None:
    drawn = inside_and_outside()
    frozen = replace(drawn.main.operations["block"], trainable=False)
    main = replace(drawn.main, operations={**drawn.main.operations, "block": frozen})
    found = analyse(replace(drawn, main=main))
    assert (found.trainable_params, found.operations["shared"].trainable_params) == (0, 0)
    shared = {"shared": replace(drawn.operations["shared"], trainable=False)}
    assert analyse(replace(drawn, operations=shared)).non_trainable_params == 20


def test_a_cell_twice_has_its_weights_once() -> None:
    weights = analyse(one_cell_twice()).operations["rnn"].weights
    assert weights is not None
    assert [(weight.path, weight.owner) for weight in weights] == [
        ("stack/cell/kernel", "cell"),
        ("stack/cell/recurrent_kernel", "cell"),
        ("stack/cell/bias", "cell"),
    ]


def test_problems_are_found_also_inside_what_is_held() -> None:
    drawn = one_cell_twice()
    rnn = drawn.main.operations["rnn"]
    whole = HeldOperations(drawn, "float32", {})
    assert whole.problems(rnn) == ()
    broken = replace(drawn, operations={"stack": drawn.operations["stack"]})
    (found,) = HeldOperations(broken, "float32", {}).problems(rnn)
    assert found.code == "dangling-reference"
    assert whole.key([rnn]) != HeldOperations(broken, "float32", {}).key([rnn])


def test_a_layer_shared_by_many_graphs_stays_quick() -> None:
    """Not much slower than layers of their own in as many graphs."""
    many = range(150)
    names = [f"b{number}" for number in many]
    inner = {"a": (inp(4),), "call": ("shared", "a")}
    calls = {
        "i": (inp(4),),
        **{name: (block(name), before) for name, before in zip(names, ["i", *names], strict=False)},
    }
    models = {name: graph(inner, "a", name=name) for name in names}
    shared = design(calls, "i", models=models, operations={"shared": DENSE})
    own = design(
        calls,
        "i",
        models={
            name: replace(g, operations={**g.operations, "shared": shared.operations["shared"]})
            for name, g in models.items()
        },
    )
    took = {}
    for key, drawn in {"own": own, "shared": shared}.items():
        analyse(drawn)
        start = time.perf_counter()
        params = analyse(drawn).total_params
        took[key] = time.perf_counter() - start
        assert params == (20 if key == "shared" else 20 * len(names))
    assert took["shared"] < 10 * took["own"] + 0.5


def test_layers_in_layers_are_named_by_the_operation() -> None:
    wrapped = layer("TimeDistributed", layer={"operation": "part"})
    drawn = design(
        {"i": (inp(3, 4),), "each": (wrapped, "i")},
        "i",
        models={"inner": graph({"a": (inp(4),), "d": (DENSE, "a")}, "a", name="inner")},
        operations={"part": SubModel("inner", "part", trainable=False)},
    )
    found = analyse(drawn)
    assert (found.total_params, found.trainable_params) == (20, 0)
    assert isinstance(drawn.main.operations["each"], Layer)
