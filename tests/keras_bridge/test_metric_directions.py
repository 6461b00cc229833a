"""Which way metrics improve."""

from __future__ import annotations

import pytest

from model_codegen.keras_bridge.metric_directions import direction


@pytest.mark.keras
def test_accuracy_goes_up_errors_go_down_and_a_mean_goes_nowhere() -> None:
    import keras

    assert direction(keras.metrics.BinaryAccuracy()) == "up"
    assert direction(keras.metrics.MeanSquaredError()) == "down"
    assert direction(keras.metrics.Mean()) is None
    assert direction(object()) is None
