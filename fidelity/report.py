"""The rows as a table in Markdown."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from fidelity.check import Row
from fidelity.original import STYLES
from fidelity.rebuilt import Outcome
from fidelity.subjects import GROUPS, SMALLER

_TITLES = {
    "applications": "Models of keras.applications",
    "gallery": "The gallery",
    "networks": "Small networks in the manner of well-known ones",
    "own": "Layers, cells and functions of a text's own",
    "classes": "Every layer class, by itself",
    "kinds": "Stateful, quantized and shared layers, results in trees",
    "ops": "Every function of keras.ops, by itself",
}

_HEAD = (
    "model",
    "calls",
    "parameters",
    *STYLES,
    "difference",
    "trains alike",
    "imports back",
    "remarks",
)

_INTRODUCTION = """\
# Fidelity

Written by `make fidelity`, not by hand, with Keras {keras}, TensorFlow {tensorflow} and Python
{python}.

Each model is made by Keras, imported from there, and written as source. The source runs in a fresh
process, in which only Keras has been imported. What it makes must be the original: the same layers
with the same names, dtypes and weights, called with the same tensors; and, with the original's
weights copied over, the same output numbers on random input, as in inference. Then it is imported
again, and the design must be equal to the first. Small models are also trained by one step, every
style from the same weights: the loss, all gradients and all weights after it must be alike. Models
of `keras.applications` have random weights and the images that they take by default, but for those
that are slow with it: {smaller}.
A dash stands where there is nothing to try: a model that is no chain has no Sequential form.
"""


def report(rows: Sequence[Row]) -> str:
    """The whole document.

    Args:
        rows: What came of every model.
    """
    smaller = [f"{', '.join(names)} with {side} × {side}" for side, names in SMALLER.items()]
    parts = [
        _INTRODUCTION.format(
            keras=version("keras"),
            tensorflow=version("tensorflow"),
            python=platform.python_version(),
            smaller=" and ".join(smaller),
        ),
        _counts(rows),
    ]
    for group in GROUPS:
        inside = [row for row in rows if row.group == group]
        if inside:
            parts.append(f"## {_TITLES[group]}\n\n{table(inside)}")
    return "\n".join(parts)


def table(rows: Iterable[Row]) -> str:
    """Rows as one table.

    Args:
        rows: What came of some models.
    """
    return _markdown(_HEAD, [_cells(row) for row in rows])


def _counts(rows: Sequence[Row]) -> str:
    lines = []
    for group in GROUPS:
        inside = [row for row in rows if row.group == group]
        if not inside:
            continue
        styles = []
        for style in STYLES:
            found = [row.outcomes[style] for row in inside if style in row.outcomes]
            styles.append(f"{sum(outcome.passed for outcome in found)} of {len(found)}")
        passed = f"{sum(row.passed for row in inside)} of {len(inside)}"
        lines.append((_TITLES[group], passed, *styles))
    return _markdown(("", "all the same", *STYLES), lines)


def _cells(row: Row) -> tuple[str, ...]:
    name = f"`{row.name}`"
    if row.failure:
        return (name, "", "", *("–" for _ in STYLES), "–", "–", "–", row.failure)
    found = [row.outcomes[style] for style in STYLES if style in row.outcomes]
    back = all(outcome.returns is True for outcome in found)
    return (
        name,
        f"{row.calls:,}",
        f"{row.params:,}",
        *(_mark(row.outcomes.get(style)) for style in STYLES),
        "–" if row.difference is None else f"{row.difference:.3g}",
        "–" if row.training is None else "**no**" if row.training else "yes",
        "yes" if back else "**no**",
        _remarks(row),
    )


def _mark(outcome: Outcome | None) -> str:
    if outcome is None:
        return "–"
    return "yes" if outcome.passed else "**no**"


def _remarks(row: Row) -> str:
    found: dict[str, None] = {}
    if row.silent:
        found[f"Keras' own model does not run: {row.silent}"] = None
    if row.placeholders:
        found[f"with {', '.join(row.placeholders)} filled in as `custom_layers`"] = None
    for style, message in row.refused.items():
        if style != "sequential":
            found[f"{style}: {message}"] = None
    for style, outcome in row.outcomes.items():
        for reason in outcome.reasons:
            found[f"{style}: {reason}"] = None
        if outcome.difference:
            found[f"{style} differs by {outcome.difference:.3g}"] = None
    if row.training:
        found[row.training] = None
    return "; ".join(found)


def _markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *([_escaped(cell) for cell in line] for line in lines)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _escaped(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")
