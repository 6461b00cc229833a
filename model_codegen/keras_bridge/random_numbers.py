"""Random numbers of layers, which Keras draws from seeds that each draw moves on."""

from __future__ import annotations

from functools import partial
from typing import Any

from model_codegen.keras_bridge.functional_graphs import all_layers


def repeat_random_numbers(layer: Any) -> None:
    """Make every call of a layer draw the numbers that its seed stands at, which no longer moves.

    Two models that are the same may call a layer in another order: a Functional one by depth, a
    class as it is written. What the calls draw then does not depend on it. By `SeedGenerator.next`
    of `keras/src/random/seed_generator.py`.

    Args:
        layer: A built layer, which is changed with all layers inside it.
    """
    for inner in all_layers(layer):
        for generator in inner._seed_generators:
            generator.next = partial(_stay, generator)


def _stay(generator: Any, ordered: bool = True) -> Any:
    return generator.state.value * 1
