"""A run of layers that changes none of their variables, and tells what it would have made of them.

Variables are read and written through `keras.StatelessScope`
(`keras/src/backend/common/stateless_scope.py`), so a model can be run again and again from one
state.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from model_codegen.keras_bridge.functional_graphs import all_layers


class StatelessRun:
    """What variables hold within the run. Made by `stateless_run`."""

    def __init__(self, scope: Any) -> None:
        self._scope = scope
        self.losses: list[Any] = scope.losses

    def put(self, variable: Any, value: Any) -> None:
        """Let a variable hold something else, from now on in this run."""
        self._scope.add_update((variable, value))

    def value(self, variable: Any) -> Any:
        """What a variable holds at the end of what was run so far."""
        found = self._scope.get_current_value(variable)
        return variable if found is None else found


@contextmanager
def stateless_run() -> Iterator[StatelessRun]:
    """A scope in which layers change no variable; losses that layers add are collected."""
    import keras

    with keras.StatelessScope(collect_losses=True) as scope:
        yield StatelessRun(scope)


def seed_variables(model: Any) -> list[Any]:
    """The variables from which the layers of a model draw random numbers, each once."""
    found: dict[int, Any] = {}
    for layer in all_layers(model):
        for generator in layer._seed_generators:
            found[id(generator.state)] = generator.state
    return [*found.values()]
