"""Dtype policies, and the one that Keras keeps for the whole process."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from model_codegen.keras_bridge.automatic_names import counted_names


@contextmanager
def global_policy(policy: Any) -> Iterator[None]:
    """Set the global dtype policy for a while, as the head of generated code does for good.

    Args:
        policy: A policy or its name.

    Raises:
        ValueError: If Keras knows no such policy.
    """
    import keras

    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


@lru_cache(maxsize=64)
def float_policy(name: str) -> str:
    """The policy that a quantized one is made from, `float32` of `int8_from_float32`.

    A whole model cannot have a quantized one: Keras gives the global policy to the model as well,
    which has no quantized call (`Operation.__call__` of `keras/src/ops/operation.py`).

    Args:
        name: A policy that Keras knows; one that is not quantized is returned as it is.
    """
    import keras

    quantized = keras.dtype_policies.get(name).quantization_mode is not None
    return name.partition("_from_")[2] if quantized else name


@lru_cache(maxsize=64)
def quantized_policy(mode: str, policy: str) -> str | None:
    """The policy that `quantize` gives to a layer; None if Keras does not quantize one of these.

    Keras is asked with the smallest layer that there is.

    Args:
        mode: Such as `"int8"`.
        policy: The layer's policy before.
    """
    import keras

    with counted_names(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what NumPy says to Keras is nothing to our callers
        layer = keras.layers.Dense(1, dtype=policy)
        layer.build((None, 1))
        try:
            layer.quantize(mode)
        except ValueError:
            return None
    name: str = layer.dtype_policy.name
    return name


@lru_cache(maxsize=64)
def policy_exists(name: str) -> bool:
    """Whether Keras knows a dtype policy."""
    import keras

    try:
        keras.dtype_policies.get(name)
    except Exception:  # Keras raises several kinds, and what matters is that it refuses
        return False
    return True
