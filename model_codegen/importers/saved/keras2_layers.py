"""Serialized layers of Keras 2, as Keras 3 has them, and what is not the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.importers.saved.serialized_models import Serialized

RENAMED = {
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
    "CuDNNGRU": "GRU",
    "CuDNNLSTM": "LSTM",
    "ThresholdedReLU": "ReLU",
    "UnifiedGRU": "GRU",
    "UnifiedLSTM": "LSTM",
}
"""Classes by another name. `ReLU(threshold)` is zero up to the threshold, as the old class was."""

GONE = frozenset({
    "AddLoss", "AddMetric", "ClassMethod", "ConvRecurrent2D", "DenseFeatures", "Highway",
    "InstanceMethod", "InstanceProperty", "LocallyConnected1D", "LocallyConnected2D",
    "MaxoutDense", "RandomFourierFeatures", "SequenceFeatures", "SlicingOpLambda",
    "TensorFlowOpLayer", "TFOpLambda",
})  # fmt: skip
"""Classes of Keras 2 that Keras 3 has nothing for."""

_ARGUMENTS = {
    "LeakyReLU": {"alpha": "negative_slope"},
    "ThresholdedReLU": {"theta": "threshold"},
}
"""Arguments by another name."""

_KERNEL = ("kernel_initializer", "kernel_regularizer", "kernel_constraint")

_UNUSED = {
    "DepthwiseConv1D": _KERNEL,
    "DepthwiseConv2D": _KERNEL,
    "MultiHeadAttention": ("query_shape", "key_shape", "value_shape"),
    "SeparableConv1D": _KERNEL,
    "SeparableConv2D": _KERNEL,
}
"""Arguments in configs that never had a meaning for the class."""

_NEUTRAL = {"groups": 1, "renorm": False}
"""Values with which an argument changes nothing; without it, Keras does the same."""

_INNER = ("layer", "cell", "forward_layer", "backward_layer")
"""Arguments that hold a layer."""

_VARIANCE_SCALING = (
    ("GlorotUniform", 1, "fan_avg", "uniform"),
    ("GlorotNormal", 1, "fan_avg", "normal"),
    ("GlorotNormal", 1, "fan_avg", "truncated_normal"),
    ("HeUniform", 2, "fan_in", "uniform"),
    ("HeNormal", 2, "fan_in", "normal"),
    ("HeNormal", 2, "fan_in", "truncated_normal"),
    ("LecunUniform", 1, "fan_in", "uniform"),
    ("LecunNormal", 1, "fan_in", "normal"),
    ("LecunNormal", 1, "fan_in", "truncated_normal"),
)
"""Initializers that files of Keras 2 before 2.4 spell as `VarianceScaling`, which they are."""

_CUDNN = (
    "its `{name}` is `{now}` now, which computes the same with tanh and sigmoid on any device. The "
    "file's bias has another shape, {bias}; weights from it must be converted"
)
_BIASES = {
    "CuDNNGRU": "6 times the units in one row",
    "CuDNNLSTM": "8 times the units, of which the `LSTM` has the two halves' sum",
}
_HARD_SIGMOID = (
    "its `hard_sigmoid` is that of Keras 3, x / 6 + 0.5 between -3 and 3; in Keras 2 it was "
    "0.2 x + 0.5 between -2.5 and 2.5, so it computes other numbers"
)


def of_today(layer: Serialized) -> tuple[Serialized, list[str]]:
    """A layer of Keras 2 as Keras 3 would write it.

    Args:
        layer: A serialized layer.

    Returns:
        The layer, and what is to be known of it, as sentences without a full stop.
    """
    name, config = layer.get("class_name"), layer.get("config")
    if not isinstance(name, str) or not isinstance(config, Mapping):
        return layer, []
    found, told = _config(name, config)
    if name in _BIASES:
        now = RENAMED[name]
        told.insert(0, _CUDNN.format(name=name, now=now, bias=_BIASES[name]))
    return {**layer, "class_name": RENAMED.get(name, name), "config": found}, told


def _config(name: str, config: Serialized) -> tuple[dict[str, Any], list[str]]:
    names, unused = _ARGUMENTS.get(name, {}), _UNUSED.get(name, ())
    found: dict[str, Any] = {}
    told: list[str] = []
    for key, value in config.items():
        if key in unused or (key in _NEUTRAL and value == _NEUTRAL[key]):
            continue
        found[names.get(key, key)] = _argument(key, value, told)
    if RENAMED.get(name, name) in ("GRU", "GRUCell"):
        # Until Keras 2.1.3 there was no other way; cuDNN only knows this one.
        found.setdefault("reset_after", name == "CuDNNGRU")
    if "BatchNormalization" in name:
        axis = found.get("axis")
        if isinstance(axis, list) and len(axis) == 1:
            found["axis"] = axis[0]
        if "renorm" not in found:
            found = {key: value for key, value in found.items() if not key.startswith("renorm_")}
    if "hard_sigmoid" in (found.get("activation"), found.get("recurrent_activation")):
        told.append(_HARD_SIGMOID)
    return found, told


def _argument(key: str, value: Any, told: list[str]) -> Any:
    if key == "cells" and isinstance(value, list):
        return [_argument("cell", item, told) for item in value]
    if not isinstance(value, Mapping):
        return value
    if key in _INNER:
        inner, more = of_today(value)
        told += [sentence for sentence in more if sentence not in told]
        return inner
    if not value and key.endswith(("_initializer", "_regularizer", "_constraint")):
        return None  # so TensorFlow.NET writes that there is none
    return _initializer(value) if key.endswith("_initializer") else value


def _initializer(value: Mapping[str, Any]) -> Mapping[str, Any]:
    config = value.get("config")
    if not isinstance(config, Mapping):
        return value
    # The dtype is that of the layer's weights in any case.
    kept = {key: item for key, item in config.items() if key != "dtype"}
    if value.get("class_name") == "VarianceScaling":
        said = kept.get("scale"), kept.get("mode"), kept.get("distribution")
        for name, *wanted in _VARIANCE_SCALING:
            if [*said] == wanted:
                return {**value, "class_name": name, "config": {"seed": kept.get("seed")}}
    return {**value, "config": kept}
