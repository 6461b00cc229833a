"""Advice on dtype policies follows what was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.catalogue.policy_notes import MIXED
from model_codegen.costing.precision_advice import advised, precision_advice
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design
from model_codegen.design.training import Training
from tests.drafting import design, inp, layer, repaired

pytestmark = pytest.mark.keras


def advice(drawn: Design) -> Diagnostic | None:
    return precision_advice(drawn, analyse(drawn))


@pytest.mark.parametrize("policy", MIXED)
def test_a_small_model_is_advised_against_mixed_precision(policy: str) -> None:
    drawn = replace(gallery.load("mlp"), dtype_policy=policy)
    found = advice(drawn)
    assert found is not None
    assert (found.code, found.severity) == ("slow-precision", "advice")
    taken = {"mixed_float16": "1.27", "mixed_bfloat16": "1.05"}[policy]
    assert (
        f"mlp, with 56 million, took {taken} ms a step in it and 0.91 in float32" in found.message
    )
    assert "(one H200, JAX)" in found.message
    assert advice(repaired(drawn, found)) is None


@pytest.mark.parametrize("policy", ["float32", "float16", "bfloat16"])
def test_other_policies_were_not_measured(policy: str) -> None:
    assert advice(replace(gallery.load("mlp"), dtype_policy=policy)) is None


def test_the_models_that_were_faster_are_not_spoken_of() -> None:
    cnn = gallery.load("cifar_cnn")
    float16 = advice(replace(cnn, dtype_policy="mixed_float16"))
    assert float16 is not None
    assert "It pays from about ResNet50" in float16.message
    assert advice(replace(cnn, dtype_policy="mixed_bfloat16")) is None


def test_the_batch_is_that_of_the_training() -> None:
    cnn = replace(gallery.load("cifar_cnn"), dtype_policy="mixed_float16")
    assert advice(replace(cnn, training=Training(batch_size=1024))) is None
    small = advice(replace(cnn, training=Training(batch_size=8)))
    assert small is not None
    assert "a forward pass of 8 samples" in small.message


def test_what_cannot_be_counted_is_not_spoken_of() -> None:
    open_length = design({"x": (inp(None, 4),), "d": (layer("Dense", units=3), "x")})
    assert advice(replace(open_length, dtype_policy="mixed_float16")) is None
    broken = design({"x": (inp(4),), "d": (layer("Dense", units=-3), "x")})
    assert advice(replace(broken, dtype_policy="mixed_float16")) is None


def test_it_comes_last_in_the_analysis() -> None:
    drawn = replace(gallery.load("mlp"), dtype_policy="mixed_float16")
    before = analyse(drawn)
    after = advised(drawn, before)
    assert [one.code for one in after.diagnostics] == [
        *(one.code for one in before.diagnostics),
        "slow-precision",
    ]
    plain = gallery.load("mlp")
    analysis = analyse(plain)
    assert advised(plain, analysis) is analysis
