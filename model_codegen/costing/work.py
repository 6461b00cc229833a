"""`Work`: what one kind of float operation amounts to in a call, with the formula behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

PER_ITEM = {
    "BatchMatMulV2": 2,
    "Conv2D": 2,
    "Conv2DBackpropInput": 2,
    "Conv3D": 2,
    "Conv3DBackpropInputV2": 2,
    "DepthwiseConv2dNative": 2,
    "Einsum": 2,
    "LogSoftmax": 5,
    "MatMul": 2,
    "ResizeBicubic": 35,
    "ResizeBilinear": 9,
    "Rsqrt": 2,
    "Softmax": 5,
    "SquaredDifference": 2,
    "XlaConvV2": 2,
}
"""Float operations for each thing that is counted; one for what is not listed.

A multiply-add is two, as everywhere. `Softmax`, `Rsqrt` and `SquaredDifference` are what
TensorFlow's profiler says (`tensorflow/python/profiler/internal/flops_registry.py`); `LogSoftmax`
goes like `Softmax`; a bilinear sample is three interpolations of three operations each, a bicubic
one five of seven (four products, three sums).
"""

MULTIPLY_ADDS = frozenset(
    {
        "BatchMatMulV2",
        "Conv2D",
        "Conv2DBackpropInput",
        "Conv3D",
        "Conv3DBackpropInputV2",
        "DepthwiseConv2dNative",
        "Einsum",
        "MatMul",
        "XlaConvV2",
    }
)
"""The operations that consist of multiply-adds: products that are summed up."""

PROFILED = frozenset(
    {
        *("Reciprocal", "Square", "Rsqrt", "Log", "Neg", "AssignSub", "AssignAdd", "L2Loss"),
        *(
            "Softmax",
            "BatchMatMulV2",
            "Add",
            "AddV2",
            "Sub",
            "Mul",
            "RealDiv",
            "Maximum",
            "Minimum",
            "Pow",
        ),
        *("GreaterEqual", "Greater", "LessEqual", "Less", "Equal", "NotEqual"),
        *("SquaredDifference", "Mean", "Sum", "ArgMax", "ArgMin", "AvgPool", "MaxPool"),
        *("Conv2DBackpropInput", "AddN", "MatMul", "Conv2D", "Conv3D", "DepthwiseConv2dNative"),
        *("BiasAdd", "Dilation2D"),
    }
)
"""What TensorFlow's profiler counts in a forward pass; it passes over everything else."""


@dataclass(frozen=True, slots=True)
class Work:
    """So many float operations of one kind.

    Attributes:
        op: The kind, by the name of TensorFlow's operation that does it.
        factors: What is multiplied to get the number of things, each with what it is.
        count: The product of the factors: multiply-adds, or elements.
        flops: Float operations.
    """

    op: str
    factors: tuple[tuple[str, int], ...]
    count: int = field(init=False)
    flops: int = field(init=False)

    def __post_init__(self) -> None:
        count = 1
        for _, size in self.factors:
            count *= size
        object.__setattr__(self, "count", count)
        object.__setattr__(self, "flops", count * PER_ITEM.get(self.op, 1))

    @property
    def macs(self) -> int:
        """Multiply-adds; 0 for what does not consist of them."""
        return self.count if self.op in MULTIPLY_ADDS else 0

    @property
    def formula(self) -> str:
        """How the float operations are worked out, such as `2 × outputs 320 × inputs 64`."""
        each = PER_ITEM.get(self.op, 1)
        parts = [f"{name} {size:,}" for name, size in self.factors]
        return " × ".join([str(each), *parts] if each != 1 else parts)

    def times(self, name: str, count: int) -> Work:
        """The same, done several times over.

        Args:
            name: What it is done for, such as `steps`.
            count: How often.
        """
        return Work(self.op, ((name, count), *self.factors))


def together(rows: Iterable[Work]) -> tuple[Work, ...]:
    """All of it, by operation, without the formulas."""
    total: dict[str, int] = {}
    for row in rows:
        total[row.op] = total.get(row.op, 0) + row.count
    return tuple(each(op, count, "in all") for op, count in total.items() if count)


def each(op: str, elements: int, name: str = "elements") -> Work:
    """One operation for each of some elements.

    Args:
        op: TensorFlow's name of it.
        elements: How many.
        name: What they are.
    """
    return Work(op, ((name, elements),))
