"""Numbers, shapes and names as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from humanize import naturalsize

_MARKUP = frozenset("\\`*_{}[]()#+-.!|<>~$:^=")


def count(number: int) -> str:
    """`218,058`."""
    return f"{number:,}"


def signed(number: int) -> str:
    """`+1,024`, `−12`."""
    return f"{number:+,}".replace("-", "−")


def counted(number: int, noun: str) -> str:
    """`1 layer`, `3 layers`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def memory(number: int) -> str:
    """`872 kB`: decimal units, three number_text."""
    return naturalsize(number, format="%.3g").replace("Byte", "byte")


def brief(number: int) -> str:
    """`7.73 G`: three digits and a letter."""
    text = naturalsize(number, format="%.3g", gnu=False)
    return text.removesuffix("Bytes").removesuffix("Byte").removesuffix("B").rstrip()


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


def code(text: str) -> str:
    """A name as Markdown code, cut to a readable length, so that nothing in it is markup."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return "`" + short.replace("`", "'").replace("\n", " ") + "`"


def plain(text: str, longest: int = 60) -> str:
    """A text that Markdown shows as it is, cut to a readable length."""
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(f"\\{c}" if c in _MARKUP else c for c in " ".join(short.split()))


def first_of(errors: Sequence[str]) -> str:
    """The first of some messages as a sentence, and how many more there are.

    Args:
        errors: Not empty; with a full stop at their ends or without.
    """
    more = f" And {count(len(errors) - 1)} more, see Problems." if len(errors) > 1 else ""
    return f"{errors[0].removesuffix('.')}.{more}"


def sentence(reason: str) -> str:
    """The `reason` of a diagnostic as a sentence."""
    return f"{reason[:1].upper()}{reason[1:].removesuffix('.')}."
