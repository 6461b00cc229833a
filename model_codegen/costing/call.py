"""`Call`: one call as a rule sees it, every size known; and `Parts`, what a rule answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from model_codegen import catalogue
from model_codegen.costing.work import Work
from model_codegen.design.graph import Slice, TensorRef


class UnknownCostError(Exception):
    """A call of which nothing tells the cost; its text is the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A tensor whose every dimension is known.

    Attributes:
        shape: Its shape.
        dtype: Name of its dtype.
    """

    shape: tuple[int, ...]
    dtype: str = "float32"

    @property
    def size(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)

    @property
    def bytes(self) -> int:
        """Memory that it takes."""
        return math.prod(self.shape) * item_bytes(self.dtype)


_ITEM_BYTES: dict[str, int] = {"bool": 1, "string": 8}


def item_bytes(dtype: str) -> int:
    """Bytes of one element; a string counts as its pointer.

    Args:
        dtype: Name of a dtype, such as `"bfloat16"`.
    """
    known = _ITEM_BYTES.get(dtype)
    if known is None:
        digits = "".join(filter(str.isdigit, dtype.partition("_")[0]))
        known = _ITEM_BYTES[dtype] = max(1, int(digits) // 8) if digits else 8
    return known


@dataclass(frozen=True)
class Parts:
    """What a call is made of.

    Attributes:
        work: Its float operations, by kind.
        inside: Bytes that it needs besides inputs, outputs and weights while it runs.
        kept: Bytes of them that a backward pass needs, so that training keeps them.
        view: Whether its output is its input's memory, looked at another way.
        in_place: Whether it may write its output over an input that nothing else needs.
        notes: What is not counted, and why, as sentences.
    """

    work: tuple[Work, ...] = ()
    inside: int = 0
    kept: int = 0
    view: bool = False
    in_place: bool = False
    notes: tuple[str, ...] = ()


NOTHING = Parts()
VIEW = Parts(view=True)


class Inside(Protocol):
    """Answers what layers cost that stand inside of another one."""

    def layer(self, config: Any, inputs: Sequence[Spec], *, training: bool) -> Called:
        """A call of a layer that is an argument of another one.

        Args:
            config: The argument, as in `graph.Layer.config`.
            inputs: What it is called with.
            training: Whether it is called for training.

        Raises:
            UnknownCostError: If nothing tells.
        """

    def look_up(self, config: Any) -> tuple[str, Mapping[str, Any]]:
        """Class and configuration of a layer or cell that is an argument.

        Raises:
            UnknownCostError: If it is neither.
        """


@dataclass(frozen=True)
class Called:
    """What a layer inside of another one came to."""

    parts: Parts
    outputs: tuple[Spec, ...]


@dataclass(frozen=True, eq=False)
class Call:
    """One call.

    Attributes:
        path: Public path of the class or function.
        config: The constructor arguments that were set.
        args: Positional arguments, a `Spec` in each tensor's place.
        kwargs: Arguments by name, likewise.
        inputs: The tensors among them, in order.
        outputs: What it returns, flattened.
        weights: Shapes of the layer's variables, by path below the layer.
        training: Whether it is called for training, and not frozen.
        dtype: Dtype it computes in.
        masked: Whether Keras gives it a mask.
        inner: Answers for the layers inside.
    """

    path: str
    config: Mapping[str, Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    inputs: tuple[Spec, ...]
    outputs: tuple[Spec, ...]
    weights: Mapping[str, tuple[int, ...]]
    training: bool
    dtype: str = "float32"
    masked: bool = False
    inner: Inside | None = field(default=None, repr=False)

    @property
    def out(self) -> Spec:
        """The first output."""
        return self.outputs[0]

    @property
    def size(self) -> int:
        """Elements of the first output."""
        return math.prod(self.outputs[0].shape)

    @property
    def item(self) -> int:
        """Bytes of an element of what it computes with."""
        return item_bytes(self.dtype)

    def value(self, name: str) -> Any:
        """A constructor argument, the default where it is not set."""
        if name in self.config:
            return self.config[name]
        return defaults(self.path).get(name)

    def argument(self, name: str, position: int, default: Any = None) -> Any:
        """An argument of the call.

        Args:
            name: Its name.
            position: Where it stands if it is positional.
            default: What it is if it is left out.
        """
        if name in self.kwargs:
            return self.kwargs[name]
        return self.args[position] if position < len(self.args) else default

    def weight(self, name: str) -> tuple[int, ...] | None:
        """The shape of a variable, found by the end of its path; None if there is none."""
        found = self.weights.get(name)
        if found is not None:
            return found
        return next((s for path, s in self.weights.items() if path.endswith(f"/{name}")), None)

    @property
    def channels_first(self) -> bool:
        """Whether channels stand right behind the batch."""
        return bool(self.value("data_format") == "channels_first")

    def spatial(self, spec: Spec) -> tuple[int, ...]:
        """The dimensions of a tensor between batch and channels."""
        return spec.shape[2:] if self.channels_first else spec.shape[1:-1]

    def channels(self, spec: Spec) -> int:
        """The channels of a tensor."""
        return spec.shape[1] if self.channels_first else spec.shape[-1]


_defaults: dict[str, Mapping[str, Any]] = {}


def defaults(path: str) -> Mapping[str, Any]:
    """The defaults of a class's constructor arguments, as the catalogue has them."""
    found = _defaults.get(path)
    if found is None:
        entry = catalogue.find(path)
        properties = {} if entry is None else entry.schema.get("properties", {})
        found = {name: value.get("default") for name, value in properties.items()}
        _defaults[path] = found
    return found


def fill(argument: Any, spec: Any) -> Any:
    """An argument tree with every leaf replaced, slices made.

    Args:
        argument: The tree.
        spec: Gives what stands in a leaf's place.
    """
    kind = type(argument)
    if kind is TensorRef:
        return spec(argument)
    if kind is list or kind is tuple:
        return kind([fill(item, spec) for item in argument])
    if kind is Slice:
        return slice(spec(argument.start), spec(argument.stop), spec(argument.step))
    if kind is dict:
        return {key: fill(item, spec) for key, item in argument.items()}
    return spec(argument)


Rule: TypeAlias = Callable[[Call], Parts]
"""What a class or function costs; raises `UnknownCostError` where nothing tells."""
