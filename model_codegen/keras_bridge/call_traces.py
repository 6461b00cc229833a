"""What Keras records of one call: also what it makes beside the operation that is called.

A function of `keras.ops` makes an operation or several, and a layer works out masks by some. They
have automatic names and stand in the model as layers do. Others leave nothing there but the name
that they took, such as the `Cast` of what is given to a layer of another dtype (`Layer.__call__` of
`keras/src/layers/layer.py`, `keras/src/ops/node.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from model_codegen.design.graph import TensorSpec
from model_codegen.keras_bridge.automatic_names import auto_name
from model_codegen.keras_bridge.tensors import mask_of

GIVEN = -1
"""The step of a tensor that a call is given."""

LOST = -2
"""The step of a tensor of which Keras does not tell where it is from."""

Taken = tuple[tuple[str, int], ...]
"""Automatic names that are used up: by stem, how many."""


class Origin(NamedTuple):
    """Where a tensor is from.

    Attributes:
        step: The number of the step that made it, or `GIVEN`, or `LOST`.
        place: Which of the tensors that it made, or that are given.
        mask: Whether it is the mask of that tensor, which came with it.
    """

    step: int
    place: int = 0
    mask: bool = False


@dataclass(frozen=True)
class Step:
    """One `keras.Node`.

    Attributes:
        sources: The tensors that it takes.
        specs: The tensors that it makes.
        made: The class of an operation that is made for it; empty: it is the one that is called.
        number: The number in the automatic name of that operation, counted from the call's start.
    """

    sources: tuple[Origin, ...]
    specs: tuple[TensorSpec, ...]
    made: str = ""
    number: int = 0


@dataclass(frozen=True)
class CallTrace:
    """What Keras records of one call.

    Attributes:
        steps: Each after those it takes tensors from.
        outputs: The tensors that are returned.
        masks: The mask of each; None where it has none.
        taken: The names that the call used up, and that building used up if it was the first one.
        making: The names that making the operation used up; None for a later call.
    """

    steps: tuple[Step, ...]
    outputs: tuple[Origin, ...]
    masks: tuple[Origin | None, ...]
    taken: Taken
    making: Taken | None


def trace_call(
    called: Any,
    given: Sequence[Any],
    returned: Sequence[Any],
    before: Mapping[str, int],
    after: Mapping[str, int],
    making: Mapping[str, int] | None,
) -> CallTrace | None:
    """Read what Keras has recorded of a call that was just made.

    Args:
        called: The layer, or the function.
        given: The tensors that it was given, none of which an operation made.
        returned: Those that it returned, flattened.
        before: The count of automatic names before the call.
        after: The same after it.
        making: The count after making the layer; None if it was not the layer's first call.

    Returns:
        None if there is no more to tell than that what is called took what it was given, in order,
        and that this was its first call.
    """
    walk = _Walk(called, given, before)
    outputs = tuple(walk.origin(tensor) for tensor in returned)
    attached = [mask_of(tensor) for tensor in returned]
    masks = tuple(None if mask is None else walk.origin(mask) for mask in attached)
    found = CallTrace(
        tuple(walk.steps),
        outputs,
        masks,
        _taken(after, before),
        None if making is None else _taken(making, {}),
    )
    sources = tuple(Origin(GIVEN, index) for index in range(len(given)))
    plain = replace(
        found,
        steps=(Step(sources, _specs(returned)),),
        outputs=tuple(Origin(0, index) for index in range(len(returned))),
        masks=(None,) * len(returned),
        taken=(),
        making=(),
    )
    return None if found == plain else found


class _Walk:
    """Follows tensors back to those that are given."""

    def __init__(self, called: Any, given: Sequence[Any], before: Mapping[str, int]) -> None:
        self.steps: list[Step] = []
        self._called = called
        self._before = before
        self._given = {id(t): Origin(GIVEN, index) for index, t in enumerate(given)}
        for index, tensor in enumerate(given):
            if (mask := mask_of(tensor)) is not None:
                self._given.setdefault(id(mask), Origin(GIVEN, index, mask=True))
        self._numbers: dict[int, int] = {}

    def origin(self, tensor: Any) -> Origin:
        found = self._given.get(id(tensor))
        if found is not None:
            return found
        history = getattr(tensor, "_keras_history", None)
        if history is None or history.operation is None:
            return Origin(LOST)
        node = history.operation._inbound_nodes[history.node_index]
        if id(node) not in self._numbers:
            step = self._step(node)
            self._numbers[id(node)] = len(self.steps)
            self.steps.append(step)
        return Origin(self._numbers[id(node)], history.tensor_index)

    def _step(self, node: Any) -> Step:
        operation = node.operation
        sources = tuple(self.origin(tensor) for tensor in node.input_tensors)
        specs = _specs(node.outputs)
        if operation is self._called:
            return Step(sources, specs)
        kind = type(operation).__name__
        stem = auto_name(kind)
        number = operation.name.removeprefix(stem).removeprefix("_") or "0"
        return Step(sources, specs, kind, int(number) - self._before.get(stem, 0))


def _specs(tensors: Sequence[Any]) -> tuple[TensorSpec, ...]:
    return tuple(TensorSpec(tuple(tensor.shape), tensor.dtype) for tensor in tensors)


def _taken(after: Mapping[str, int], before: Mapping[str, int]) -> Taken:
    counts = ((stem, count - before.get(stem, 0)) for stem, count in after.items())
    # Every tensor takes a name of its own, which is never shown.
    return tuple((stem, count) for stem, count in counts if count and stem != "keras_tensor")
