"""What is wrong with a config is said in one sentence each; no value makes it raise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen.catalogue import Catalogue, ConfigProblem
from model_codegen.catalogue.config_validation import check_config

pytestmark = pytest.mark.keras

LSTM = {"class_name": "keras.layers.LSTM", "config": {"units": 3}}


def messages(found: Catalogue, name: str, config: Any) -> list[str]:
    entry = found.entries[f"keras.layers.{name}" if name != "Input" else "keras.Input"]
    return [problem.message for problem in check_config(found, entry, config)]


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("Dense", {"units": 64}),
        ("Dense", {"units": 10**12}),
        ("Dense", {"units": 64, "activation": None}),
        ("Dense", {"units": 64, "activation": {"class_name": "keras.layers.LeakyReLU"}}),
        ("Dense", {"units": 64, "kernel_initializer": "HeNormal"}),
        ("Dense", {"units": 64, "kernel_initializer": "he_normal"}),
        ("Dense", {"units": 64, "kernel_initializer": {"class_name": "keras.initializers.Zeros"}}),
        (
            "Dense",
            {
                "units": 64,
                "kernel_initializer": {
                    "class_name": "keras.initializers.RandomNormal",
                    "config": {"mean": 0, "stddev": 0.1, "seed": 1},
                },
            },
        ),
        ("Dense", {"units": 64, "kernel_regularizer": "l2"}),
        (
            "Dense",
            {
                "units": 64,
                "kernel_regularizer": {
                    "class_name": "keras.regularizers.L2",
                    "config": {"l2": 1e-4},
                },
            },
        ),
        (
            "Conv2D",
            {
                "filters": 8,
                "kernel_size": [3, 3],
                "kernel_constraint": {
                    "class_name": "keras.constraints.MaxNorm",
                    "config": {"max_value": 2, "axis": [0, 1, 2]},
                },
            },
        ),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "strides": 2, "padding": "same"}),
        ("Conv1D", {"filters": 8, "kernel_size": 3, "padding": "causal"}),
        ("LayerNormalization", {"axis": -1}),
        ("LayerNormalization", {"axis": [1, 2]}),
        ("Reshape", {"target_shape": [-1, 4]}),
        ("Flatten", {"data_format": "channels_first"}),
        ("Flatten", {"activity_regularizer": "l1"}),
        ("Dropout", {"rate": 0}),
        ("Dropout", {"rate": 0.5, "noise_shape": [None, 1, 4], "seed": 7}),
        ("Bidirectional", {"layer": LSTM, "merge_mode": None}),
        ("Bidirectional", {"layer": LSTM, "backward_layer": LSTM}),
        (
            "TimeDistributed",
            {"layer": {"class_name": "keras.layers.Dense", "config": {"units": 3, "name": "d"}}},
        ),
        ("RNN", {"cell": {"class_name": "keras.layers.GRUCell", "config": {"units": 3}}}),
        ("RNN", {"cell": [{"class_name": "keras.layers.GRUCell", "config": {"units": 3}}] * 2}),
        ("Normalization", {"mean": [0.0, 1.0], "variance": [[1.0, 2.0]]}),
        ("ZeroPadding2D", {"padding": 1}),
        ("ZeroPadding2D", {"padding": [1, 2]}),
        ("ZeroPadding2D", {"padding": [[1, 2], [3, 4]]}),
        ("Input", {"shape": [None, 28]}),
        ("Input", {"shape": []}),
        ("Input", {"batch_shape": [8, None, 3]}),
    ],
)
def test_what_keras_users_write_is_accepted(
    keras_catalogue: Catalogue, name: str, config: dict[str, Any]
) -> None:
    assert messages(keras_catalogue, name, config) == []


@pytest.mark.parametrize(
    ("name", "config", "message"),
    [
        ("Dense", {"units": -3}, "`units` must be a positive integer, got -3"),
        ("Dense", {"units": True}, "`units` must be a positive integer, got True"),
        ("Dense", {"units": 64.0}, "`units` must be a positive integer, got 64.0"),
        ("Dense", {"units": 1e30}, "`units` must be a positive integer, got 1e+30"),
        ("Dense", {"units": None}, "`units` must be a positive integer, got None"),
        ("Dense", {"units": float("nan")}, "`units` must be a finite number, got nan"),
        (
            "Dense",
            {"units": 10**5000},
            "`units` must be at most 9223372036854775807, got a number of more than 70 digits",
        ),
        ("Dense", {}, "`Dense` needs `units`: a positive integer"),
        (
            "Dense",
            {"units": 3, "activatoin": "relu"},
            "`Dense` has no argument `activatoin`; did you mean `activation`?",
        ),
        ("Flatten", {"__class__": 1}, "`Flatten` has no argument `__class__`"),
        (
            "Dense",
            {"units": 3, "name": "x"},
            "`name` is set on the layer itself, not among its arguments",
        ),
        (
            "Dense",
            {"units": 3, "activation": "rleu"},
            '`activation` must be an activation, such as "relu", got "rleu"',
        ),
        (
            "Dense",
            {"units": 3, "activation": {"class_name": "keras.layers.Dense", "config": {}}},
            '`activation` must be an activation, such as "relu", got `keras.layers.Dense`',
        ),
        (
            "Dense",
            {"units": 3, "kernel_initializer": {"class_name": "os.system", "config": {}}},
            '`kernel_initializer` must be an initializer, such as "glorot_uniform", '
            "got `os.system`",
        ),
        (
            "Dense",
            {
                "units": 3,
                "kernel_initializer": {
                    "class_name": "keras.initializers.HeNormal",
                    "config": {"seed": "a"},
                },
            },
            '`kernel_initializer.seed` must be an integer or None, got "a"',
        ),
        (
            "Dense",
            {
                "units": 3,
                "bias_regularizer": {"class_name": "keras.regularizers.L2", "config": {"l22": 1}},
            },
            "`L2` has no argument `bias_regularizer.l22`; did you mean `l2`?",
        ),
        (
            "Conv2D",
            {"filters": 3, "kernel_size": [3, 3, 3]},
            "`kernel_size` must be a positive integer or a list of 2 positive integers, "
            "got [3, 3, 3]",
        ),
        (
            "Conv2D",
            {"filters": 3, "kernel_size": 3, "padding": "smae"},
            '`padding` must be "valid" or "same", got "smae"',
        ),
        ("Dropout", {"rate": 2}, "`rate` must be a number between 0 and 1, got 2"),
        (
            "Reshape",
            {"target_shape": 5},
            "`target_shape` must be a list of integers of at least -1, got 5",
        ),
        (
            "Bidirectional",
            {"layer": {"class_name": "keras.layers.LSTM", "config": {"units": 0}}},
            "`layer.units` must be a positive integer, got 0",
        ),
        (
            "Bidirectional",
            {"layer": {"class_name": "keras.layers.LSTM", "config": {}}},
            "`LSTM` needs `layer.units`: a positive integer",
        ),
        (
            "Bidirectional",
            {"layer": {"class_name": "keras.layers.Dense", "config": {"units": 3}}},
            "`layer` must be a recurrent layer, such as LSTM, got `keras.layers.Dense`",
        ),
        (
            "Bidirectional",
            {"layer": None},
            "`layer` must be a recurrent layer, such as LSTM, got None",
        ),
        (
            "RNN",
            {"cell": [{"class_name": "keras.layers.LSTMCell", "config": {"units": 0}}]},
            "`cell[0].units` must be a positive integer, got 0",
        ),
        (
            "StringLookup",
            {"vocabulary": "/etc/passwd"},
            '`vocabulary` must be a list of texts or None, got "/etc/passwd"',
        ),
        (
            "Input",
            {"shape": [-1]},
            "`shape` must be a shape, such as [28, 28, 1] or None, got [-1]",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    keras_catalogue: Catalogue, name: str, config: dict[str, Any], message: str
) -> None:
    assert messages(keras_catalogue, name, config) == [message]


def test_problems_name_the_argument_at_the_top(keras_catalogue: Catalogue) -> None:
    entry = keras_catalogue.entries["keras.layers.Bidirectional"]
    config = {"layer": {"class_name": "keras.layers.LSTM", "config": {"units": 0}}}
    assert check_config(keras_catalogue, entry, config) == [
        ConfigProblem("layer", "`layer.units` must be a positive integer, got 0")
    ]
    assert check_config(keras_catalogue, entry, [])[0].argument is None


def test_every_problem_is_reported(keras_catalogue: Catalogue) -> None:
    config = {"units": 0, "use_bias": "yes", "colour": "red"}
    entry = keras_catalogue.entries["keras.layers.Dense"]
    found = [problem.argument for problem in check_config(keras_catalogue, entry, config)]
    assert found == ["units", "use_bias", "colour"]


@pytest.mark.parametrize("values", [(1, True, 1.0, "1"), ("1", 1.0, True, 1)])
def test_a_verdict_is_remembered_for_its_very_value(
    keras_catalogue: Catalogue, values: tuple[Any, ...]
) -> None:
    for _ in range(2):
        taken = [v for v in values if not messages(keras_catalogue, "Dense", {"units": v})]
        assert [type(value) for value in taken] == [int]


def test_a_value_nested_too_deeply_is_refused(keras_catalogue: Catalogue) -> None:
    value: Any = 1.0
    for _ in range(10_000):
        value = [value]
    assert messages(keras_catalogue, "Normalization", {"mean": value}) == [
        "`mean` is nested too deeply"
    ]


def test_layers_inside_layers_are_checked_at_every_depth(keras_catalogue: Catalogue) -> None:
    layer: Any = {"class_name": "keras.layers.Dense", "config": {"units": "many"}}
    for _ in range(5):
        layer = {"class_name": "keras.layers.TimeDistributed", "config": {"layer": layer}}
    assert messages(keras_catalogue, "TimeDistributed", {"layer": layer}) == [
        f'`{"layer." * 6}units` must be a positive integer, got "many"'
    ]


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS | st.sampled_from(["keras.layers.LSTM", "keras.initializers.Zeros", "l2", "relu"]),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(
            st.text(max_size=10) | st.sampled_from(["class_name", "config", "units", "layer"]),
            children,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_config_makes_it_raise(keras_catalogue: Catalogue, data: st.DataObject) -> None:
    entries = [e for e in keras_catalogue.entries.values() if e.kind != "op"]
    entry = data.draw(st.sampled_from(entries))
    keys = st.sampled_from([*entry.schema["properties"], "name", "x"]) | st.text(max_size=8)
    config = data.draw(st.dictionaries(keys, JSON, max_size=5) | JSON)
    for problem in check_config(keras_catalogue, entry, config):
        assert problem.message
        assert "\n" not in problem.message.replace(str(problem.argument), "")
