"""Costs as JSON."""

from __future__ import annotations

import json

import pytest

from app.core.session.session import LENS
from app.core.tasks import cost_tasks
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

DRAWN = design(
    {
        "tokens": (inp(None, 4),),
        "attention": (layer("MultiHeadAttention", num_heads=1, key_dim=4), "tokens", "tokens"),
    },
    "tokens",
)


def test_what_is_open_is_asked_for_and_what_is_not_is_passed_over() -> None:
    unknown = cost_tasks.cost(DRAWN, {**LENS, "dims": {"gone": 3}})
    assert unknown["open"] == {"tokens": None}
    assert "`tokens` is of unknown size" in unknown["problems"][0]
    known = cost_tasks.cost(DRAWN, {**LENS, "batch": 2, "dims": {"tokens": 8}})
    assert (known["open"], known["problems"]) == ({"tokens": 8}, [])
    call = known["graphs"]["main"]["calls"]["attention"]
    assert call["macs"] == known["graphs"]["main"]["macs"] > 0
    assert call["formula"].startswith("2 × ")
    json.dumps(known)


def test_growth_is_told_in_words() -> None:
    rows = cost_tasks.growth(DRAWN, {**LENS, "dims": {"tokens": 8}})
    assert [row["flops"] for row in rows] == ["linear in batch", "quadratic in tokens"]
    assert cost_tasks.growth(DRAWN, LENS) == []
