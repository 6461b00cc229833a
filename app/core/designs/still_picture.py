"""A small picture of a design, as SVG: its calls as boxes where they stand, and their wires.

It is drawn from the document alone, in a millisecond, so that a list may have many.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import INPUT_CLASS, Design

WIDTH, HEIGHT = 320, 180
"""Of the picture, in pixels of its own; it is drawn larger or smaller as needed."""

_MARGIN = 10
_BOX = (216.0, 72.0)
"""The size of a call on the canvas, whose place is the middle of its top."""

_READABLE = 14.0
"""So high is a box, in pixels of the picture, in which a name can be read."""

_LONGEST_NAME = 24

_BESIDE = 12.0
"""Between a box and a wire that is led around it, in pixels of the picture."""

_Place = tuple[float, float]

_COLUMN, _ROW = 240.0, 120.0
"""Between calls of which nobody has said where they stand."""

MOST_BOXES, MOST_WIRES = 160, 240
"""Of a larger design so much is drawn; the picture would not tell more."""

# In the middle between black and white: they are seen on a light page and on a dark one.
_FILLS = {
    "input": "#7a828f",
    "layer": "#3b82c4",
    "merge": "#c2702f",
    "op": "#8a63b8",
    "block": "#2f9e77",
}
_WIRE = "#8b93a1"


def svg(design: Design) -> str:
    """The picture of a design's main model."""
    return of_json(to_json(design))


def of_json(document: Mapping[str, Any]) -> str:
    """The picture of a design from its JSON, as it is stored.

    What makes no sense in it is left out.
    """
    main = document["main"]
    nodes: Mapping[str, Any] = main["nodes"]
    if not nodes:
        return EMPTY
    wires = [(source, target) for target, node in nodes.items() for source in _sources(node)]
    wires = [(source, target) for source, target in wires if source in nodes]
    places = _places(nodes, wires, document.get("positions", {}).get("main", {}))
    left, top = (min(place[axis] for place in places.values()) for axis in (0, 1))
    width = max(place[0] for place in places.values()) - left + _BOX[0]
    height = max(place[1] for place in places.values()) - top + _BOX[1]
    scale = min((WIDTH - 2 * _MARGIN) / width, (HEIGHT - 2 * _MARGIN) / height, 0.5)
    dx, dy = (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2
    box = (max(_BOX[0] * scale, 3.0), max(_BOX[1] * scale, 2.0))
    at = {key: (dx + (x - left) * scale, dy + (y - top) * scale) for key, (x, y) in places.items()}
    operations = {**document.get("operations", {}), **main["operations"]}
    merged = _merging(nodes)
    lines = "".join(
        _line(at[source], at[target], box, at.values())
        for source, target in _spread(wires, MOST_WIRES)
    )
    boxes = "".join(
        f'<rect x="{at[key][0]:.1f}" y="{at[key][1]:.1f}" width="{box[0]:.1f}" '
        f'height="{box[1]:.1f}" rx="{min(box[1] / 4, 4):.1f}" '
        f'fill="{_FILLS[_kind(operations.get(nodes[key]["operation"]), key in merged)]}"/>'
        for key in _spread(list(nodes), MOST_BOXES)
    )
    names = ""
    if box[1] >= _READABLE:
        names = "".join(
            _name(operations.get(nodes[key]["operation"]), at[key], box) for key in nodes
        )
    return _svg(
        f'<path d="{lines}" fill="none" stroke="{_WIRE}" stroke-width="1.2"/>{boxes}{names}'
    )


def _name(operation: Any, place: _Place, box: tuple[float, float]) -> str:
    """What a call is, written into its box."""
    said = operation if isinstance(operation, dict) else {}
    whole = said.get("class_name") or said.get("function") or said.get("name") or ""
    name = str(whole).rpartition(".")[2]
    if not name:
        return ""
    # A letter is about 0.6 as wide as it is high.
    size = min(box[1] * 0.4, (box[0] - 4) / (0.6 * min(len(name), _LONGEST_NAME)))
    return (
        f'<text x="{place[0] + box[0] / 2:.1f}" y="{place[1] + box[1] / 2 + size * 0.35:.1f}" '
        f'font-family="sans-serif" font-size="{size:.1f}" fill="#fff" text-anchor="middle">'
        f"{html.escape(name[:_LONGEST_NAME])}</text>"
    )


def _line(source: _Place, target: _Place, box: tuple[float, float], boxes: Iterable[_Place]) -> str:
    """A wire as a path: straight, or in a bow around the boxes that would hide it."""
    x1, y1 = source[0] + box[0] / 2, source[1] + box[1]
    x2, y2 = target[0] + box[0] / 2, target[1]
    begin = f"M{x1:.1f} {y1:.1f}"
    hiding: list[float] = []
    if y2 - y1 > box[1]:  # There is room for a box between its ends.
        for x, y in boxes:
            middle = y + box[1] / 2
            if y1 < middle < y2:
                there = x1 + (x2 - x1) * (middle - y1) / (y2 - y1)
                if x < there < x + box[0]:
                    hiding.append(x + box[0])
    if not hiding:
        return f"{begin}L{x2:.1f} {y2:.1f}"
    # A cubic curve whose middle lies beside the boxes.
    side = max(hiding) + _BESIDE
    bend = side + (side - (x1 + x2) / 2) / 3
    return f"{begin}C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


def _svg(content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{content}</svg>'
    )


def _spread(items: list[Any], most: int) -> list[Any]:
    """So many of them, from the first to the last."""
    if len(items) <= most:
        return items
    return [items[index * len(items) // most] for index in range(most)]


def _sources(node: Mapping[str, Any]) -> Iterator[str]:
    """The calls whose tensors a call takes."""
    pending: list[Any] = [node.get("args"), node.get("kwargs")]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            tensor = value.get("tensor")
            if isinstance(tensor, list) and tensor and isinstance(tensor[0], str):
                yield tensor[0]
            else:
                pending += value.values()


def _merging(nodes: Mapping[str, Any]) -> set[str]:
    return {key for key, node in nodes.items() if len({*_sources(node)}) > 1}


def _kind(operation: Any, merges: bool) -> str:
    kind = operation.get("kind") if isinstance(operation, dict) else "layer"
    if kind == "model":
        return "block"
    if kind == "op":
        return "op"
    if isinstance(operation, dict) and operation.get("class_name") == INPUT_CLASS:
        return "input"
    return "merge" if merges else "layer"


def _places(
    nodes: Mapping[str, Any], wires: list[tuple[str, str]], known: Mapping[str, Any]
) -> dict[str, tuple[float, float]]:
    """Where the calls stand; in rows by their depth where the design does not say it of all."""
    if all(key in known for key in nodes):
        return {key: (float(known[key][0]), float(known[key][1])) for key in nodes}
    depths = dict.fromkeys(nodes, 0)
    # A drawing may have circles: no way through it is longer than it has calls.
    for _ in range(min(len(nodes), 400)):
        deeper = {
            target: depths[source] + 1
            for source, target in wires
            if depths[target] <= depths[source] < len(nodes)
        }
        if not deeper:
            break
        depths |= deeper
    rows: dict[int, list[str]] = {}
    for key, depth in depths.items():
        rows.setdefault(depth, []).append(key)
    return {
        key: ((column - (len(row) - 1) / 2) * _COLUMN, depth * _ROW)
        for depth, row in rows.items()
        for column, key in enumerate(row)
    }


EMPTY = _svg("")
"""That of a design with nothing in it."""
