"""Labels that a head has no output for are told of before training."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen.training.failures import TrainingError
from model_codegen.training.labels import check_labels

SPARSE, BINARY = "SparseCategoricalCrossentropy", "BinaryCrossentropy"


@pytest.mark.parametrize(
    ("targets", "losses"),
    [
        (np.array([0, 9]), {"digit": SPARSE}),
        (np.array([0.0, 1.0]), {"same": BINARY}),
        (np.array([-3.5, 12.0]), {"size": "MeanSquaredError"}),
        (np.array([], dtype=int), {"digit": SPARSE}),
        (np.array(["a"]), {"digit": SPARSE}),
        ({"digit": np.array([3]), "size": np.array([-1.0])}, {"digit": SPARSE}),
        (object(), {"digit": SPARSE}),
        (np.array([12]), {"digit": SPARSE, "size": "MeanSquaredError"}),
    ],
)
def test_what_fits_is_passed(targets: Any, losses: dict[str, str]) -> None:
    check_labels(targets, losses, {"digit": 10}, "training")


@pytest.mark.parametrize(
    ("targets", "losses", "said"),
    [
        (np.array([0, 10, 12]), {"digit": SPARSE},
         "Head `digit` has labels out of range in the training data: 12, while its 10 outputs are "
         "for the labels 0 to 9 (2 labels of 3). Change the head's units, or what its labels are "
         "made from."),
        ((np.array([1.0]), np.array([[-1], [3]])), {"size": "MeanSquaredError", "digit": SPARSE},
         "Head `digit` has labels out of range in the training data: -1"),
        ({"same": np.array([1, 2])}, {"same": BINARY},
         "Head `same` has labels out of range in the training data: 2, while its loss takes labels "
         "0 to 1 (1 label of 2)"),
    ],
)  # fmt: skip
def test_what_does_not_is_told(targets: Any, losses: dict[str, str], said: str) -> None:
    with pytest.raises(TrainingError) as caught:
        check_labels(targets, losses, {"digit": 10}, "training")
    assert str(caught.value).startswith(said)
