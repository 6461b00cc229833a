"""Where things of Keras are imported from, now and formerly, as the path that they have today."""

from __future__ import annotations

import re
from functools import lru_cache

from model_codegen import catalogue
from model_codegen.catalogue import ConfigError

_HOMES = re.compile(
    r"^(tensorflow\.python\.keras|tensorflow\.compat\.v[12]\.keras|tensorflow\.keras|tf_keras"
    r"|keras_core|keras\.api|keras\.src|keras\._tf_keras\.keras)(?=\.|$)"
)
_TENSORFLOW = re.compile(r"^tensorflow\.compat\.v[12](?=\.|$)")
_INITIALIZERS = re.compile(r"^tensorflow\.initializers(?=\.)")

SKIPPED = (
    "keras.callbacks", "keras.datasets", "keras.losses", "keras.metrics", "keras.optimizers",
    "keras.preprocessing", "keras.tree", "keras.utils", "keras.visualization", "keras.wrappers",
    "keras.saving", "keras.distribution", "keras.export",
)  # fmt: skip
"""Parts of Keras that have to do with training and data, not with models."""

OBJECTS = (
    "keras.initializers",
    "keras.regularizers",
    "keras.constraints",
    "keras.quantizers",
)
"""Modules whose objects are arguments of layers."""

_RENAMED = {
    "keras.layers.layer.Layer": "keras.layers.Layer",
    "keras.models.sequential.Sequential": "keras.Sequential",
    "keras.models.model.Model": "keras.Model",
    "keras.models.functional.Functional": "keras.Model",
    "keras.constraints.max_norm": "keras.constraints.MaxNorm",
    "keras.constraints.maxnorm": "keras.constraints.MaxNorm",
    "keras.constraints.non_neg": "keras.constraints.NonNeg",
    "keras.constraints.nonneg": "keras.constraints.NonNeg",
    "keras.constraints.unit_norm": "keras.constraints.UnitNorm",
    "keras.constraints.unitnorm": "keras.constraints.UnitNorm",
    "tensorflow.constant_initializer": "keras.initializers.Constant",
    "tensorflow.ones_initializer": "keras.initializers.Ones",
    "tensorflow.random_normal_initializer": "keras.initializers.RandomNormal",
    "tensorflow.random_uniform_initializer": "keras.initializers.RandomUniform",
    "tensorflow.truncated_normal_initializer": "keras.initializers.TruncatedNormal",
    "tensorflow.variance_scaling_initializer": "keras.initializers.VarianceScaling",
    "tensorflow.zeros_initializer": "keras.initializers.Zeros",
    "keras.models.Sequential": "keras.Sequential",
    "keras.engine.sequential.Sequential": "keras.Sequential",
    "keras.models.Model": "keras.Model",
    "keras.engine.training.Model": "keras.Model",
    "keras.engine.Model": "keras.Model",
    "keras.models.Functional": "keras.Model",
    "keras.Functional": "keras.Model",
    "keras.models.clone_model": "keras.models.clone_model",
    "keras.layers.Input": "keras.Input",
    "keras.engine.Input": "keras.Input",
    "keras.engine.input_layer.Input": "keras.Input",
    "keras.models.Input": "keras.Input",
    "keras.Layer": "keras.layers.Layer",
    "keras.engine.topology.Layer": "keras.layers.Layer",
    "keras.engine.base_layer.Layer": "keras.layers.Layer",
    "keras.engine.Layer": "keras.layers.Layer",
    "keras.Initializer": "keras.initializers.Initializer",
    "keras.mixed_precision.set_global_policy": "keras.config.set_dtype_policy",
    "keras.mixed_precision.set_dtype_policy": "keras.config.set_dtype_policy",
    "keras.mixed_precision.experimental.set_policy": "keras.config.set_dtype_policy",
    "keras.config.set_floatx": "keras.config.set_floatx",
    "keras.backend.set_floatx": "keras.config.set_floatx",
    "keras.backend.floatx": "keras.config.floatx",
    "keras.mixed_precision.Policy": "keras.DTypePolicy",
    "keras.mixed_precision.DTypePolicy": "keras.DTypePolicy",
    "keras.mixed_precision.experimental.Policy": "keras.DTypePolicy",
    "keras.dtype_policies.DTypePolicy": "keras.DTypePolicy",
    "keras.dtype_policies.get": "keras.DTypePolicy",
    "keras.utils.get_uid": "keras.backend.get_uid",
    "keras.layers.CuDNNLSTM": "keras.layers.LSTM",
    "keras.layers.CuDNNGRU": "keras.layers.GRU",
    "keras.layers.Convolution1D": "keras.layers.Conv1D",
    "keras.layers.Convolution3D": "keras.layers.Conv3D",
    "keras.layers.MaxPool2D": "keras.layers.MaxPooling2D",
    "keras.layers.SyncBatchNormalization": "keras.layers.BatchNormalization",
    "keras.layers.experimental.SyncBatchNormalization": "keras.layers.BatchNormalization",
}
"""Other places and names of the same things."""

_PARTS = ("keras.layers.", "keras.models.", "keras.applications.", "keras.ops.", *(
    f"{home}." for home in OBJECTS))  # fmt: skip


def canonical(path: str) -> str:
    """The path that something of Keras has today.

    Args:
        path: A dotted path as it is imported.
    """
    path = _HOMES.sub("keras", path)
    path = _TENSORFLOW.sub("tensorflow", path)
    path = _INITIALIZERS.sub("keras.initializers", path)
    path = _RENAMED.get(path, path)
    if path.startswith("keras."):
        return _RENAMED.get(found := _known(path), found)
    return path


@lru_cache(maxsize=4096)
def _known(path: str) -> str:
    entry = catalogue.find(path)
    if entry is not None:
        return entry.path
    for part in _PARTS:
        # `keras.layers.core.Dense`, `keras.layers.experimental.preprocessing.Rescaling`
        if path.startswith(part) and path.count(".") > part.count("."):
            short = part + path.rpartition(".")[2]
            entry = catalogue.find(short)
            if entry is not None:
                return entry.path
            if part == "keras.layers." and short in _RENAMED:
                return short
    if path.startswith("keras.") and path.count(".") == 1:  # `keras.relu` is none of ours
        return path
    return path


def is_home(path: str) -> bool:
    """Whether a path is Keras', TensorFlow's or below them."""
    return path.split(".")[0] in ("keras", "tensorflow")


@lru_cache(maxsize=2048)
def object_path(path: str) -> str | None:
    """The public path of an initializer, regularizer … that a path names.

    Args:
        path: Such as `keras.initializers.he_normal` or `keras.regularizers.l2`.
    """
    import inspect

    module = path.rpartition(".")[0]
    if module not in OBJECTS:
        return None
    try:
        made = catalogue.resolve(path)
    except ConfigError:
        return None
    # `he_normal` and `HeNormal` are one class under two names.
    own = f"{module}.{made.__name__}"
    try:
        same = catalogue.resolve(own) is made
    except ConfigError:
        same = False
    return (own if same else path) if inspect.isclass(made) else None


def is_public(path: str) -> bool:
    """Whether a public module of Keras or a name in it, as far as the catalogue knows."""
    return catalogue.find(path) is not None or path in catalogue.load().excluded


ACTIVATION_HOMES = ("keras.activations", "tensorflow.nn", "keras.ops")
"""Where an activation function is referred to from."""


@lru_cache(maxsize=1024)
def activation(path: str) -> str | None:
    """The name of an activation function that a path refers to; None if it is none.

    Args:
        path: Such as `keras.activations.relu` or `tensorflow.nn.softmax`.
    """
    import keras

    module, _, name = path.rpartition(".")
    module = {"tensorflow": "tensorflow.nn", "tensorflow.math": "tensorflow.nn"}.get(module, module)
    if module not in ACTIVATION_HOMES:
        return None
    name = {"swish": "silu"}.get(name, name)
    if name in ("get", "serialize", "deserialize") or name.startswith("_"):
        return None
    found = getattr(keras.activations, name, None)
    return name if callable(found) else None
