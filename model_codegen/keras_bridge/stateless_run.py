"""A run of layers that changes none of their variables, and tells what it would have made of them.

Variables are read and written through `keras.StatelessScope`
(`keras/src/backend/common/stateless_scope.py`), so a model can be run again and again from one
state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from model_codegen.keras_bridge.compiled_calls import CompiledCalls
from model_codegen.keras_bridge.functional_graphs import all_layers


class StatelessRun:
    """What variables hold within the run, and the losses that layers have added in it.

    Made by `stateless_run`.
    """

    def __init__(self, scope: Any, compiled: CompiledCalls) -> None:
        self._scope = scope
        self._compiled = compiled
        self.losses: list[Any] = []

    def call(self, layer: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Call a layer.

        Args:
            layer: A built layer.
            args: What it is called with.
            kwargs: The same by name.
        """
        result = self._compiled.call(layer, args, kwargs, self._scope)
        # A layer that is called by itself forgets what its last call has added (`_clear_losses` of
        # `keras/src/layers/layer.py`); in a model all of its calls count.
        self.losses += self._scope.losses
        self._scope.losses.clear()
        return result

    def put(self, variable: Any, value: Any) -> None:
        """Let a variable hold something else, from now on in this run."""
        self._scope.add_update((variable, value))

    def value(self, variable: Any) -> Any:
        """What a variable holds at the end of what was run so far."""
        found = self._scope.get_current_value(variable)
        return variable if found is None else found


@contextmanager
def stateless_run(compiled: CompiledCalls | None = None) -> Iterator[StatelessRun]:
    """A scope in which layers change no variable; losses that layers add are collected.

    Args:
        compiled: Keeps graphs of recurrent layers, for the next run of the same model.
    """
    import keras

    with keras.StatelessScope(collect_losses=True) as scope:
        yield StatelessRun(scope, compiled or CompiledCalls())


def seed_variables(model: Any) -> list[Any]:
    """The variables from which the layers of a model draw random numbers, each once."""
    found: dict[int, Any] = {}
    for layer in all_layers(model):
        for generator in layer._seed_generators:
            found[id(generator.state)] = generator.state
    return [*found.values()]
