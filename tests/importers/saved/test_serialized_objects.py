"""What an object of a saved config is."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.serialized_objects import (
    MOST_NUMBERS,
    home_of,
    is_keras,
    is_plain_object,
    numbers_of,
    own_fields,
    policy_name,
)


def policy(class_name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": class_name, "config": config}


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("mixed_float16", "mixed_float16"),
        (policy("DTypePolicy", name="bfloat16"), "bfloat16"),
        (policy("Policy", name="mixed_float16"), "mixed_float16"),
        (policy("QuantizedDTypePolicy", mode="int8", source_name="float32"), "int8_from_float32"),
    ],
)
def test_a_policy_is_known_by_a_name(value: Any, name: str) -> None:
    assert policy_name(value) == name


@pytest.mark.parametrize(
    "value",
    [None, 3, {}, policy("DTypePolicy"), policy("DTypePolicyMap", name="map"), policy("X", mode=1)],
)
def test_a_policy_that_no_name_tells_is_refused(value: Any) -> None:
    with pytest.raises(Unrepresentable, match="dtype policy"):
        policy_name(value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ({"class_name": "keras.layers.Dense", "config": {}}, True),
        ({"class_name": "keras.layers.Dense"}, False),
        ({"class_name": "Dense", "config": {}, "module": "keras.layers"}, False),
        ({"class_name": {}, "config": {}}, False),
        ([], False),
    ],
)
def test_a_document_has_class_and_config_alone(value: Any, plain: bool) -> None:
    assert is_plain_object(value) is plain


@pytest.mark.parametrize(
    ("argument", "home"),
    [
        ("kernel_initializer", "keras.initializers"),
        ("bias_regularizer", "keras.regularizers"),
        ("kernel_constraint", "keras.constraints"),
        ("backward_layer", "keras.layers"),
        ("cells", "keras.layers"),
        ("activation", None),
        ("layers", None),
    ],
)
def test_the_name_of_an_argument_tells_where_its_class_stands(
    argument: str, home: str | None
) -> None:
    assert home_of(argument) == home


def test_arrays_are_taken_up_to_a_size() -> None:
    assert numbers_of([[1.0], [2.0, 3.0]]) == [[1.0], [2.0, 3.0]]
    most = [0] * (MOST_NUMBERS - 1)
    assert numbers_of(most) is most
    with pytest.raises(Unrepresentable, match="an array that is too large"):
        numbers_of([most, 1])


@pytest.mark.parametrize(
    ("config", "kept"),
    [
        ({}, {}),
        ({"name": "lstm", "dtype": "float32"}, {}),
        ({"name": "lstm_12"}, {}),
        ({"name": "forward_lstm"}, {}),
        ({"name": "reader"}, {"name": "reader"}),
        ({"name": "backward_reader"}, {"name": "reader"}),
        ({"name": "lstm_2b"}, {"name": "lstm_2b"}),
        ({"dtype": policy("DTypePolicy", name="float16")}, {"dtype": "float16"}),
    ],
)
def test_a_wrapped_layer_says_what_keras_would_not_choose(
    config: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert own_fields("LSTM", config, "float32") == kept


@pytest.mark.keras
def test_a_class_of_a_user_is_none_of_keras() -> None:
    dense = {"class_name": "Dense", "module": "keras.layers", "registered_name": None}
    assert is_keras(dense, "keras.layers")
    assert is_keras({"class_name": "Dense"}, "keras.layers")
    assert is_keras(dense | {"registered_name": "Dense"}, "keras.layers")
    assert not is_keras(dense | {"registered_name": "mine>Dense"}, "keras.layers")
    assert not is_keras(dense | {"module": "mine.layers"}, "keras.layers")
    assert not is_keras(dense | {"class_name": "Lambda"}, "keras.layers")
    assert not is_keras(dense | {"class_name": 3}, "keras.layers")
