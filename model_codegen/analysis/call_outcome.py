"""The result of evaluating one call: a `Success` or a `Failure`, values that a cache can keep."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.analysis.analysis_result import NodeAnalysis, Weight
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.diagnostic_codes import Code
from model_codegen.keras_bridge.call_traces import CallTrace

MOST_WEIGHTS = 10_000
"""The most weights of one operation that are listed; blocks in blocks can have any number."""


@dataclass(frozen=True)
class State:
    """What an operation owns once it is built.

    Attributes:
        weights: Its variables; random seeds and metrics are none, as in Keras' `weights`. None if
            they are too many to list.
        params: Number of scalars in them.
        trainable_params: Those of them that training changes.
        bytes: Memory they take.
        compute_dtype: Dtype it computes in; None for a function or a model.
        variable_dtype: Dtype it stores its weights in.
        shared: Which of `Design.operations` it is or has inside, by id, each with what it owns
            itself. All figures count them, each once.
    """

    weights: tuple[Weight, ...] | None = ()
    params: int = 0
    trainable_params: int = 0
    bytes: int = 0
    compute_dtype: str | None = None
    variable_dtype: str | None = None
    shared: tuple[tuple[str, State], ...] = ()

    @classmethod
    def of_weights(
        cls, weights: tuple[Weight, ...], compute_dtype: str, variable_dtype: str
    ) -> State:
        """The state of a layer."""
        pairs = [(weight, math.prod(weight.shape)) for weight in weights]
        owners = dict.fromkeys(weight.owner for weight in weights if weight.owner is not None)
        shared = [
            (
                owner,
                cls.of_weights(
                    tuple(replace(w, owner=None) for w in weights if w.owner == owner),
                    compute_dtype,
                    variable_dtype,
                ),
            )
            for owner in owners
        ]
        return cls(
            weights,
            sum(n for _, n in pairs),
            sum(n for weight, n in pairs if weight.trainable),
            sum(_memory(weight.dtype, n) for weight, n in pairs),
            compute_dtype,
            variable_dtype,
            tuple(shared),
        )

    @classmethod
    def counted(cls, states: Sequence[State]) -> State:
        """What several operations own together, without a list of it."""
        shared = _shared(states)
        alone = [*states, *shared.values()]
        if shared:
            alone = [state.alone() for state in states] + [*shared.values()]
        return cls(
            None,
            sum(state.params for state in alone),
            sum(state.trainable_params for state in alone),
            sum(state.bytes for state in alone),
            shared=tuple(shared.items()),
        )

    @classmethod
    def of_parts(cls, parts: Sequence[tuple[str, State]]) -> State:
        """The state of a model.

        Args:
            parts: The names and states of its layers and models.
        """
        counted = cls.counted([state for _, state in parts])
        states = [state for _, state in parts]
        listed = [len(state.weights) for state in states if state.weights is not None]
        weights = None
        if len(listed) == len(parts) and sum(listed) <= MOST_WEIGHTS:
            weights = tuple(_listed(parts, dict(counted.shared)))
        return replace(counted, weights=weights)

    def alone(self) -> State:
        """Without what is one of the design's operations, and without a list of weights."""
        if not self.shared:
            return self
        shared = [state for _, state in self.shared]
        return State(
            None,
            self.params - sum(state.params for state in shared),
            self.trainable_params - sum(state.trainable_params for state in shared),
            self.bytes - sum(state.bytes for state in shared),
        )

    def of_design(self, operation_id: str) -> State:
        """The same as what one of the design's operations owns.

        Args:
            operation_id: Its id.
        """
        weights, own = self.weights, self.alone()
        if weights is not None:
            mine = tuple(w for w in weights if w.owner is None)
            own = replace(own, weights=mine)
            weights = tuple(replace(w, owner=w.owner or operation_id) for w in weights)
        return replace(self, weights=weights, shared=(*self.shared, (operation_id, own)))

    def frozen(self) -> State:
        """The same with nothing left to train, as after `trainable = False`."""
        weights = self.weights
        if weights is not None:
            weights = tuple(replace(weight, trainable=False) for weight in weights)
        shared = tuple((key, state.frozen()) for key, state in self.shared)
        return replace(self, weights=weights, trainable_params=0, shared=shared)


@dataclass(frozen=True)
class Success:
    """A call that Keras accepts.

    Attributes:
        outputs: Its tensors, flattened.
        state: What the operation owns.
        mask_lost: Whether it was given a mask and drops it.
        structure: As in `NodeAnalysis`.
        trace: As in `NodeAnalysis`.
        node: The outputs for people, made once for all calls alike.
    """

    outputs: tuple[Symbol, ...]
    state: State
    mask_lost: bool = False
    structure: Any = None
    trace: CallTrace | None = None
    node: NodeAnalysis = field(init=False)

    def __post_init__(self) -> None:
        specs = tuple(symbol.spec() for symbol in self.outputs)
        object.__setattr__(self, "node", NodeAnalysis("known", specs, self.structure, self.trace))


@dataclass(frozen=True)
class Problem:
    """One reason why a call cannot be made.

    Attributes:
        code: The code of the diagnostic it becomes.
        text: The reason, as the end of a sentence.
        argument: The constructor argument that is wrong, if one is.
    """

    code: Code
    text: str
    argument: str | None = None


@dataclass(frozen=True)
class Failure:
    """A call that cannot be made.

    Attributes:
        problems: Why not, at least one.
    """

    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, code: Code, text: str, argument: str | None = None) -> Failure:
        """A failure with one reason."""
        return cls((Problem(code, text, argument),))


Outcome = Success | Failure


def _shared(states: Sequence[State]) -> dict[str, State]:
    """The design's operations in several states; what is frozen in one of them is in all."""
    found: dict[str, State] = {}
    for state in states:
        if not state.shared:
            continue
        for key, own in state.shared:
            if key not in found or own.trainable_params < found[key].trainable_params:
                found[key] = own
    return found


def _listed(parts: Sequence[tuple[str, State]], shared: Mapping[str, State]) -> Iterator[Weight]:
    """The weights of parts, those of one of the design's operations where it stands first."""
    frozen = {key for key, state in shared.items() if not state.trainable_params}
    seen: set[str] = set()
    for name, state in parts:
        for weight in state.weights or ():
            if weight.owner not in seen:
                trainable = weight.trainable and weight.owner not in frozen
                yield replace(weight, path=f"{name}/{weight.path}", trainable=trainable)
        seen.update(key for key, _ in state.shared)


def _memory(dtype: str, count: int) -> int:
    """Bytes that `count` scalars take once they are allocated."""
    digits = "".join(filter(str.isdigit, dtype.partition("_")[0]))
    return count * (int(digits) if digits else 8) // 8
