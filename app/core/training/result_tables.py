"""What a run came to, as tables that can be drawn; see `model_codegen.training.sink`."""

from __future__ import annotations

import base64
import math
import struct
import zlib
from typing import Any

from model_codegen.design.training import Training

_MOST_VALUES = 32


def class_names(training: Training, head: str) -> list[str]:
    """What the classes of a head are called, in order; empty where their numbers are their names.

    Labels that are text are numbered in their order.
    """
    data = training.data
    feed = data.targets.get(head) if data else None
    if data is None or feed is None or len(feed.fields) != 1:
        return []
    facts = data.fields.get(feed.fields[0])
    return sorted(facts.labels) if facts is not None and facts.dtype == "str" else []


def confusion_rows(matrix: list[list[int]], names: list[str]) -> list[dict[str, Any]]:
    """A row for each cell: `true`, `said`, `count`, and its `share` of the true class."""
    shown = _names(len(matrix), names)
    return [
        {
            "true": shown[true],
            "said": shown[said],
            "count": count,
            "share": count / (sum(counts) or 1),
        }
        for true, counts in enumerate(matrix)
        for said, count in enumerate(counts)
    ]


def worst(head: dict[str, Any], names: list[str], most: int = 2) -> str:
    """What is mistaken most often: `4 for 9 (12 times)`; empty where nothing is."""
    matrix = head.get("matrix") or []
    shown = _names(len(matrix), names)
    wrong = sorted(
        (
            (count, true, said)
            for true, counts in enumerate(matrix)
            for said, count in enumerate(counts)
            if true != said and count
        ),
        reverse=True,
    )
    return ", ".join(
        f"{shown[true]} for {shown[said]} ({count:,} {'time' if count == 1 else 'times'})"
        for count, true, said in wrong[:most]
    )


def histogram_rows(head: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each bar: `from`, `to`, `count`."""
    edges = head["edges"]
    return [
        {"from": edges[place], "to": edges[place + 1], "count": count}
        for place, count in enumerate(head["counts"])
    ]


def sample_table(samples: list[dict[str, Any]], training: Training) -> dict[str, list[Any]]:
    """Samples by column: what goes in (pictures as addresses), what is, what is said."""
    table: dict[str, list[Any]] = {}
    for sample in samples:
        for name, shown in sample["inputs"].items():
            table.setdefault(name, []).append(_input(shown, _picture_shape(training, name)))
        for name, target in sample["targets"].items():
            names = class_names(training, name)
            table.setdefault(f"{name} is", []).append(_said(target, names))
        for name, said in sample["predictions"].items():
            names = class_names(training, name)
            table.setdefault(f"{name} said", []).append(_said(said, names))
    return {name: column for name, column in table.items() if len(column) == len(samples)}


def picture(rows: list[Any]) -> str:
    """A picture as a `data:` address, a PNG.

    Args:
        rows: Of whole numbers from 0 to 255, or of three of them.
    """
    colour = bool(rows and rows[0] and isinstance(rows[0][0], list))
    lines = b"".join(
        b"\0" + bytes(value for pixel in row for value in (pixel if colour else [pixel]))
        for row in rows
    )
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2 if colour else 0, 0, 0, 0)
    parts = (
        _chunk(b"IHDR", header),
        _chunk(b"IDAT", zlib.compress(lines)),
        _chunk(b"IEND", b""),
    )
    content = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(parts)).decode("ascii")
    return f"data:image/png;base64,{content}"


def _picture_shape(training: Training, name: str) -> tuple[int, ...]:
    """The shape of the pictures that an input is fed with, also where they are laid flat."""
    data = training.data
    feed = data.inputs.get(name) if data else None
    facts = data.fields.get(feed.fields[0]) if data and feed and len(feed.fields) == 1 else None
    if feed is None or facts is None or len(facts.shape) != 2:
        return ()
    sizes = [step["size"] for step in feed.steps if step["step"] == "resize"]
    return tuple(sizes[-1]) if sizes else facts.shape


def _input(shown: dict[str, Any], shape: tuple[int, ...]) -> Any:
    if "image" in shown:
        return picture(shown["image"])
    values = shown.get("values", [])
    if shape and len(values) == math.prod(shape):
        return picture(_rows(values, shape[1]))
    if len(values) > 4 and all(isinstance(value, int | float) for value in values):
        return values[:_MOST_VALUES]
    return ", ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in values)


def _rows(values: list[float], width: int) -> list[list[int]]:
    low, high = min(values), max(values)
    grey = [round((value - low) * (255 / ((high - low) or 1))) for value in values]
    return [grey[start : start + width] for start in range(0, len(grey), width)]


def _said(value: Any, names: list[str]) -> str:
    """`7`, `0.93`, or the largest of many: `3 (0.91), 5 (0.06)`."""
    parts = value if isinstance(value, list) else [value]
    found = []
    for part in parts:
        if isinstance(part, dict):
            found.append(f"{_name(part['class'], names)} ({_share(part['value'])})")
        elif isinstance(part, float):
            found.append(f"{part:.3g}")
        else:
            found.append(_name(part, names) if len(parts) == 1 else str(part))
    return ", ".join(found)


def _share(value: float) -> str:
    """A probability or a logit: of what is next to nothing no digits."""
    return "< 0.001" if 0 < value < 0.001 else f"{value:.3g}"


def _name(place: Any, names: list[str]) -> str:
    known = isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(names)
    return names[place] if known else str(place)


def _names(count: int, names: list[str]) -> list[str]:
    return [_name(place, names) for place in range(count)]


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
