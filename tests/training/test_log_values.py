"""Logs are told of as numbers."""

from __future__ import annotations

import numpy as np

from model_codegen.training.log_values import as_numbers


def test_a_number_for_each_class_is_told_of_by_their_mean() -> None:
    told = as_numbers({"loss": np.float32(0.5), "f1_score": np.array([0.5, 1.0, 0.0]), "n": 2})
    assert told == {"loss": 0.5, "f1_score": 0.5, "n": 2.0}
