"""Receptive fields: how much of the input an element of an output sees.

The recurrence of Dumoulin and Visin, A guide to convolution arithmetic for deep learning
(arXiv:1603.07285), as Araujo, Norris and Sim put it (Computing Receptive Fields of Convolutional
Neural Networks, Distill 2019): with a window of k every d elements and a stride of s,
`field += (k − 1) · d · jump`, then `jump *= s`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from model_codegen.costing.call import Call


@dataclass(frozen=True, slots=True)
class Field:
    """What an element sees of the input, along each spatial axis.

    Attributes:
        sizes: Elements of the input; None for an axis that is seen as a whole.
        jumps: How many elements of the input lie between two neighbours.
    """

    sizes: tuple[int | None, ...]
    jumps: tuple[int | Fraction, ...]

    def __str__(self) -> str:
        return " × ".join("all" if size is None else str(size) for size in self.sizes)


def of_input(rank: int) -> Field | None:
    """What an element of an input sees: itself; None where it has no spatial axis.

    Args:
        rank: Number of dimensions, batch and channels included.
    """
    axes = rank - 2
    return Field((1,) * axes, (1,) * axes) if axes > 0 else None


def after(call: Call, before: Sequence[Field | None]) -> Field | None:
    """What an element of a call's output sees, given what those of its inputs do.

    Args:
        call: The call.
        before: One for each of its inputs.
    """
    joined = before[0] if len(before) == 1 else _joined(before)
    if joined is None:
        return None
    axes = len(joined.sizes)
    if not call.outputs or len(call.out.shape) != axes + 2:
        return None
    name = call.path.rpartition(".")[2]
    if "Transpose" in name:
        return _spread(call, joined)
    window = _window(call, name, axes)
    if window is not None:
        sizes: list[int | None] = []
        jumps: list[int | Fraction] = []
        for size, jump, (kernel, stride, dilation) in zip(
            joined.sizes, joined.jumps, window, strict=True
        ):
            grown = None if size is None else size + math.ceil((kernel - 1) * dilation * jump)
            sizes.append(grown)
            jumps.append(jump * stride)
        return Field(tuple(sizes), tuple(jumps))
    if name.startswith("UpSampling"):
        scale = _numbers(call.value("size"), axes)
        closer = tuple(Fraction(j) / s for j, s in zip(joined.jumps, scale, strict=True))
        return Field(joined.sizes, closer)
    if name in _WHOLE or name.startswith(("ConvLSTM", "Adaptive")):
        return Field((None,) * axes, joined.jumps)
    return None if name in _LOST else joined


_WHOLE = frozenset(
    {"MultiHeadAttention", "GroupQueryAttention", "Attention", "AdditiveAttention"}
    | {"LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "GroupNormalization"}
)
"""Layers whose every output sees all places of their input."""

_LOST = frozenset({"Reshape", "Permute", "RepeatVector", "reshape", "transpose", "swapaxes"})
"""What changes which axis is which."""


def _joined(before: Sequence[Field | None]) -> Field | None:
    fields = [field for field in before if field is not None]
    if not fields or any(len(field.sizes) != len(fields[0].sizes) for field in fields):
        return None
    sizes = [
        None if None in axis else max(size for size in axis if size is not None)
        for axis in zip(*(field.sizes for field in fields), strict=True)
    ]
    return Field(tuple(sizes), fields[0].jumps)


def _window(call: Call, name: str, axes: int) -> list[tuple[int, int, int]] | None:
    if name.startswith(("Conv", "DepthwiseConv", "SeparableConv")) and "LSTM" not in name:
        kernel = _numbers(call.value("kernel_size"), axes)
        strides = _numbers(call.value("strides") or 1, axes)
        dilation = _numbers(call.value("dilation_rate") or 1, axes)
        return list(zip(kernel, strides, dilation, strict=True))
    if name.startswith(("MaxPooling", "AveragePooling")):
        kernel = _numbers(call.value("pool_size"), axes)
        strides = _numbers(call.value("strides") or kernel, axes)
        return [(k, s, 1) for k, s in zip(kernel, strides, strict=True)]
    return None


def _spread(call: Call, field: Field) -> Field:
    axes = len(field.sizes)
    kernel = _numbers(call.value("kernel_size"), axes)
    strides = _numbers(call.value("strides") or 1, axes)
    sizes, jumps = [], []
    for size, jump, k, s in zip(field.sizes, field.jumps, kernel, strides, strict=True):
        seen = math.ceil(k / s) - 1
        sizes.append(None if size is None else size + math.ceil(seen * jump))
        jumps.append(Fraction(jump) / s)
    return Field(tuple(sizes), tuple(jumps))


def _numbers(value: Any, axes: int) -> tuple[int, ...]:
    if isinstance(value, int):
        return (value,) * axes
    found = tuple(int(number) for number in value)
    return found if len(found) == axes else (found[0],) * axes
