"""What one call comes to: a `Success` or a `Failure`, as values that the cache keeps."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from model_codegen.analysis.result import NodeAnalysis, Weight
from model_codegen.analysis.symbol import Symbol


@dataclass(frozen=True)
class State:
    """What an operation owns once it is built.

    Attributes:
        weights: Its variables; random seeds and metrics are none, as in Keras' `weights`.
        compute_dtype: Dtype it computes in; None for a function or a model.
        variable_dtype: Dtype it stores its weights in.
    """

    weights: tuple[Weight, ...] = ()
    compute_dtype: str | None = None
    variable_dtype: str | None = None
    params: int = field(init=False)
    trainable_params: int = field(init=False)
    bytes: int = field(init=False)

    def __post_init__(self) -> None:
        pairs = [(weight, math.prod(weight.shape)) for weight in self.weights]
        object.__setattr__(self, "params", sum(n for _, n in pairs))
        object.__setattr__(self, "trainable_params", sum(n for w, n in pairs if w.trainable))
        object.__setattr__(self, "bytes", sum(_memory(w.dtype, n) for w, n in pairs))

    def frozen(self) -> State:
        """The same with nothing left to train, as after `trainable = False`."""
        weights = tuple(replace(weight, trainable=False) for weight in self.weights)
        return State(weights, self.compute_dtype, self.variable_dtype)


@dataclass(frozen=True)
class Success:
    """A call that Keras accepts.

    Attributes:
        outputs: Its tensors, flattened.
        state: What the operation owns.
        mask_lost: Whether it was given a mask and drops it.
        node: The outputs for people, made once for all calls alike.
    """

    outputs: tuple[Symbol, ...]
    state: State
    mask_lost: bool = False
    node: NodeAnalysis = field(init=False)

    def __post_init__(self) -> None:
        specs = tuple(symbol.spec() for symbol in self.outputs)
        object.__setattr__(self, "node", NodeAnalysis("known", specs))


@dataclass(frozen=True)
class Problem:
    """One reason why a call cannot be made.

    Attributes:
        text: The reason, as the end of a sentence.
        argument: The constructor argument that is wrong, if one is.
    """

    text: str
    argument: str | None = None


@dataclass(frozen=True)
class Failure:
    """A call that cannot be made.

    Attributes:
        code: The code of the diagnostics it becomes.
        problems: Why not, at least one.
    """

    code: str
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, code: str, text: str, argument: str | None = None) -> Failure:
        """A failure with one reason."""
        return cls(code, (Problem(text, argument),))


Outcome = Success | Failure


def _memory(dtype: str, count: int) -> int:
    """Bytes that `count` scalars take once they are allocated."""
    digits = "".join(filter(str.isdigit, dtype.partition("_")[0]))
    return count * (int(digits) if digits else 8) // 8
