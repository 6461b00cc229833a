"""Weights are moved from where they began, in their own dtypes; what is counted stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.emitters.collect import collect
from model_codegen.execution.build import build
from model_codegen.verify.built_layers import layers
from model_codegen.verify.stirred_weights import stirred

pytestmark = pytest.mark.keras


def test_no_weight_is_left_at_its_initial_value() -> None:
    """Biases of zero and scales of one would hide a layer that was mixed up with another."""
    design = gallery.load("binary_classifier")
    program = collect(design, analyse(design))
    found = list(layers(program, program.main, build(design)))
    before = {path: layer.get_weights() for path, layer in found}
    assert before[("dense",)][1].tolist() == [0.0] * 256
    after = stirred(found, np.random.default_rng(0))
    assert after.keys() == before.keys()
    for path, values in after.items():
        for new, old in zip(values, before[path], strict=True):
            assert new.dtype == old.dtype
            assert np.all(new != old)
            assert np.all(np.abs(new - old) <= 0.05)


def test_whole_numbers_stay() -> None:
    class Counter:
        def get_weights(self) -> list[Any]:
            return [np.array(7, "int64")]

    (values,) = stirred([(("count",), Counter())], np.random.default_rng(0)).values()
    assert [value.tolist() for value in values] == [7]
