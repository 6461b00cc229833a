"""Numbers, shapes and names as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB", "EB")


def count(number: int) -> str:
    """`218,058`."""
    return f"{number:,}"


def counted(number: int, noun: str) -> str:
    """`1 layer`, `3 layers`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def memory(number: int) -> str:
    """`872 kB`: decimal units, three figures."""
    value = float(number)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            break
        value /= 1000
    if unit == "bytes":
        return f"{number:,} bytes"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def duration(seconds: float) -> str:
    """`340 ms`, `2.4 s`."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def shape(value: Sequence[int | None]) -> str:
    """`(None, 64)`, `(None,)`: as Keras prints a shape."""
    return str(tuple(value))


def shapes(outputs: Sequence[dict[str, Any]] | None) -> str:
    """The shapes of a call's outputs; a dash where they are not known."""
    if outputs is None:
        return "–"
    return ", ".join(shape(spec["shape"]) for spec in outputs) or "–"


def file_stem(name: str) -> str:
    """A design's name as a file name for every system: word characters and dashes, never empty."""
    return re.sub(r"[^\w-]+", "_", name).strip("_")[:60] or "model"
