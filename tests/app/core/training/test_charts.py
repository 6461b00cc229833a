"""Pictures as Vega-Lite has them, of what there is to see."""

from __future__ import annotations

import json

from app.core.training import charts


def test_cells_of_a_small_matrix_hold_their_numbers() -> None:
    small = charts.confusion([[1, 0], [0, 1]], [])
    large = charts.confusion([[0] * 20] * 20, [])
    assert [layer["mark"] for layer in small["layer"]] == ["rect", "text"]
    assert [layer["mark"] for layer in large["layer"]] == ["rect"]
    assert large["height"] == 420
    assert small["encoding"]["y"]["axis"] == {"labelOverlap": False}


def test_every_picture_is_json() -> None:
    head = {"points": [[1.0, 1.5]], "edges": [0.0, 1.0], "counts": [1]}
    specs = (charts.balance({"a": 1}), charts.scatter(head), charts.residuals(head))
    for spec in specs:
        assert len(json.loads(json.dumps(spec))["data"]["values"]) == 1
