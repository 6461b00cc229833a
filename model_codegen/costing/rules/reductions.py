"""Functions that reduce, scan or sort."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule
from model_codegen.costing.work import Work, each

REDUCED = {
    "all": "All",
    "amax": "Max",
    "amin": "Min",
    "any": "Any",
    "max": "Max",
    "min": "Min",
    "prod": "Prod",
    "sum": "Sum",
}
"""One operation for each element that is joined to another one."""

SCANNED = {"cumprod": "Cumprod", "cumsum": "Cumsum"}

SORTED = ("argpartition", "argsort", "median", "percentile", "quantile", "sort", "top_k")
SORTED_TOO = ("nanmedian", "nanpercentile", "nanquantile", "searchsorted", "digitize", "histogram")


def reduction(call: Call) -> Parts:
    """`inputs − outputs`."""
    size = call.inputs[0].size
    op = REDUCED[call.path.rpartition(".")[2]]
    work = each(op, size - call.size, "inputs − outputs")
    return Parts((work,))


def mean(call: Call) -> Parts:
    """A sum, and one division for each output."""
    return Parts((each("Mean", call.inputs[0].size, "inputs"),))


def average(call: Call) -> Parts:
    """A mean, with weights a sum of products."""
    size = call.inputs[0].size
    if call.argument("weights", 2) is None:
        return mean(call)
    sums = each("Sum", size - call.size, "inputs − outputs")
    return Parts((each("Mul", size, "inputs"), sums, each("RealDiv", call.size, "outputs")))


def variance(call: Call) -> Parts:
    """Mean, squared differences, their mean; for `std`, the root of it."""
    size = call.inputs[0].size
    work = [each("Mean", size, "inputs")]
    work += [each("Sub", size, "inputs"), each("Square", size, "inputs")]
    work.append(each("Mean", size, "inputs"))
    if call.path.endswith("std"):
        work.append(each("Sqrt", call.size, "outputs"))
    return Parts(tuple(work))


def scan(call: Call) -> Parts:
    """One operation for each element."""
    return Parts((each(SCANNED[call.path.rpartition(".")[2].removeprefix("nan")], call.size),))


def count_nonzero(call: Call) -> Parts:
    """A comparison for each element, then a sum."""
    size = call.inputs[0].size
    return Parts((each("NotEqual", size), each("Sum", size - call.size, "inputs − outputs")))


def norm(call: Call) -> Parts:
    """`keras.ops.norm`: the root of a sum of squares, whatever norm is asked for."""
    size = call.inputs[0].size
    sums = each("Sum", size - call.size, "inputs − outputs")
    return Parts((each("Mul", size), sums, each("Sqrt", call.size, "outputs")))


def logsumexp(call: Call) -> Parts:
    """Largest, differences, exponentials, sum, logarithm."""
    size, rows = call.inputs[0].size, call.size
    joined = "inputs − outputs"
    return Parts(
        (
            each("Max", size - rows, joined),
            each("Sub", size),
            each("Exp", size),
            each("Sum", size - rows, joined),
            each("Log", rows, "outputs"),
            each("AddV2", rows, "outputs"),
        )
    )


_TURNED = {"argpartition": 1, "argsort": 1, "median": 2, "percentile": 2, "quantile": 2, "sort": 2}


def sorting(call: Call) -> Parts:
    """`n · log₂ n` comparisons for rows of n, as sorting by comparing needs."""
    x = call.inputs[0]
    length = x.shape[-1] if x.shape else 1
    rounds = max(1, math.ceil(math.log2(max(2, length))))
    work = [Work("Sort", (("elements", x.size), ("log₂ of a row", rounds)))]
    # TensorFlow sorts downwards, so that signs are changed before and behind.
    turns = _TURNED.get(call.path.rpartition(".")[2], 0)
    return Parts((*work, *([each("Neg", turns * x.size)] if turns else [])))


def segment(call: Call) -> Parts:
    """One operation for each element that goes into a segment."""
    return Parts((each("Segment", call.inputs[0].size, "inputs"),))


def glu(call: Call) -> Parts:
    """One half, times the sigmoid of the other."""
    return Parts((each("Sigmoid", call.size, "outputs"), each("Mul", call.size, "outputs")))


RULES: Mapping[str, Rule] = {
    **{f"keras.ops.{name}": reduction for name in REDUCED},
    **{f"keras.ops.{name}": scan for name in SCANNED},
    **{f"keras.ops.{name}": sorting for name in (*SORTED, *SORTED_TOO)},
    **{f"keras.ops.segment_{name}": segment for name in ("max", "min", "prod", "sum")},
    "keras.ops.average": average,
    "keras.ops.bincount": segment,
    "keras.ops.count_nonzero": count_nonzero,
    "keras.ops.glu": glu,
    "keras.ops.logsumexp": logsumexp,
    "keras.ops.mean": mean,
    "keras.ops.norm": norm,
    "keras.ops.std": variance,
    "keras.ops.var": variance,
}
