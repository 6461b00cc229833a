"""Pictures of data and results, as Vega-Lite has them."""

from __future__ import annotations

from typing import Any

from app.core.training.result_tables import confusion_rows, histogram_rows

Spec = dict[str, Any]

_MOST_WRITTEN = 12
"""Of more classes the cells of a matrix hold no numbers."""


def balance(labels: dict[str, int]) -> Spec:
    """How many samples have each label."""
    rows = [{"label": label, "samples": count} for label, count in labels.items()]
    return {
        "data": {"values": rows},
        "height": 90,
        "padding": {"top": 8, "left": 0, "right": 0, "bottom": 0},
        "mark": "bar",
        "encoding": {
            "x": {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelAngle": 0 if len(rows) <= 12 else -90},
            },
            "y": {
                "field": "samples",
                "type": "quantitative",
                "title": None,
                "axis": {"tickCount": 3},
            },
            "tooltip": [{"field": "label"}, {"field": "samples"}],
        },
    }


def confusion(matrix: list[list[int]], names: list[str]) -> Spec:
    """A row for each class as it is, a column for each as it was said."""
    rows = confusion_rows(matrix, names)
    order = [row["true"] for row in rows[:: len(matrix)]]
    x: Spec = {"field": "said", "type": "nominal", "sort": order}
    x["axis"] = {"orient": "top", "labelAngle": 0}
    y: Spec = {"field": "true", "type": "nominal", "sort": order, "title": "is"}
    if len(matrix) <= _MOST_WRITTEN:  # else every second row stands without its label
        y["axis"] = {"labelOverlap": False}
    colour = {
        "field": "share",
        "type": "quantitative",
        "legend": None,
        "scale": {"scheme": "blues"},
    }
    layers: list[Spec] = [{"mark": "rect", "encoding": {"color": colour}}]
    if len(matrix) <= _MOST_WRITTEN:
        ink = {"condition": {"test": "datum.share > 0.5", "value": "white"}, "value": "#1A2029"}
        text = {"field": "count", "type": "quantitative"}
        layers.append({"mark": "text", "encoding": {"text": text, "color": ink}})
    tips = [{"field": name} for name in ("true", "said", "count")]
    return {
        "data": {"values": rows},
        "height": min(420, max(130, 26 * len(matrix))),
        "encoding": {"x": x, "y": y, "tooltip": tips},
        "layer": layers,
    }


def scatter(head: dict[str, Any]) -> Spec:
    """What was said over what is."""
    rows = [{"is": true, "said": said} for true, said in head["points"]]
    free = {"type": "quantitative", "scale": {"zero": False}}
    return {
        "data": {"values": rows},
        "height": 220,
        "mark": {"type": "circle", "size": 18, "opacity": 0.5},
        "encoding": {"x": {"field": "is", **free}, "y": {"field": "said", **free}},
    }


def residuals(head: dict[str, Any]) -> Spec:
    """How far what was said is off."""
    x = {"field": "from", "type": "quantitative", "bin": {"binned": True}, "title": "said − is"}
    return {
        "data": {"values": histogram_rows(head)},
        "height": 220,
        "mark": "bar",
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "y": {"field": "count", "type": "quantitative", "title": "samples"},
        },
    }
