"""Classes that count more: `class_weight` where Keras takes it, else weights of samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model_codegen.emitters import emit
from tests.emitters.training.running import CLASSES, NUMBER, A, B, module, train, two_headed

pytestmark = pytest.mark.keras

LABELS = np.array([0, 1, 1, 2])


def script(outputs: Any, weights: Mapping[str, Any], style: str = "functional") -> str:
    heads = {"a": CLASSES} if outputs is A else {"a": CLASSES, "b": NUMBER}
    weighted = {name: replace(heads[name], class_weight=found) for name, found in weights.items()}
    return emit(two_headed(outputs, heads | weighted), style, with_training=True).text


@pytest.mark.parametrize("weights", ["balanced", {"0": 4 / 3, "1": 2 / 3, "2": 4 / 3}])
def test_a_single_head_has_the_class_weight_of_fit(weights: Any) -> None:
    text = script(A, {"a": weights})
    assert "class_weight=class_weight" in text
    seen: dict[str, Any] = {}

    class Model:
        def fit(self, *args: Any, **kwargs: Any) -> Any:
            seen.update(kwargs)
            return self

        history: Any = None

    names = module(text)
    names["compile_model"].__globals__["compile_model"] = lambda model: None
    names["train"](Model(), (np.zeros((4, 4)), LABELS), None)
    assert seen["class_weight"] == pytest.approx({0: 4 / 3, 1: 2 / 3, 2: 4 / 3})


@pytest.mark.parametrize(
    ("outputs", "style"), [([A, B], "subclass"), ({"a": A, "b": B}, "functional")]
)
def test_of_several_heads_samples_are_weighed(outputs: Any, style: str) -> None:
    text = script(outputs, {"a": "balanced"}, style)
    names = module(text)
    assert names["class_weights"](LABELS) == pytest.approx([4 / 3, 2 / 3, 2 / 3, 4 / 3])
    (_, y, sample_weight), validation = names["load_data"]()
    assert len(validation) == 2
    key = "a" if isinstance(outputs, dict) else 0
    assert sample_weight[key] == pytest.approx(names["class_weights"](y[key]))
    nothing = np.zeros(256)
    _, history = train(text, eagerly=True, class_weights=lambda labels: nothing)
    assert history["a_loss"] == [0]
    assert history["b_loss"][0] > 0


def test_weights_that_are_given_are_those_of_the_labels() -> None:
    names = module(script([A, B], {"a": {"1": 5.0}}))
    (_, y, (weights, ones)), _ = names["load_data"]()
    assert {*zip(y[0].tolist(), weights.tolist(), strict=True)} == {(0, 1.0), (1, 5.0), (2, 1.0)}
    assert {*ones.tolist()} == {1.0}
