"""Where things of Keras are imported from, now and formerly, as the path that they have today."""

from __future__ import annotations

import inspect
from functools import lru_cache

from model_codegen import catalogue
from model_codegen.catalogue import ConfigError
from model_codegen.importers.source import keras2_names

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

_PARTS = ("keras.layers.", "keras.models.", "keras.applications.", "keras.ops.", *(
    f"{home}." for home in OBJECTS))  # fmt: skip


@lru_cache(maxsize=4096)
def canonical(path: str) -> str:
    """The path that something of Keras has today.

    Args:
        path: A dotted path as it is imported.
    """
    path = keras2_names.HOMES.sub("keras", path)
    path = keras2_names.TENSORFLOW.sub("tensorflow", path)
    path = keras2_names.INITIALIZERS.sub("keras.initializers", path)
    path = keras2_names.RENAMED.get(path, path)
    if path.startswith("keras."):
        return keras2_names.RENAMED.get(found := _known(path), found)
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
            if part == "keras.layers." and short in keras2_names.RENAMED:
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


def function_path(path: str) -> str | None:
    """The public path of a function or layer class of Keras that is itself an argument.

    Args:
        path: Such as `keras.activations.relu`, `tensorflow.nn.gelu` or `keras.layers.Dense`.
    """
    if catalogue.find(path) is not None:
        return path
    name = activation(path)
    return None if name is None else f"keras.activations.{name}"


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
