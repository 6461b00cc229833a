"""Layers in the order of Keras' Functional models, so that lists of weights are alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.analysis.application_models import application
from model_codegen.design.graph import Design, Layer, Op
from model_codegen.emitters.collect import collect
from model_codegen.emitters.layer_order import layer_order
from model_codegen.execution.build import build
from model_codegen.importers import from_application
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from tests.emitters import block_drafts, drafts

pytestmark = pytest.mark.keras

DRAFTS = {
    draft.__name__: draft()
    for draft in (
        block_drafts.shared_block,
        block_drafts.copied_block,
        block_drafts.nested_blocks,
        drafts.recurrent_states,
        drafts.operators,
        drafts.mixed_inputs,
        drafts.awkward_names,
        block_drafts.shared_across,
        block_drafts.shared_frozen,
        block_drafts.shared_arguments,
    )
}
DESIGNS = {name: gallery.load(name) for name in gallery.names()} | DRAFTS

SMALL: dict[str, dict[str, Any]] = {
    "MobileNetV2": {"alpha": 0.35, "input_shape": [64, 64, 3]},
    "DenseNet121": {"input_shape": [32, 32, 3]},
    "ResNet50": {"input_shape": [32, 32, 3]},
    "ResNet50V2": {"input_shape": [32, 32, 3]},
    "EfficientNetB0": {"input_shape": [32, 32, 3]},
    "NASNetMobile": {"input_shape": [64, 64, 3]},
    "InceptionV3": {"input_shape": [75, 75, 3]},
    "Xception": {"input_shape": [71, 71, 3]},
    "MobileNetV3Small": {"input_shape": [64, 64, 3]},
    "ConvNeXtTiny": {"input_shape": [32, 32, 3]},
}
"""One or two of each family of `keras.applications`, with few pixels."""


def names(design: Design) -> list[str]:
    """The layers in our order, inputs included."""
    body = collect(design, analyse(design)).main
    found = [body.graph.operations[key] for key in layer_order(body.graph, body.outputs)]
    return [operation.name for operation in found if not isinstance(operation, Op)]


def paths(model: Any) -> list[str]:
    """The layer's and the weight's own name of every weight, in order."""
    return ["/".join(weight.path.split("/")[-2:]) for weight in model.weights]


@pytest.mark.parametrize("name", DESIGNS)
def test_a_subclass_takes_the_weights_of_a_functional_model(name: str) -> None:
    design = DESIGNS[name]
    with symbolic_scope("float32"):
        functional = build(design)
        assert paths(build(design, "subclass")) == paths(functional)
        assert paths(build(design, "subclass", fold=True)) == paths(functional)
    met = [layer for layer in functional.layers if layer.name in names(design)]
    assert names(design) == [layer.name for layer in met]


@pytest.mark.parametrize("name", DRAFTS)
def test_the_values_of_weights_go_where_they_belong(name: str) -> None:
    design = DESIGNS[name]
    functional, subclass = build(design), build(design, "subclass")
    subclass.set_weights([weight + 1 for weight in functional.get_weights()])
    pairs = zip(functional.get_weights(), subclass.get_weights(), strict=True)
    assert all(np.array_equal(one + 1, other) for one, other in pairs)


@pytest.mark.parametrize("name", SMALL)
def test_applications_list_their_layers_so(name: str) -> None:
    config = {"include_top": False, "weights": None, **SMALL[name]}
    layer = Layer(f"keras.applications.{name}", "base", config)
    model = application(layer, "float32").model
    design = from_application(name, config).design
    assert names(design) == [inner.name for inner in model.layers]


@pytest.mark.parametrize("name", ["ResNet50", "MobileNetV2", "InceptionV3"])
def test_folded_source_of_applications_lists_the_same_weights(name: str) -> None:
    design = from_application(name, {"include_top": False, "weights": None, **SMALL[name]}).design
    with symbolic_scope("float32"):
        functional = build(design)
        for fold in (False, True):
            assert paths(build(design, "subclass", fold=fold)) == paths(functional)
