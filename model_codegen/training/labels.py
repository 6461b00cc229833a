"""Labels that a head has no output for, found in the arrays before anything is trained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from model_codegen.design.wording import quote
from model_codegen.training.failures import TrainingError

SPARSE = frozenset({"SparseCategoricalCrossentropy", "SparseTopKCategoricalAccuracy"})
"""Losses whose labels are the numbers of classes."""

PROBABILITIES = frozenset({"BinaryCrossentropy", "BinaryFocalCrossentropy"})
"""Losses whose labels lie between 0 and 1."""


def check_labels(
    targets: Any, losses: Mapping[str, str], units: Mapping[str, int | None], part: str
) -> None:
    """Refuse labels that are out of range.

    Args:
        targets: What is learnt: an array, or several by the head's name or in order. What is no
            array, such as a `tf.data.Dataset`, is passed over.
        losses: By head the class of its loss.
        units: By head the size of its last dimension.
        part: Of which data: `"training"`, `"validation"`.

    Raises:
        TrainingError: With the first head that has such labels.
    """
    for head, labels in _by_head(targets, [*losses]):
        if labels.size == 0 or labels.dtype.kind not in "iufb":
            continue
        top = units.get(head)
        if losses[head] in SPARSE and top:
            _check(head, labels, 0, top - 1, f"its {top} outputs are for the labels", part)
        elif losses[head] in PROBABILITIES:
            _check(head, labels, 0, 1, "its loss takes labels", part)


def _check(
    head: str, labels: np.ndarray[Any, Any], low: int, high: int, why: str, part: str
) -> None:
    lowest, highest = float(labels.min()), float(labels.max())
    if lowest >= low and highest <= high:
        return
    wrong = lowest if lowest < low else highest
    count = int(np.count_nonzero((labels < low) | (labels > high)))
    samples = "1 label" if count == 1 else f"{count:,} labels"
    raise TrainingError(
        f"Head {quote(head)} has labels out of range in the {part} data: {wrong:g}, while {why} "
        f"{low} to {high} ({samples} of {labels.size:,}). Change the head's units, or what its "
        "labels are made from."
    )


def _by_head(targets: Any, heads: Sequence[str]) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    if isinstance(targets, Mapping):
        yield from ((head, targets[head]) for head in heads if _is_array(targets.get(head)))
    elif isinstance(targets, list | tuple):
        pairs = zip(heads, targets, strict=False)
        yield from ((head, each) for head, each in pairs if _is_array(each))
    elif _is_array(targets) and len(heads) == 1:
        yield heads[0], targets


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)
