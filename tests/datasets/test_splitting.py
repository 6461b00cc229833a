"""Which samples are learnt from."""

from __future__ import annotations

import pytest

from model_codegen.datasets.splitting import split, validation_samples


def test_every_sample_is_on_one_side() -> None:
    train, validation = split(10, 0.25, seed=3)
    assert (len(train), len(validation)) == (8, 2)
    assert sorted([*train, *validation]) == list(range(10))
    again, _ = split(10, 0.25, seed=3)
    other, _ = split(10, 0.25, seed=4)
    assert again.tolist() == train.tolist() != other.tolist()


@pytest.mark.parametrize(
    ("samples", "part", "kept"), [(10, 0, 0), (1, 0.5, 0), (4, 0.1, 1), (5, 1.0, 4), (0, 0.5, 0)]
)
def test_one_is_left_to_learn_from(samples: int, part: float, kept: int) -> None:
    assert validation_samples(samples, part) == kept
