"""A design's own layers, followed by their text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.tasks import followed_layers_task
from model_codegen.design.graph import Layer, Recorded, TensorRef, TensorSpec
from tests.app.core.session.test_building import FOUND, design

pytestmark = pytest.mark.keras

PLACE = ("main", "scale")


def test_the_template_is_followed_without_being_run() -> None:
    assert followed_layers_task.follow(design(), [PLACE]) == {"main": {"scale": FOUND}}


def test_a_layer_with_a_list_of_tensors_is_followed() -> None:
    code = (
        "import keras\n\n\nclass Pair(keras.layers.Layer):\n"
        "    def call(self, inputs):\n        a, b = inputs\n        return a * b, a + b\n"
    )
    inner = design().main
    pair = Layer("Pair", "pair", {}, recorded=Recorded((), reason="kept"))
    call = replace(inner.nodes["scale"], args=([TensorRef("in"), TensorRef("in")],))
    graph = replace(
        inner,
        operations={"in": inner.operations["in"], "scale": pair},
        nodes={"in": inner.nodes["in"], "scale": call},
    )
    found = followed_layers_task.follow(replace(design(), main=graph, code=code), [PLACE])
    spec = TensorSpec((None, 3), "float32")
    recorded = found["main"]["scale"]
    assert recorded.outputs == (spec, spec)
    assert recorded.inputs == (spec, spec)
    assert recorded.reason == "kept"


def test_what_only_running_would_tell_is_left_out() -> None:
    code = design().code.replace("return inputs *", "import os\n        return os.urandom(3) *")
    assert followed_layers_task.follow(replace(design(), code=code), [PLACE]) == {}
    unfed = replace(design().main.nodes["scale"], args=())
    main = replace(design().main, nodes={**design().main.nodes, "scale": unfed})
    assert followed_layers_task.follow(replace(design(), main=main), [PLACE]) == {}
