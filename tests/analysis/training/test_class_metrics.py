"""Which metrics have a number for each class, and what makes one of them: as Keras has it."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from model_codegen.analysis.training.class_metrics import one_number
from tests.analysis.training.trained import metric

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("F1Score", {}),
        ("F1Score", {"average": "macro"}),
        ("FBetaScore", {"beta": 2.0}),
        ("R2Score", {}),
        ("R2Score", {"class_aggregation": None}),
        ("MeanSquaredError", {}),
    ],
)
def test_metrics_are_as_keras_has_them(name: str, config: dict[str, object]) -> None:
    made = getattr(keras.metrics, name)(**config)
    made.update_state(np.eye(3, dtype="float32"), np.full((3, 3), 1 / 3, "float32"))
    option = one_number(metric(name, **config))
    assert (np.size(made.result()) == 1) == (option is None)
    if option is not None:
        argument, value = option
        made = getattr(keras.metrics, name)(**{**config, argument: value})
        made.update_state(np.eye(3, dtype="float32"), np.full((3, 3), 1 / 3, "float32"))
        assert np.size(made.result()) == 1
