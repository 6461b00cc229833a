"""A loss that diverges is told of once."""

from __future__ import annotations

import pytest

from model_codegen.training.divergence import words


@pytest.mark.parametrize(
    "losses",
    [
        [],
        [3.0],
        [3.0, 2.0, 2.5],
        [2.3, 1e-4, 2e-3],  # near zero it swings
        [-1.0, 50.0],  # a loss of one's own may have any sign
        [1.0, 20.0, 400.0],  # it was told of an epoch before
    ],
)
def test_nothing_is_said_of_these(losses: list[float]) -> None:
    assert words(losses) == ""


def test_a_loss_that_grows_is_told_of_when_it_begins() -> None:
    said = words([2.3, 1.9, 41_000.0])
    assert said.startswith("The loss diverges: it has grown from 1.9 to 4.1e+04.")
