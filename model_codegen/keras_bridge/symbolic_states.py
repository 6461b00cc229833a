"""States of recurrent layers that have a shape and no values.

A layer with `stateful=True` makes its states in `build`, as variables that begin with the values of
`get_initial_state` (`keras/src/layers/rnn/rnn.py`). In a stateless scope Keras refuses variables
that are given values; one that is given an initializer waits there without memory.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import Any


@lru_cache(maxsize=1)
def defer_states() -> None:
    """Let recurrent layers be stateful in a scope that initialises no variables, from now on.

    Outside of such a scope, which is each thread's own, nothing changes.
    """
    import keras

    layer: Any = keras.layers.RNN
    build = layer.build

    @wraps(build)
    def deferring(self: Any, sequences_shape: Any, *args: Any, **kwargs: Any) -> None:
        if not self.stateful or sequences_shape[0] is None or not _without_memory():
            build(self, sequences_shape, *args, **kwargs)
            return
        self.stateful = False
        try:
            build(self, sequences_shape, *args, **kwargs)
        finally:
            self.stateful = True
        _make_states(self, sequences_shape[0])

    layer.build = deferring


def _make_states(layer: Any, batch_size: int) -> None:
    import keras
    from keras.src.backend import compute_output_spec
    from keras.src.utils.tracking import no_automatic_dependency_tracking

    def initial() -> Any:
        return layer.get_initial_state(batch_size)

    def variable(spec: Any) -> Any:
        return keras.Variable(
            "zeros", spec.shape, layer.variable_dtype, trainable=False, name="rnn_state"
        )

    def assign(self: Any) -> None:
        self.states = keras.tree.map_structure(variable, compute_output_spec(initial))

    no_automatic_dependency_tracking(assign)(layer)  # as Keras: states are no weights
    layer._expected_batch_size = batch_size


def _without_memory() -> bool:
    """Whether a scope around initialises no variables; Keras' own inside it would."""
    from keras.src.backend.common.stateless_scope import get_stateless_scope

    scope = get_stateless_scope()
    while scope is not None and scope.initialize_variables:
        scope = scope.original_scope
    return scope is not None
