"""Dtype policies: which there are, and the global one for a while."""

from __future__ import annotations

import keras
import pytest

from model_codegen.keras_bridge.dtype_policies import (
    float_policy,
    global_policy,
    policy_exists,
    quantized_policy,
)

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("float32", True),
        ("mixed_bfloat16", True),
        ("int8_from_float32", True),
        ("float17", False),
        ("", False),
        ("mixed_int8", False),
    ],
)
def test_a_policy_exists_if_keras_says_so(name: str, known: bool) -> None:
    assert policy_exists(name) is known


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("int8_from_mixed_bfloat16", "mixed_bfloat16"),
        ("float8_from_float32", "float32"),
        ("gptq/4/128_from_float16", "float16"),
        ("mixed_float16", "mixed_float16"),
    ],
)
def test_a_quantized_policy_is_made_from_another(name: str, plain: str) -> None:
    assert float_policy(name) == plain


def test_the_global_policy_comes_back() -> None:
    before = keras.config.dtype_policy()
    with global_policy("mixed_float16"):
        assert keras.layers.Dense(3).dtype_policy.name == "mixed_float16"
    assert keras.config.dtype_policy() is before
    with pytest.raises(ZeroDivisionError), global_policy("mixed_float16"):
        raise ZeroDivisionError
    assert keras.config.dtype_policy() is before


def test_an_unknown_policy_is_refused_and_changes_nothing() -> None:
    before = keras.config.dtype_policy()
    with pytest.raises(ValueError, match="float17"), global_policy("float17"):
        pass
    assert keras.config.dtype_policy() is before


def test_a_quantized_policy_is_the_one_that_keras_gives() -> None:
    assert quantized_policy("int8", "float32") == "int8_from_float32"
    assert quantized_policy("int8", "mixed_bfloat16") == "int8_from_mixed_bfloat16"
    assert quantized_policy("int8", "mixed_float16") is None
