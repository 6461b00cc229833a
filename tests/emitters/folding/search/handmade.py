"""Statements made by hand: what a search is given, without a design or Keras."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from model_codegen.emitters.folding.slot_values import Kind, Param
from model_codegen.emitters.folding.steps import NAME, Call, Function, Slot, Step


def step(
    shape: str | None,
    refs: Sequence[int],
    result: int,
    name: str | None = None,
    *,
    weight: int = 1,
    **config: Any,
) -> Step:
    """A call of a layer.

    Args:
        shape: What steps that may become one line have in common.
        refs: The tensors it takes.
        result: The tensor it returns, after which its node is called.
        name: The name of the layer, if it is spelled.
        weight: How many lines it takes.
        config: Its arguments.
    """
    slots: dict[Slot, Any] = {("config", key): value for key, value in config.items()}
    if name is not None:
        slots[NAME] = name
    node = f"n{result}"
    return Step(Call(node), shape, slots, tuple(refs), (result,), (node,), weight)


def param(index: int, kind: Kind) -> Param:
    """Makes parameters that are known by their number."""
    return Param(f"p{index}", kind)


def function(key: int, inputs: int, *places: Sequence[Step]) -> Function:
    """A function of places that say the same; the tensors that come in have the first numbers.

    Args:
        key: Its number.
        inputs: How many tensors it takes.
        places: The steps of each place; those of the first take tensors 0, 1, … from outside.
    """
    first = places[0]
    own = {s.results[0]: inputs + index for index, s in enumerate(first)}
    steps = [
        replace(s, refs=tuple(own.get(ref, ref) for ref in s.refs), results=(own[s.results[0]],))
        for s in first
    ]
    return Function(key, inputs, steps, (), tuple(map(tuple, places)))
