"""The price of a repair, in words."""

from __future__ import annotations

import pytest

from app.core.tasks.repair_tasks import PricedRepair
from app.ui.chain_repairs import price


def repair(before: int, after: int, calls: tuple[int, int], left: int) -> PricedRepair:
    return PricedRepair(0, "Do it", "Nothing.", [], [], before, after, calls, left)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            repair(217_537, 418_497, (8, 8), 3),
            "217,537 → **418,497** parameters (+200,960). 3 reasons are left.",
        ),
        (
            repair(40, 20, (3, 5), 0),
            "40 → **20** parameters (−20), 5 → 3 calls. Then it is a chain.",
        ),
        (repair(40, 40, (4, 3), 1), "40 → **40** parameters, 3 → 4 calls. 1 reason is left."),
    ],
)
def test_a_price_has_parameters_calls_and_what_is_left(made: PricedRepair, said: str) -> None:
    assert price(made) == said
