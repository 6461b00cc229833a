"""Source whose layers begin with the weights of a model of `keras.applications`.

Nothing is fetched: in the place of the model stands one with random weights, which are looked for
in what the source builds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest

from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef
from model_codegen.emitters import emit
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.execution.build import run
from model_codegen.importers import from_source, open_up
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

CONFIG: dict[str, Any] = {"alpha": 0.25, "include_top": False, "input_shape": [32, 32, 3]}
FLAT = layer("GlobalAveragePooling2D")


@pytest.fixture(scope="module")
def opened() -> Design:
    """A frozen MobileNet that was opened up, and a head."""
    base = Layer("keras.applications.MobileNet", "", CONFIG, trainable=False)
    calls = {
        "image": (inp(32, 32, 3),),
        "base": (base, "image", {"training": False}),
        "flat": (FLAT, "base"),
        "dense": (layer("Dense", units=2), "flat"),
    }
    return open_up(design(calls, "image"), "main", "base").design


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The models that the source makes and takes weights from; each has weights of its own."""
    found: list[Any] = []
    real = keras.applications.MobileNet

    def double(**arguments: Any) -> Any:
        assert arguments.pop("weights") == "imagenet"
        model = real(**arguments, weights=None)
        random = np.random.default_rng(1)
        model.set_weights([random.uniform(size=weight.shape) for weight in model.get_weights()])
        found.append(model)
        return model

    monkeypatch.setattr(keras.applications, "MobileNet", double)
    return found


def changed(drawn: Design, change: Callable[[ModelGraph], ModelGraph]) -> Design:
    ((key, graph),) = drawn.models.items()
    return replace(drawn, models={key: change(graph)})


def other_stem(graph: ModelGraph) -> ModelGraph:
    """A stem with larger kernels, and without its normalization."""
    stem = graph.operations["conv1"]
    assert isinstance(stem, Layer)
    wide = replace(stem, config={**stem.config, "kernel_size": [5, 5]})
    nodes = {key: node for key, node in graph.nodes.items() if key != "conv1_bn"}
    nodes["conv1_relu"] = Node("conv1_relu", (TensorRef("conv1"),))
    operations = {key: o for key, o in graph.operations.items() if key != "conv1_bn"}
    return replace(graph, operations={**operations, "conv1": wide}, nodes=nodes)


@pytest.mark.parametrize(
    ("style", "options"),
    [("functional", {}), ("functional", {"fold": True, "blocks": "layer"}), ("subclass", {})],
)
def test_a_block_begins_with_the_weights_of_what_it_was_opened_from(
    style: str, options: dict[str, Any], opened: Design, made: list[Any]
) -> None:
    code = emit(opened, style, **options)
    base = run(code.text).get_layer("base")
    (source,) = made
    assert base.count_params() == source.count_params()
    for own, theirs in zip(base.get_weights(), source.get_weights(), strict=True):
        assert np.array_equal(own, theirs)


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_what_was_changed_since_keeps_its_own_and_the_rest_is_taken(
    style: str, opened: Design, made: list[Any]
) -> None:
    code = emit(changed(opened, other_stem), style)
    assert "set_weights([*own[:1], *pretrained[5:]])" in code.text
    base = run(code.text).get_layer("base")
    (source,) = made
    own, theirs = base.get_weights(), source.get_weights()
    assert own[0].shape == (5, 5, 3, 8)
    for one, other in zip(own[1:], theirs[5:], strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("change", [lambda graph: graph, other_stem])
def test_source_is_read_back_as_it_was(change: Any, opened: Design) -> None:
    drawn = changed(opened, change)
    for style in ("functional", "subclass"):
        result = from_source(emit(drawn, style).text)
        assert [d.message for d in result.diagnostics] == []
        (graph,) = reconciled(drawn, result.design).models.values()
        assert graph.pretrained == next(iter(drawn.models.values())).pretrained
    code = emit(drawn, "functional").text
    assert reconciled(drawn, from_source(code).design) == drawn


def test_edited_source_changes_where_weights_come_from(opened: Design) -> None:
    code = emit(opened, "functional").text
    line = '    model.get_layer("base").set_weights(pretrained.get_weights())\n'
    assert line in code
    read = reconciled(opened, from_source(code.replace(line, "")).design)
    assert [graph.pretrained for graph in read.models.values()] == [()]
    assert replace(read, models={}) == replace(opened, models={})


def test_a_graph_of_a_text_that_uses_layers_inside_a_model_keeps_their_weights(
    made: list[Any],
) -> None:
    read = from_source(
        "import keras\n"
        "base = keras.applications.MobileNet(alpha=0.25, input_shape=(32, 32, 3),"
        " include_top=False)\n"
        'x = keras.layers.Flatten()(base.get_layer("conv_pw_1_relu").output)\n'
        "model = keras.Model(base.input, keras.layers.Dense(3)(x))\n"
    )
    code = emit(read.design, "functional").text
    made.clear()
    model = run(code)
    (source,) = made
    taken = model.get_weights()[:-2]
    assert len(taken) == 15
    for own, theirs in zip(taken, source.get_weights(), strict=False):
        assert np.array_equal(own, theirs)


def test_state_that_is_worked_out_from_weights_is_worked_out_again() -> None:
    base = Layer("keras.applications.EfficientNetB0", "", {"include_top": False})
    drawn = design({"x": (inp(32, 32, 3),), "base": (base, "x")})
    code = emit(open_up(drawn, "main", "base").design, "subclass").text
    assert "model.base.normalization.finalize_state()" in code


def test_a_chain_takes_them_too(made: list[Any]) -> None:
    base = Layer("keras.applications.MobileNet", "", CONFIG)
    drawn = design({"x": (inp(32, 32, 3),), "base": (base, "x"), "flat": (FLAT, "base")})
    code = emit(open_up(drawn, "main", "base").design, "sequential").text
    base = run(code).get_layer("base")
    assert np.array_equal(base.get_weights()[0], made[0].get_weights()[0])
