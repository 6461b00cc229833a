"""A cost as lines of text: a table of the calls, then totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from model_codegen.costing.cost_result import Cost, NodeCost
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import INPUT_CLASS

Order = Literal["graph", "flops", "params", "memory"]

BY: Mapping[str, Callable[[NodeCost], int]] = {
    "flops": lambda node: node.flops,
    "params": lambda node: node.params,
    "memory": lambda node: node.activation_bytes,
}
"""What calls are ranked by."""

_HEAD = ("call", "class", "output", "float operations", "", "parameters", "memory")


def lines(
    cost: Cost, names: Mapping[str, str], order: Order = "graph", most: int | None = None
) -> Iterator[str]:
    """The lines of the table.

    Args:
        cost: The cost.
        names: What the main graph's calls are called, by id.
        order: As in the graph, or the dearest first.
        most: How many calls are listed; all if None.
    """
    calls = [*cost.nodes.items()]
    if order != "graph":
        calls.sort(key=lambda item: -BY[order](item[1]))
    total = sum(node.flops for _, node in calls)
    listed = calls if most is None else calls[:most]
    rows = [_HEAD, *(_row(names.get(key, key), node, total) for key, node in listed)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        cells = [
            cell.ljust(width) if column < 3 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
    if len(listed) < len(calls):
        yield f"… and {len(calls) - len(listed)} more"
    yield from totals(cost)


def totals(cost: Cost) -> Iterator[str]:
    """What the model costs, in lines that begin with what they tell."""
    main = cost.graphs[MAIN]
    sizes = "".join(f", {name} {size:,}" for name, size in cost.dims.items())
    training = ", training" if cost.training else ""
    partly = "" if cost.whole else ", as far as it is known"
    by_dtype = ", ".join(f"{dtype} {memory(size)}" for dtype, size in cost.bytes_by_dtype.items())
    weights, tensors = memory(cost.param_bytes), memory(main.activation_bytes)
    kept = max(main.kept_bytes, main.activation_bytes)
    fixed = cost.param_bytes + cost.gradient_bytes + cost.optimizer_bytes
    parts = (
        (weights, "weights"),
        (memory(cost.gradient_bytes), "gradients"),
        (memory(cost.optimizer_bytes), cost.optimizer),
        (memory(kept), "tensors"),
    )
    yield ""
    yield f"batch {cost.batch:,}{sizes}, {cost.policy}{training}{partly}"
    yield f"float operations  {main.flops:,} ({brief(main.flops)}), {main.macs:,} multiply-adds"
    yield f"parameters        {cost.params:,}, {cost.trainable_params:,} trainable ({by_dtype})"
    yield f"memory in use     {weights} weights + {tensors} tensors"
    named = ", ".join(f"{size} {name}" for size, name in parts)
    yield f"memory training   {memory(fixed + kept)}: {named}"


def brief(number: int) -> str:
    """A number with three digits and a letter, such as `7.73 G`."""
    value, unit = float(number), ""
    for letter in ("k", "M", "G", "T", "P", "E"):
        if value < 999.5:
            break
        value, unit = value / 1000, f" {letter}"
    return f"{value:.3g}{unit}" if unit else str(number)


def memory(size: int) -> str:
    """Bytes with three digits and a unit, such as `97.8 MB` (of 1,000,000 bytes)."""
    return f"{size} B" if size < 1000 else f"{brief(size)}B"


def _row(name: str, node: NodeCost, total: int) -> Sequence[str]:
    what = node.what.rpartition(".")[2] if node.what != INPUT_CLASS else "Input"
    shape = ", ".join("×".join(map(str, shape)) for shape in node.shapes[:2])
    share = f"{100 * node.flops / total:.1f} %" if total and node.flops else ""
    params = "shared" if node.shared else f"{node.params:,}" if node.params else ""
    flops = f"{node.flops:,}" if node.flops else ""
    return name, what, shape, flops, share, params, memory(node.activation_bytes)
