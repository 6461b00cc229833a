"""Signatures of what the catalogue has: for reading calls, which a model has many of."""

from __future__ import annotations

import inspect
from functools import lru_cache

from model_codegen.catalogue.allowlist import resolve


@lru_cache(maxsize=1024)
def function_signature(path: str) -> inspect.Signature:
    """The signature of a function, such as `keras.ops.add`. Imports Keras.

    Args:
        path: A public path that `resolve` knows.

    Raises:
        ConfigError: If it does not.
    """
    return inspect.signature(resolve(path))


@lru_cache(maxsize=1024)
def call_signature(path: str) -> inspect.Signature:
    """The signature of a layer's `call`, `self` included. Imports Keras.

    Args:
        path: The public path of a layer's class.

    Raises:
        ConfigError: If `resolve` does not know it.
    """
    return inspect.signature(resolve(path).call)
