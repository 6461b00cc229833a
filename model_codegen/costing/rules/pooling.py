"""Pooling, and layers that reduce."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from model_codegen.costing.call import Call, Parts, Rule
from model_codegen.costing.work import Work, each


def pool(call: Call) -> Parts:
    """`outputs × window`: one operation for each value in a window, as the profiler has it."""
    rank = len(call.out.shape) - 2
    return Parts((_pooled(call, call.size, _window(call.value("pool_size"), rank), rank),))


def pool_op(call: Call) -> Parts:
    """`keras.ops.max_pool`, `average_pool`."""
    rank = len(call.out.shape) - 2
    return Parts((_pooled(call, call.size, _window(call.argument("pool_size", 1), rank), rank),))


def _pooled(call: Call, size: int, window: int, rank: int) -> Work:
    kind = "MaxPool" if "max" in call.path.lower() else "AvgPool"
    op = f"{kind}3D" if rank == 3 else kind
    return Work(op, (("outputs", size), ("window", window)))


def _window(value: int | Sequence[int], rank: int) -> int:
    return int(value**rank) if isinstance(value, int) else math.prod(value)


def adaptive(call: Call) -> Parts:
    """Along each axis in turn, windows of two sizes at every place, of which some are taken.

    So does Keras (`_adaptive_average_pool2d` of `keras/src/backend/tensorflow/nn.py`).
    """
    x = call.inputs[0]
    own = call.path.startswith("keras.ops.")
    first = call.channels_first or call.argument("data_format", 2) == "channels_first"
    shape = [*x.shape[2:]] if first else [*x.shape[1:-1]]
    channels = x.shape[1] if first else x.shape[-1]
    rank, work = len(shape), []
    size = call.argument("output_size", 1) if own else call.value("output_size")
    wanted = (size,) * rank if isinstance(size, int) else size  # Keras tells ops' shapes wrongly.
    for axis, size in enumerate(wanted):
        small = math.ceil(shape[axis] / size)
        for window in (small, small + 1):
            places = [*shape]
            places[axis] = shape[axis] - window + 1
            outputs = x.shape[0] * channels * math.prod(places)
            work.append(_pooled(call, outputs, window, rank))
        shape[axis] = size
        for op, times in _PLACES.items():
            work.append(each(op, times * size, "places along an axis"))
    return Parts(tuple(work))


_PLACES = {"Minimum": 2, "Mul": 2, "RealDiv": 2, "AddV2": 1, "Equal": 1, "Sub": 1}
"""What it takes to find the windows, for each place along an axis."""


def global_average(call: Call) -> Parts:
    """A mean over all places."""
    x = call.inputs[0]
    if call.masked and call.path.endswith("1D"):
        steps = x.shape[0] * (x.shape[2] if call.channels_first else x.shape[1])
        return Parts(
            (
                each("Mul", x.size, "inputs"),
                each("Sum", x.size - call.size, "inputs − outputs"),
                each("Sum", steps - x.shape[0], "steps − samples"),
                each("RealDiv", call.size, "outputs"),
            )
        )
    return Parts((each("Mean", x.size, "inputs"),))


def global_max(call: Call) -> Parts:
    """The largest over all places."""
    return Parts((each("Max", call.inputs[0].size - call.size, "inputs − outputs"),))


RULES: Mapping[str, Rule] = {
    **{f"keras.layers.{k}Pooling{n}D": pool for k in ("Max", "Average") for n in (1, 2, 3)},
    **{
        f"keras.layers.Adaptive{k}Pooling{n}D": adaptive
        for k in ("Max", "Average")
        for n in (1, 2, 3)
    },
    **{f"keras.layers.GlobalAveragePooling{n}D": global_average for n in (1, 2, 3)},
    **{f"keras.layers.GlobalMaxPooling{n}D": global_max for n in (1, 2, 3)},
    "keras.ops.adaptive_average_pool": adaptive,
    "keras.ops.adaptive_max_pool": adaptive,
    "keras.ops.average_pool": pool_op,
    "keras.ops.max_pool": pool_op,
}
