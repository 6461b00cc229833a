"""docs/cost.md: how costs are counted, and where they differ from others' counts."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from fidelity.cost_jax import JaxCount
from fidelity.cost_memory import Measured
from fidelity.cost_rows import CostRow
from model_codegen.costing.work import PER_ITEM

_TITLES = {
    "applications": "Models of keras.applications",
    "gallery": "The gallery",
    "networks": "Small networks in the manner of well-known ones",
    "classes": "Every layer class, by itself",
    "ops": "Every function of keras.ops, by itself",
}

_INTRODUCTION = """\
# Costs

Written by `python -m fidelity.costs`, not by hand, with Keras {keras}, TensorFlow {tensorflow} and
Python {python}.

`model_codegen cost design.json` and `mc.cost(design)` count float operations and memory from the
drawing, without making a weight. A rule says for each class and function which of TensorFlow's
operations Keras does, and how often ([decision 0167](decisions/0167-costs.md)). Here the sums are
held against `tf.compat.v1.profiler`, which traces the model that Keras built and asks each
operation of the graph, for a batch of 4 and for use (`training=False`).

**What counts.** A multiply-add is two float operations. What the profiler counts is counted as it
does; what it passes over is one for each element of its result. For each thing counted: {weights}.
All others are one. Moving data (reshape, concatenate, gather, pad, cast) is none.

**What the columns say.** *counted* are the float operations of the kinds that the profiler counts,
*profiler* is what it says: equal, or the remarks say why not. *passed over* is what it has no
figure for, such as `Relu` and `Einsum`; together they are what `mc.cost` tells.
"""

_JAX = """\
## JAX's compiler

`jax.jit(model).lower(…).cost_analysis()` says how many float operations XLA sees in the program of
the same model, under Keras' JAX backend. XLA does not count products with the zeros of a padding,
counts a transcendental function apart, and sees other operations around normalizations and softmax.
*multiply-adds in the program* are those of its `dot_general` and `conv_general_dilated`, padding
included, loops as often as they run: they are ours, exactly, or the remark says why not.
"""

_MEMORY = """\
## Memory, measured

The tensors of a forward pass, as `mc.cost(design, 32).activation_bytes` has them, beside what
TensorFlow's allocator had in use at its fullest moment for the same model on this processor: one
thread, without weights, from the timeline of allocations that `RunOptions.FULL_TRACE` records.
Convolutions take room for their own purposes meanwhile, which is not the model's.
"""


def page(rows: Sequence[CostRow], jax: Mapping[str, JaxCount], measured: Sequence[Measured]) -> str:
    """The whole document.

    Args:
        rows: The models, beside the profiler.
        jax: What JAX counts, by model.
        measured: Memory as it was measured.
    """
    weights = ", ".join(f"`{op}` {count}" for op, count in PER_ITEM.items())
    parts = [
        _INTRODUCTION.format(
            keras=version("keras"),
            tensorflow=version("tensorflow"),
            python=platform.python_version(),
            weights=weights,
        ),
        _overview(rows),
    ]
    for group, title in _TITLES.items():
        own = [row for row in rows if row.group == group]
        if own:
            parts.append(f"## {title}\n\n{table(own)}")
    if jax:
        known = {row.name: row for row in rows}
        parts.append(f"{_JAX}\n{_jax_table(jax, known)}")
    if measured:
        parts.append(f"{_MEMORY}\n{_memory_table(measured)}")
    return "\n".join(parts)


def table(rows: Sequence[CostRow]) -> str:
    """The models as a table in Markdown."""
    head = ("model", "float operations", "counted", "profiler", "equal", "passed over", "remarks")
    return _markdown(head, [_cells(row) for row in rows])


def _cells(row: CostRow) -> Sequence[str]:
    if row.failure:
        return (f"`{row.name}`", "", "", "", "–", "", row.failure.replace("\n", " "))
    over = ", ".join(f"{op} {flops:,}" for op, flops in sorted(row.passed_over.items()))
    remarks = [*row.reasons, *(note for note in row.notes if note not in " ".join(row.reasons))]
    remarks += [f"**unexplained**: {op} {a:,} and {b:,}" for op, (a, b) in row.unexplained.items()]
    if row.looped is not None:
        remarks.append(f"with its loops {row.looped:,}")
    equal = "yes" if row.equal else "no"
    figures = (f"{number:,}" for number in (row.flops, row.counted, row.profiler))
    return (f"`{row.name}`", *figures, equal, over, "; ".join(remarks))


def _overview(rows: Sequence[CostRow]) -> str:
    lines = []
    for group, title in _TITLES.items():
        own = [row for row in rows if row.group == group]
        if own:
            told = [row for row in own if not row.failure]
            equal = sum(row.equal for row in told)
            explained = sum(row.explained and not row.equal for row in told)
            lines.append(
                (title, f"{equal} of {len(own)}", str(explained), str(len(own) - len(told)))
            )
    return _markdown(("", "equal", "difference explained", "cannot be traced"), lines) + "\n"


def _jax_table(jax: Mapping[str, JaxCount], rows: Mapping[str, CostRow]) -> str:
    head = (
        "model",
        "float operations",
        "XLA",
        "multiply-adds",
        "in the program",
        "equal",
        "remarks",
    )
    lines: list[Sequence[str]] = []
    for name, count in jax.items():
        if name not in rows or rows[name].failure:
            continue
        row = rows[name]
        if count.failure:
            lines.append(
                (f"`{name}`", f"{row.flops:,}", "", f"{row.macs:,}", "", "–", count.failure)
            )
            continue
        equal = "yes" if count.macs == row.macs else "no"
        figures = (row.flops, count.flops, row.macs, count.macs)
        share = f"XLA has {100 * count.flops / max(1, row.flops):.1f} % of ours"
        if row.looped is not None:
            share += ": it counts what a loop does once"
        elif count.flops > row.flops:
            share += ": it counts conversions of dtypes and of indices, and more of an `erf`"
        lines.append((f"`{name}`", *(f"{n:,}" for n in figures), equal, f"{share}{count.remark}"))
    return _markdown(head, lines)


def _memory_table(measured: Sequence[Measured]) -> str:
    head = ("model", "counted", "measured", "counted ÷ measured", "remarks")
    lines = [
        (
            *(f"`{m.name}`", f"{m.counted:,}", f"{m.measured:,}"),
            *(f"{m.counted / m.measured:.3f}", m.remark),
        )
        for m in measured
    ]
    return _markdown(head, lines)


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
