"""The largest batch that fits, from two."""

from __future__ import annotations

import pytest

from app.core.training.memory_estimate import largest_batch


@pytest.mark.parametrize(
    ("batch", "some", "more", "ceiling", "most"),
    [
        (32, 420, 740, 1000, 90),  # 100 and 10 a sample
        (32, 420, 740, 99, 0),
        (32, 420, 420, 1000, None),
    ],
)
def test_memory_grows_by_the_sample(
    batch: int, some: int, more: int, ceiling: int, most: int | None
) -> None:
    assert largest_batch(batch, some, more, ceiling) == most
