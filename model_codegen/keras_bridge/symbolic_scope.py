"""The one place where the analysis reaches into Keras' global state."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache


@contextmanager
def symbolic_scope(dtype_policy: str) -> Iterator[list[warnings.WarningMessage]]:
    """Let layers be made and called without weight memory and without a trace left in Keras.

    Variables get shapes and no values (`keras.StatelessScope(initialize_variables=False)`). Keras
    remembers every such variable, to initialise it later, and counts the names it has given; both
    records are put back, so that nothing is ever allocated and automatic names start afresh. The
    global dtype policy is the design's inside, and exceptions come without Keras' decorations.

    Args:
        dtype_policy: The global dtype policy inside the scope.

    Yields:
        The warnings given so far.

    Raises:
        ValueError: If Keras knows no such policy.
    """
    import keras
    from keras.src.backend.common import global_state

    fresh = {
        "uninitialized_variables": [],
        "object_name_uids": defaultdict(int),
        "traceback_filtering": False,
        "name_scope_stack": [],
    }
    kept = {name: global_state.get_global_attribute(name) for name in (*fresh, "dtype_policy")}
    try:
        for name, value in fresh.items():
            global_state.set_global_attribute(name, value)
        keras.config.set_dtype_policy(dtype_policy)
        with (
            warnings.catch_warnings(record=True) as caught,
            keras.StatelessScope(initialize_variables=False),
        ):
            warnings.simplefilter("always")
            yield caught
    finally:
        for name, value in kept.items():
            global_state.set_global_attribute(name, value)


@lru_cache(maxsize=64)
def policy_exists(name: str) -> bool:
    """Whether Keras knows a dtype policy."""
    import keras

    try:
        keras.dtype_policies.get(name)
    except Exception:  # Keras raises several kinds, and what matters is that it refuses
        return False
    return True
