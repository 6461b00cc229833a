"""Every spelling of an op leads to a function that Keras has, with the parameters it has."""

from __future__ import annotations

import inspect
from typing import Any

import keras
import numpy as np
import pytest

from model_codegen import catalogue
from model_codegen.importers.op_spellings import (
    BACKEND,
    OPERATORS,
    TENSORFLOW,
    NotTheSame,
    keras_call,
    tensorflow_name,
)

pytestmark = pytest.mark.keras

DROPPED = {"validate_indices", "on_value", "off_value"}
"""Parameters of TensorFlow that change nothing."""


@pytest.mark.parametrize("name", TENSORFLOW)
def test_a_function_of_tensorflow_is_one_of_keras(name: str) -> None:
    own, parameters = TENSORFLOW[name]
    entry = catalogue.find(f"keras.ops.{own}")
    assert entry is not None
    known = inspect.signature(catalogue.resolve(entry.path)).parameters
    ours = {parameter.partition(":")[2] or parameter for parameter in parameters}
    assert ours - DROPPED <= known.keys()


@pytest.mark.parametrize("own", sorted({*BACKEND.values(), *OPERATORS.values()} - {""}))
def test_a_function_of_the_backend_and_an_operator_are_ones_of_keras(own: str) -> None:
    assert catalogue.find(f"keras.ops.{own}") is not None


X = np.random.default_rng(7).normal(size=(2, 3, 4)).astype("float32")
POSITIVE = np.abs(X) + 0.5
SQUARE = X[:, :, :3]
WHOLE = np.array([[2, 0, 1]])
TRUTH = X > 0

CALLS: list[tuple[str, list[Any], dict[str, Any]]] = [
    *((name, [POSITIVE], {}) for name in (
        "abs", "atan", "ceil", "cos", "cosh", "erf", "exp", "expm1", "floor", "is_nan", "log",
        "log1p", "log_sigmoid", "negative", "reciprocal", "round", "rsqrt", "sigmoid", "sign",
        "sin", "sinh", "sqrt", "square", "tan", "tanh", "ones_like", "zeros_like",
        "stop_gradient",
    )),
    *((name, [X], {}) for name in (
        "elu", "gelu", "leaky_relu", "log_softmax", "relu", "relu6", "selu", "silu", "softmax",
        "softplus", "softsign", "swish", "argmax", "argmin", "cumsum",
    )),
    *((name, [X, POSITIVE], {}) for name in (
        "add", "atan2", "divide", "divide_no_nan", "equal", "floordiv", "floormod", "greater",
        "greater_equal", "less", "less_equal", "maximum", "minimum", "mod", "multiply",
        "not_equal", "subtract", "truediv", "eq", "ne",
    )),
    *((name, [TRUTH, ~TRUTH], {}) for name in ("logical_and", "logical_or", "logical_xor")),
    *((f"reduce_{name}", [X], {"axis": [0, 2], "keepdims": True}) for name in (
        "logsumexp", "max", "mean", "min", "prod", "std", "sum", "variance",
    )),
    *((f"reduce_{name}", [TRUTH], {"axis": 1}) for name in ("all", "any")),
    ("argmax", [X], {"axis": -1}),
    ("bias_add", [X, X[0, 0]], {"name": None}),
    ("broadcast_to", [X, (5, 2, 3, 4)], {}),
    ("cast", [X, "int32"], {}),
    ("clip_by_value", [X, -0.5, 0.5], {}),
    ("concat", [[X, X]], {"axis": -1}),
    ("cumsum", [X], {"axis": 2, "reverse": False, "exclusive": False}),
    ("einsum", ["abc,abc->ab", X, X], {}),
    ("expand_dims", [X], {"axis": 1}),
    ("gather", [X, WHOLE[:, 1:]], {"batch_dims": 0}),
    ("gather", [X, WHOLE], {"axis": 2, "validate_indices": None}),
    ("gelu", [X, True], {}),
    ("getitem", [X, (slice(None), 1, ..., None)], {}),
    ("image.resize", [X[None], (5, 7)], {"method": "nearest", "preserve_aspect_ratio": False}),
    ("l2_normalize", [X], {"axis": 1}),
    ("l2_normalize", [X * 1e-5], {"axis": -1, "epsilon": 1e-6}),
    ("leaky_relu", [X], {"alpha": 0.05}),
    ("logical_not", [TRUTH], {}),
    ("matmul", [X, X], {"transpose_b": True}),
    ("matmul", [X, X], {"transpose_a": True, "adjoint_b": False}),
    ("norm", [X], {"ord": "euclidean", "axis": -1}),
    ("one_hot", [WHOLE, 3], {"on_value": None}),
    ("pad", [X, ((0, 0), (1, 1), (2, 0))], {"mode": "SYMMETRIC"}),
    ("pow", [POSITIVE, 1.5], {}),
    ("reduce_sum", [X], {}),
    ("repeat", [X, 2], {"axis": 1}),
    ("reshape", [X, (2, -1)], {}),
    ("reverse", [X, [1]], {}),
    ("roll", [X, 1], {"axis": 1}),
    ("softmax", [X], {"axis": None}),
    ("split", [X, 3], {"axis": 1}),
    ("split", [X, [1, 2]], {"axis": 1}),
    ("squeeze", [X[:, :1]], {"axis": [1]}),
    ("stack", [[X, X]], {}),
    ("tile", [X, (1, 2, 1)], {}),
    ("transpose", [X], {"perm": (0, 2, 1)}),
    ("unstack", [X], {"axis": 1}),
    ("where", [TRUTH, X, 0.0], {}),
]  # fmt: skip


def of_tensorflow(name: str) -> Any:
    import tensorflow as tf

    operators = {
        "eq": tf.equal,
        "ne": tf.not_equal,
        "getitem": lambda x, key: tf.convert_to_tensor(x)[key],
        "image.resize": tf.image.resize,
    }
    if name in operators:
        return operators[name]
    homes = (tf.nn, tf.math, tf.linalg, tf, tf.compat.v1)
    return next(getattr(home, name) for home in homes if hasattr(home, name))


def test_every_function_is_compared() -> None:
    assert {name for name, _, _ in CALLS} == TENSORFLOW.keys()


@pytest.mark.parametrize(("name", "args", "kwargs"), CALLS)
def test_keras_computes_what_tensorflow_does(
    name: str, args: list[Any], kwargs: dict[str, Any]
) -> None:
    wanted = of_tensorflow(name)(*args, **kwargs)
    own, parameters = TENSORFLOW[name]
    function = catalogue.resolve(f"keras.ops.{own}")
    if parameters:
        call = keras_call(name, args, kwargs)
        arguments = {
            key: keras.ops.swapaxes(value, -2, -1) if key in call.swapped else value
            for key, value in call.arguments.items()
        }
        found = function(**arguments)
    else:
        found = function(*args, **kwargs)
    for one, other in zip(keras.tree.flatten(found), keras.tree.flatten(wanted), strict=True):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "reason"),
    [
        ("gather", [X, WHOLE], {"batch_dims": 1}, "no argument `batch_dims`"),
        ("cumsum", [X], {"exclusive": True}, "no argument `exclusive`"),
        ("one_hot", [WHOLE, 3], {"on_value": 5.0}, "ones and zeros"),
        ("image.resize", [X, (2, 2)], {"method": "area"}, "resizes images by"),
        ("l2_normalize", [X], {}, "all axes together"),
        ("split", [X, [-1, 1]], {}, "sizes of the parts"),
        ("abs", [X, X], {}, "fewer arguments"),
    ],
)
def test_what_keras_does_otherwise_is_refused(
    name: str, args: list[Any], kwargs: dict[str, Any], reason: str
) -> None:
    with pytest.raises(NotTheSame, match=reason):
        keras_call(name, args, kwargs)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("math.multiply", "multiply"),
        ("__operators__.add", "add"),
        ("compat.v1.nn.relu", "relu"),
        ("compat.v1.gather", "gather"),
        ("concat", "concat"),
        ("image.resize", "image.resize"),
        ("signal.abs", None),
        ("raw_ops.Add", None),
        ("image.pad", None),
        ("", None),
    ],
)
def test_a_function_is_known_by_its_place(path: str, name: str | None) -> None:
    assert tensorflow_name(path) == name
