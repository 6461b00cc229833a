"""The dearest calls come first."""

from __future__ import annotations

from typing import Any

from app.core.cost_ranking import ranked
from tests.drafting import design, inp, layer

DRAWN = design(
    {
        "x": (inp(4),),
        "small": (layer("ReLU"), "x"),
        "large": (layer("Dense", units=8), "small"),
        "none": (layer("Flatten"), "large"),
    }
)


def costs(scale: int) -> Any:
    def call(flops: int, memory: int) -> dict[str, Any]:
        return {
            "flops": flops * scale,
            "macs": 0,
            "params": 0,
            "memory": memory * scale,
            "dtype": "float32",
            "field": "",
            "formula": "2 × outputs",
        }

    calls = {"x": call(0, 4), "small": call(4, 4), "large": call(12, 8), "none": call(0, 0)}
    return {"graphs": {"main": {"calls": calls, "flops": 16 * scale}}}


def test_calls_are_ranked_without_inputs() -> None:
    rows = ranked(DRAWN, costs(1))
    assert [row.name for row in rows] == ["large", "small", "none"]
    assert [row.share for row in rows] == [0.75, 0.25, 0.0]
    assert [row.formula for row in rows] == ["2 × outputs", "2 × outputs", ""]
    assert rows[0].beside is None


def test_another_count_stands_beside() -> None:
    rows = ranked(DRAWN, costs(1), costs(2))
    assert [row.beside["flops"] for row in rows if row.beside] == [24, 8, 0]
