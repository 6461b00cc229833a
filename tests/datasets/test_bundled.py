"""The data that come with scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen.datasets.bundled import bundled_entries, columns, read_bundled, target_of
from model_codegen.design.errors import DataError


@pytest.mark.parametrize(
    ("name", "samples", "width", "classes"),
    [
        ("digits", 1797, 64, 10),
        ("iris", 150, 4, 3),
        ("wine", 178, 13, 3),
        ("breast_cancer", 569, 30, 2),
        ("diabetes", 442, 10, None),
    ],
)
def test_fields(name: str, samples: int, width: int, classes: int | None) -> None:
    fields = read_bundled(name)
    assert fields["features"].shape == (samples, width)
    answer = fields[target_of(name)]
    assert answer.shape == (samples,)
    assert classes is None or sorted(set(answer)) == list(range(classes))
    side_by_side = [fields[column] for column in columns(name)]
    if side_by_side:
        np.testing.assert_array_equal(np.stack(side_by_side, axis=1), fields["features"])
    else:
        assert fields["image"].shape == (samples, 8, 8)


def test_all_are_offered() -> None:
    assert len(bundled_entries()) == 5


def test_an_unknown_one_is_refused() -> None:
    with pytest.raises(DataError, match=r"no data 'irises'\. Did you mean `iris`"):
        read_bundled("irises")
