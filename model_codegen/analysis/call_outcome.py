"""The result of evaluating one call: a `Success` or a `Failure`, values that a cache can keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.analysis.analysis_result import NodeAnalysis, Weight
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.diagnostic_codes import Code

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
    """

    weights: tuple[Weight, ...] | None = ()
    params: int = 0
    trainable_params: int = 0
    bytes: int = 0
    compute_dtype: str | None = None
    variable_dtype: str | None = None

    @classmethod
    def of_weights(
        cls, weights: tuple[Weight, ...], compute_dtype: str, variable_dtype: str
    ) -> State:
        """The state of a layer."""
        pairs = [(weight, math.prod(weight.shape)) for weight in weights]
        return cls(
            weights,
            sum(n for _, n in pairs),
            sum(n for weight, n in pairs if weight.trainable),
            sum(_memory(weight.dtype, n) for weight, n in pairs),
            compute_dtype,
            variable_dtype,
        )

    @classmethod
    def of_parts(cls, parts: Sequence[tuple[str, State]]) -> State:
        """The state of a model.

        Args:
            parts: The names and states of its layers and models.
        """
        states = [state for _, state in parts]
        listed = [len(state.weights) for state in states if state.weights is not None]
        weights = None
        if len(listed) == len(parts) and sum(listed) <= MOST_WEIGHTS:
            weights = tuple(
                replace(weight, path=f"{name}/{weight.path}")
                for name, state in parts
                for weight in state.weights or ()
            )
        return cls(
            weights,
            sum(state.params for state in states),
            sum(state.trainable_params for state in states),
            sum(state.bytes for state in states),
        )

    def frozen(self) -> State:
        """The same with nothing left to train, as after `trainable = False`."""
        weights = self.weights
        if weights is not None:
            weights = tuple(replace(weight, trainable=False) for weight in weights)
        return replace(self, weights=weights, trainable_params=0)


@dataclass(frozen=True)
class Success:
    """A call that Keras accepts.

    Attributes:
        outputs: Its tensors, flattened.
        state: What the operation owns.
        mask_lost: Whether it was given a mask and drops it.
        structure: As in `NodeAnalysis`.
        node: The outputs for people, made once for all calls alike.
    """

    outputs: tuple[Symbol, ...]
    state: State
    mask_lost: bool = False
    structure: Any = None
    node: NodeAnalysis = field(init=False)

    def __post_init__(self) -> None:
        specs = tuple(symbol.spec() for symbol in self.outputs)
        object.__setattr__(self, "node", NodeAnalysis("known", specs, self.structure))


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


def _memory(dtype: str, count: int) -> int:
    """Bytes that `count` scalars take once they are allocated."""
    digits = "".join(filter(str.isdigit, dtype.partition("_")[0]))
    return count * (int(digits) if digits else 8) // 8
