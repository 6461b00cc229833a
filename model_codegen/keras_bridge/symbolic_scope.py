"""A scope for layers and tensors that have shapes and no values, without a trace left in Keras."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from model_codegen.keras_bridge.automatic_names import counted_names
from model_codegen.keras_bridge.dtype_policies import global_policy
from model_codegen.keras_bridge.symbolic_states import defer_states


@contextmanager
def symbolic_scope(dtype_policy: str) -> Iterator[list[warnings.WarningMessage]]:
    """Let layers be made and called without weight memory and without a trace left in Keras.

    Variables get shapes and no values (`keras.StatelessScope(initialize_variables=False)`). Keras
    remembers every such variable, to initialise it later, and counts the names it has given; both
    records are put back, so that nothing is ever allocated and automatic names start afresh. The
    global dtype policy is the design's inside, and exceptions come without Keras' decorations. The
    records are those of `keras/src/backend/common/global_state.py`.

    Args:
        dtype_policy: The global dtype policy inside the scope.

    Yields:
        The warnings given so far.

    Raises:
        ValueError: If Keras knows no such policy.
    """
    import keras
    from keras.src.backend.common import global_state

    defer_states()
    fresh = {
        "uninitialized_variables": [],
        "traceback_filtering": False,
        "name_scope_stack": [],
    }
    kept = {name: global_state.get_global_attribute(name) for name in fresh}
    try:
        for name, value in fresh.items():
            global_state.set_global_attribute(name, value)
        with (
            counted_names(),
            global_policy(dtype_policy),
            warnings.catch_warnings(record=True) as caught,
            keras.StatelessScope(initialize_variables=False),
        ):
            warnings.simplefilter("always")
            yield caught
    finally:
        for name, value in kept.items():
            global_state.set_global_attribute(name, value)
