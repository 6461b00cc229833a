"""Live models as calls."""

from __future__ import annotations

import pytest

from model_codegen.costing.call import Spec
from model_codegen.costing.live_models import live_calls, output_specs
from model_codegen.design.graph import Layer
from model_codegen.keras_bridge.live_calls import LiveCall

pytestmark = pytest.mark.keras

NET = Layer(
    "keras.applications.MobileNet", "net", {"alpha": 0.25, "weights": None, "include_top": False}
)


def test_the_calls_of_an_application_stand_in_order_and_keras_answers_for_open_sizes() -> None:
    calls, ends = live_calls(NET, "float32")
    assert ends == (len(calls) - 1,)
    assert not calls[0].sources
    for place, call in enumerate(calls[1:], 1):
        assert all(number < place for number, _ in call.sources)
    first = next(call for call in calls if call.path == "keras.layers.Conv2D")
    assert isinstance(first, LiveCall)
    assert first.weights == {"kernel": (3, 3, 3, 8)}
    assert output_specs(first, [Spec((2, 64, 48, 3))]) == (Spec((2, 32, 24, 8)),)
