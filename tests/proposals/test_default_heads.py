"""Losses and metrics by default."""

from __future__ import annotations

import pytest

from model_codegen.design.training import FieldFacts
from model_codegen.proposals.default_heads import default_head
from model_codegen.proposals.ends import OutputEnd

TWO = FieldFacts((), "int64", 0, 1, {"0": 1, "1": 1})


@pytest.mark.parametrize(
    ("end", "target", "loss", "config", "metric"),
    [
        (
            OutputEnd("y", (10,), "softmax"),
            None,
            "SparseCategoricalCrossentropy",
            {},
            "SparseCategoricalAccuracy",
        ),
        (
            OutputEnd("y", (10,), "softmax"),
            FieldFacts((10,), "float32", 0, 1),
            "CategoricalCrossentropy",
            {},
            "CategoricalAccuracy",
        ),
        (OutputEnd("y", (1,), "sigmoid"), TWO, "BinaryCrossentropy", {}, "BinaryAccuracy"),
        (
            OutputEnd("y", (1,), "linear"),
            TWO,
            "BinaryCrossentropy",
            {"from_logits": True},
            "BinaryAccuracy",
        ),
        (
            OutputEnd("y", (2,), None),
            TWO,
            "SparseCategoricalCrossentropy",
            {"from_logits": True},
            "SparseCategoricalAccuracy",
        ),
        (
            OutputEnd("logits", (2,), "linear"),
            None,
            "SparseCategoricalCrossentropy",
            {"from_logits": True},
            "SparseCategoricalAccuracy",
        ),
        (OutputEnd("y", (1,), "linear"), None, "MeanSquaredError", {}, "MeanAbsoluteError"),
    ],
)
def test_losses(
    end: OutputEnd, target: FieldFacts | None, loss: str, config: dict[str, bool], metric: str
) -> None:
    head = default_head(end, target)
    assert head.loss == {"class_name": f"keras.losses.{loss}", "config": config}
    assert [each["class_name"] for each in head.metrics] == [f"keras.metrics.{metric}"]


def test_logits_are_right_from_0_on() -> None:
    (metric,) = default_head(OutputEnd("y", (1,), "linear"), TWO).metrics
    assert metric["config"] == {"name": "accuracy", "threshold": 0.0}
