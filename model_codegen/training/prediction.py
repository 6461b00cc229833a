"""What a head's outputs say of samples, beside what they should: confusion, residuals, examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

MOST_CLASSES = 64
"""Of more classes no matrix is made."""

MOST_POINTS = 400
"""Points of a scatter of targets and predictions."""

MOST_VALUES = 1024
"""A sample of no more numbers is told whole."""

BINS = 31
"""Bars of a histogram of residuals."""


@dataclass(frozen=True)
class Classes:
    """A head that tells classes apart: the class of each sample, as it is and as it was said.

    Attributes:
        true: The labels.
        said: The classes that the head says.
        score: How sure it is, from 0 to 1; of a head of logits None.
        count: How many classes there are.
    """

    true: Array
    said: Array
    score: Array | None
    count: int


def as_classes(y: Array, out: Array, loss: str) -> Classes | None:
    """Outputs as classes; None if the head does not tell any apart.

    Args:
        y: What is to come out, samples first.
        out: What came out.
        loss: The class of the head's loss, or `""` if that is not known.
    """
    width = out.shape[-1] if out.ndim > 1 else 1
    whole = y.dtype.kind in "iub" or (y.size > 0 and bool(np.all(y == np.floor(y))))
    if not whole or out.size == 0:
        return None
    if width > 1 and y.size * width == out.size and (loss.startswith("Sparse") or not loss):
        scores = out.reshape(-1, width)
        return _of_scores(y.reshape(-1).astype(np.int64), scores)
    if width > 1 and y.shape == out.shape and loss.startswith("Categorical"):
        hot = y.reshape(-1, width)
        return _of_scores(hot.argmax(axis=-1), out.reshape(-1, width))
    if y.size == out.size and loss.startswith(("Binary", "Hinge", "SquaredHinge")):
        flat = out.reshape(-1)
        logits = bool(flat.min() < 0 or flat.max() > 1)
        said = (flat > (0 if logits else 0.5)).astype(np.int64)
        score = None if logits else np.where(said == 1, flat, 1 - flat)
        return Classes((y.reshape(-1) > 0).astype(np.int64), said, score, 2)
    return None


def _of_scores(true: Array, scores: Array) -> Classes | None:
    count = scores.shape[-1]
    if true.min() < 0 or true.max() >= count:
        return None
    said = scores.argmax(axis=-1)
    sums = scores.sum(axis=-1)
    sure = bool(scores.min() >= 0 and np.allclose(sums, 1, atol=1e-2))
    score = np.take_along_axis(scores, said[:, None], -1)[:, 0] if sure else None
    return Classes(true, said, score, count)


def confusion(found: Classes) -> dict[str, Any]:
    """How often each class was said for each: a row for each true one.

    Returns:
        `kind`, `accuracy`, `count` of classes, and `matrix` if there are not too many.
    """
    told: dict[str, Any] = {
        "kind": "confusion",
        "accuracy": float(np.mean(found.true == found.said)),
        "count": found.count,
    }
    if found.count <= MOST_CLASSES:
        places = found.true * found.count + found.said
        flat = np.bincount(places, minlength=found.count**2)
        told["matrix"] = flat.reshape(found.count, found.count).tolist()
    return told


def residuals(y: Array, out: Array) -> dict[str, Any] | None:
    """How far numbers are from what they should be; None if they cannot be set side by side.

    Returns:
        `kind`, `mean_absolute`, `r2`, `points` (pairs of what should be and what came, some of
        them) and a histogram: `edges`, and `counts` between them.
    """
    if y.size != out.size or y.size == 0 or y.dtype.kind not in "iufb":
        return None
    wanted = y.reshape(-1).astype(np.float64)
    got = out.reshape(-1).astype(np.float64)
    finite = np.isfinite(wanted) & np.isfinite(got)
    wanted, got = wanted[finite], got[finite]
    if not wanted.size:
        return None
    off = got - wanted
    spread = float(np.sum((wanted - wanted.mean()) ** 2))
    low, high = float(off.min()), float(off.max())
    # Between numbers that are next to each other there is no room for bars.
    wide = max(high - low, 1e-6 * max(1.0, abs(low), abs(high)))
    counts, edges = np.histogram(off, BINS, range=(low, low + wide))
    picked = np.linspace(0, wanted.size - 1, min(MOST_POINTS, wanted.size)).astype(int)
    return {
        "kind": "residuals",
        "mean_absolute": float(np.abs(off).mean()),
        "r2": 1 - float(np.sum(off**2)) / spread if spread else None,
        "points": [[_short(wanted[i]), _short(got[i])] for i in picked],
        "edges": [_short(edge) for edge in edges],
        "counts": counts.tolist(),
    }


def preview(array: Array, most: int = 32) -> dict[str, Any]:
    """One sample, small enough to be shown.

    Returns:
        `shape`, and either `image` (rows of whole numbers from 0 to 255, or of three of them) or
        `values` (all numbers, or the first of many).
    """
    told: dict[str, Any] = {"shape": list(array.shape)}
    channels = array.shape[2] if array.ndim == 3 else 1
    is_image = array.ndim == 3 and channels in (1, 3) and min(array.shape[:2]) > 1
    if is_image:
        step = max(1, -(-max(array.shape[:2]) // most))
        small = array[::step, ::step].astype(np.float64)
        low, high = float(small.min()), float(small.max())
        grey = np.rint((small - low) * (255 / (high - low or 1))).astype(int)
        told["image"] = (grey[..., 0] if channels == 1 else grey).tolist()
        return told
    # Whole where it may be a picture that was laid flat: who knows the data can tell.
    shown = array.size if array.size <= MOST_VALUES else most
    told["values"] = [_short(value) for value in array.reshape(-1)[:shown].tolist()]
    return told


def said_of(out: Array, most: int = 3) -> Any:
    """What a head says of one sample: its numbers, or of many the places of the largest."""
    flat = out.reshape(-1)
    if flat.size <= most:
        return [_short(value) for value in flat.tolist()]
    top: Sequence[int] = np.argsort(-flat)[:most].tolist()
    return [{"class": place, "value": _short(flat[place])} for place in top]


def _short(value: Any) -> Any:
    """A number with six digits."""
    if isinstance(value, bytes | str | bool | int):
        return value.decode(errors="replace") if isinstance(value, bytes) else value
    return float(f"{float(value):.6g}")
