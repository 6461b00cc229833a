"""What one call comes to: a `Success` or a `Failure`, as values that the cache keeps."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from model_codegen.analysis.result import NodeAnalysis, Weight
from model_codegen.analysis.symbol import Symbol


@dataclass(frozen=True)
class State:
    """What an operation owns once it is built.

    Attributes:
        weights: Its variables; random seeds and metrics are none, as in Keras' `weights`.
        compute_dtype: Dtype it computes in; None for a function.
        variable_dtype: Dtype it stores its weights in.
    """

    weights: tuple[Weight, ...] = ()
    compute_dtype: str | None = None
    variable_dtype: str | None = None
    params: int = field(init=False)
    trainable_params: int = field(init=False)
    bytes: int = field(init=False)

    def __post_init__(self) -> None:
        sizes = [math.prod(weight.shape) for weight in self.weights]
        pairs = list(zip(self.weights, sizes, strict=True))
        object.__setattr__(self, "params", sum(sizes))
        object.__setattr__(self, "trainable_params", sum(n for w, n in pairs if w.trainable))
        object.__setattr__(self, "bytes", sum(size_of(w.dtype, n) for w, n in pairs))


@dataclass(frozen=True)
class Success:
    """A call that Keras accepts.

    Attributes:
        outputs: Its tensors, flattened.
        state: What the operation owns.
        mask_lost: Whether it was given a mask and drops it.
        node: The same for people, made once for all calls alike.
    """

    outputs: tuple[Symbol, ...]
    state: State
    mask_lost: bool = False
    node: NodeAnalysis = field(init=False)

    def __post_init__(self) -> None:
        specs = tuple(symbol.spec() for symbol in self.outputs)
        object.__setattr__(self, "node", NodeAnalysis("known", specs))


@dataclass(frozen=True)
class Failure:
    """A call that cannot be made.

    Attributes:
        code: The code of the diagnostic it becomes.
        reason: Why, in Keras' words, as the end of a sentence.
        argument: The constructor argument that is wrong, if one is.
    """

    code: str
    reason: str
    argument: str | None = None


Outcome = Success | Failure


def size_of(dtype: str, count: int) -> int:
    """Bytes of `count` scalars, as `model.summary()` counts them: packed 4-bit ones take half."""
    bits = 8 if dtype == "bool" else int("".join(filter(str.isdigit, dtype.split("_")[0])) or 0)
    return math.ceil(count * bits / 8)
