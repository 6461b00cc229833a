"""Layers that models of `keras.applications` bring with them and that have no public name."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule
from model_codegen.costing.rules.regularization import RULES as REGULARIZATION
from model_codegen.costing.work import each
from model_codegen.keras_bridge.applications import INNER_LAYERS


def layer_scale(call: Call) -> Parts:
    """`x · gamma`, a factor for each channel."""
    return Parts((each("Mul", call.size),), in_place=True)


def custom_scale(call: Call) -> Parts:
    """`CustomScaleLayer`: the first tensor, plus the second one times a number."""
    return Parts((each("Mul", call.size), each("AddV2", call.size)), in_place=True)


RULES: Mapping[str, Rule] = {
    f"{INNER_LAYERS}convnext.LayerScale": layer_scale,
    f"{INNER_LAYERS}convnext.StochasticDepth": REGULARIZATION["keras.layers.Dropout"],
    f"{INNER_LAYERS}inception_resnet_v2.CustomScaleLayer": custom_scale,
}
