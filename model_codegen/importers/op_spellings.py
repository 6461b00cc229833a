"""Functions of `keras.ops`, as TensorFlow, `keras.backend` and operators spell them.

Source calls them, and files of Keras 2 record their calls; both are read by this table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

V = TypeVar("V")

_REDUCE = ("input_tensor:x", "axis", "keepdims")
_ONE = ("x",)
_TWO = ("x:x1", "y:x2")
_ACT = ("features:x",)
_ON_OFF = ("on_value", "off_value")
_SELF = ("self:x1", "other:x2")

TENSORFLOW: dict[str, tuple[str, tuple[str, ...]]] = {
    "abs": ("absolute", _ONE),
    "add": ("add", _TWO),
    "argmax": ("argmax", ("input:x", "axis")),
    "argmin": ("argmin", ("input:x", "axis")),
    "atan": ("arctan", _ONE),
    "atan2": ("arctan2", ("y:x1", "x:x2")),
    "bias_add": ("add", ("value:x1", "bias:x2")),
    "broadcast_to": ("broadcast_to", ("input:x", "shape")),
    "cast": ("cast", ("x", "dtype")),
    "ceil": ("ceil", _ONE),
    "clip_by_value": ("clip", ("t:x", "clip_value_min:x_min", "clip_value_max:x_max")),
    "concat": ("concatenate", ("values:xs", "axis")),
    "cos": ("cos", _ONE),
    "cosh": ("cosh", _ONE),
    "cumsum": ("cumsum", ("x", "axis")),
    "divide": ("divide", _TWO),
    "einsum": ("einsum", ()),
    "elu": ("elu", _ACT),
    "eq": ("equal", _SELF),
    "equal": ("equal", _TWO),
    "erf": ("erf", _ONE),
    "exp": ("exp", _ONE),
    "divide_no_nan": ("divide_no_nan", _TWO),
    "expand_dims": ("expand_dims", ("input:x", "axis")),
    "expm1": ("expm1", _ONE),
    "floor": ("floor", _ONE),
    "floordiv": ("floor_divide", _TWO),
    "floormod": ("mod", _TWO),
    "gather": ("take", ("params:x", "indices", "validate_indices", "axis")),
    "gelu": ("gelu", (*_ACT, "approximate")),
    "getitem": ("get_item", ("tensor:x", "slice_spec:key")),
    "greater": ("greater", _TWO),
    "greater_equal": ("greater_equal", _TWO),
    "image.resize": ("image.resize", ("images", "size", "method:interpolation", "antialias")),
    "is_nan": ("isnan", _ONE),
    "leaky_relu": ("leaky_relu", (*_ACT, "alpha:negative_slope")),
    "l2_normalize": ("normalize", ("x", "axis", "epsilon")),
    "less": ("less", _TWO),
    "less_equal": ("less_equal", _TWO),
    "log": ("log", _ONE),
    "log1p": ("log1p", _ONE),
    "log_sigmoid": ("log_sigmoid", _ONE),
    "log_softmax": ("log_softmax", ("logits:x", "axis")),
    "logical_and": ("logical_and", _TWO),
    "logical_not": ("logical_not", _ONE),
    "logical_or": ("logical_or", _TWO),
    "logical_xor": ("logical_xor", _TWO),
    "matmul": ("matmul", ("a:x1", "b:x2")),
    "maximum": ("maximum", _TWO),
    "minimum": ("minimum", _TWO),
    "mod": ("mod", _TWO),
    "multiply": ("multiply", _TWO),
    "ne": ("not_equal", _SELF),
    "negative": ("negative", _ONE),
    "norm": ("norm", ("tensor:x", "ord", "axis", "keepdims")),
    "not_equal": ("not_equal", _TWO),
    "one_hot": (
        "one_hot",
        ("indices:x", "depth:num_classes", "on_value", "off_value", "axis", "dtype"),
    ),
    "ones_like": ("ones_like", ("input:x",)),
    "pad": ("pad", ("tensor:x", "paddings:pad_width", "mode")),
    "pow": ("power", _TWO),
    "reciprocal": ("reciprocal", _ONE),
    "reduce_all": ("all", _REDUCE),
    "reduce_any": ("any", _REDUCE),
    "reduce_logsumexp": ("logsumexp", _REDUCE),
    "reduce_max": ("max", _REDUCE),
    "reduce_mean": ("mean", _REDUCE),
    "reduce_min": ("min", _REDUCE),
    "reduce_prod": ("prod", _REDUCE),
    "reduce_std": ("std", _REDUCE),
    "reduce_sum": ("sum", _REDUCE),
    "reduce_variance": ("var", _REDUCE),
    "relu": ("relu", _ACT),
    "relu6": ("relu6", _ACT),
    "repeat": ("repeat", ("input:x", "repeats", "axis")),
    "reshape": ("reshape", ("tensor:x", "shape:newshape")),
    "reverse": ("flip", ("tensor:x", "axis")),
    "roll": ("roll", ("input:x", "shift", "axis")),
    "round": ("round", _ONE),
    "rsqrt": ("rsqrt", _ONE),
    "selu": ("selu", _ACT),
    "sigmoid": ("sigmoid", _ONE),
    "sign": ("sign", _ONE),
    "silu": ("silu", _ACT),
    "sin": ("sin", _ONE),
    "sinh": ("sinh", _ONE),
    "softmax": ("softmax", ("logits:x", "axis")),
    "softplus": ("softplus", _ACT),
    "softsign": ("softsign", _ACT),
    "split": ("split", ("value:x", "num_or_size_splits:indices_or_sections", "axis")),
    "sqrt": ("sqrt", _ONE),
    "square": ("square", _ONE),
    "squeeze": ("squeeze", ("input:x", "axis")),
    "stack": ("stack", ("values:x", "axis")),
    "stop_gradient": ("stop_gradient", ("input:variable",)),
    "subtract": ("subtract", _TWO),
    "swish": ("silu", _ACT),
    "tan": ("tan", _ONE),
    "tanh": ("tanh", _ONE),
    "tile": ("tile", ("input:x", "multiples:repeats")),
    "transpose": ("transpose", ("a:x", "perm:axes")),
    "truediv": ("true_divide", _TWO),
    "unstack": ("unstack", ("value:x", "num", "axis")),
    "where": ("where", ("condition", "x:x1", "y:x2")),
    "zeros_like": ("zeros_like", ("input:x",)),
}
"""By name in TensorFlow: the function of Keras, and its parameters where they are called
otherwise, `theirs:ours`."""

DEFAULTS: dict[str, dict[str, Any]] = {
    "argmax": {"axis": 0},
    "argmin": {"axis": 0},
    "cumsum": {"axis": 0},
    "gather": {"axis": 0},
    "gelu": {"approximate": False},
    "l2_normalize": {"epsilon": 1e-12},
}
"""Arguments, by TensorFlow's names, that are something else in Keras when they are not given."""

_NO_MATTER = ("name", "validate_indices")
"""Arguments of TensorFlow that do not change what is computed."""

_RESIZED_BY = ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")

_HOME = re.compile(r"^(compat\.v[12]\.)?(math\.|linalg\.|nn\.|__operators__\.)?(?=\w+$|image\.)")

BACKEND = {
    "argmax": "argmax",
    "batch_dot": "",
    "batch_flatten": "",
    "cast": "cast",
    "cast_to_floatx": "",
    "clip": "clip",
    "concatenate": "concatenate",
    "dot": "dot",
    "expand_dims": "expand_dims",
    "gather": "take",
    "permute_dimensions": "transpose",
    "pow": "power",
    "repeat_elements": "repeat",
    "sum": "sum",
}
"""Functions of `keras.backend` by another name, or none."""

OPERATORS = {
    "Add": "add",
    "Sub": "subtract",
    "Mult": "multiply",
    "Div": "true_divide",
    "FloorDiv": "floor_divide",
    "Mod": "mod",
    "Pow": "power",
    "MatMult": "matmul",
    "BitAnd": "logical_and",
    "BitOr": "logical_or",
    "BitXor": "logical_xor",
    "Lt": "less",
    "LtE": "less_equal",
    "Gt": "greater",
    "GtE": "greater_equal",
    "Eq": "equal",
    "NotEq": "not_equal",
    "USub": "negative",
    "Invert": "logical_not",
}
"""What an operator on tensors is, by its name in Python's grammar."""


class NotTheSame(Exception):  # noqa: N818, it is no error of anybody
    """Keras has no function that does the same; the message says why, as a sentence's end."""


@dataclass(frozen=True)
class KerasCall(Generic[V]):
    """A call of a function of `keras.ops`.

    Attributes:
        function: Its name in `keras.ops`.
        arguments: Its arguments by name.
        swapped: Those of them of which the last two axes are swapped before.
    """

    function: str
    arguments: dict[str, V]
    swapped: tuple[str, ...] = ()


def tensorflow_name(path: str) -> str | None:
    """The key in `TENSORFLOW` of a function; None if it is none of these.

    Args:
        path: Where it is in TensorFlow, such as `math.add`, `compat.v1.gather`, `concat`.
    """
    name = _HOME.sub("", path)
    return name if name in TENSORFLOW else None


def keras_call(name: str, args: Sequence[V], kwargs: Mapping[str, V]) -> KerasCall[V]:
    """The call of `keras.ops` that does what a call of TensorFlow does.

    Args:
        name: A key of `TENSORFLOW` whose parameters are told there.
        args: The arguments by position.
        kwargs: The arguments by name.

    Raises:
        NotTheSame: If Keras has no such call.
    """
    own, parameters = TENSORFLOW[name]
    ours = {p.partition(":")[0]: p.partition(":")[2] or p for p in parameters}
    if len(args) > len(ours):
        raise NotTheSame(f"`{own}` of Keras has fewer arguments than `{name}` is given")
    given: dict[str, Any] = dict(zip(ours, args, strict=False)) | dict(kwargs)
    # With None, TensorFlow does what it does without; as an index it is a new axis.
    named = {
        key: value
        for key, value in given.items()
        if key not in _NO_MATTER and (value is not None or name == "getitem")
    }
    named = DEFAULTS.get(name, {}) | named
    swapped = []
    if name == "matmul":
        for flag, operand in (("transpose_a", "a"), ("transpose_b", "b")):
            if named.pop(flag, False) is True:
                swapped.append(ours[operand])
    _respell(name, named)
    named = {k: v for k, v in named.items() if k in ours or not _is_default(k, v)}
    unknown = sorted(named.keys() - ours.keys())
    if unknown:
        raise NotTheSame(f"`{own}` of Keras has no argument `{unknown[0]}`")
    return KerasCall(own, {ours[key]: value for key, value in named.items()}, tuple(swapped))


def _is_default(argument: str, value: Any) -> bool:
    return value is False or (argument == "batch_dims" and type(value) is int and value == 0)


def _respell(name: str, named: dict[str, Any]) -> None:
    """Change values that Keras spells otherwise."""
    match name:
        case "split" if isinstance(named.get("num_or_size_splits"), (list, tuple)):
            named["num_or_size_splits"] = _places(named["num_or_size_splits"])
        case "norm" if named.get("ord") == "euclidean":
            del named["ord"]
        case "pad" if isinstance(named.get("mode"), str):
            named["mode"] = named["mode"].lower()
        case "one_hot":
            if (named.pop("on_value", 1), named.pop("off_value", 0)) != (1, 0):
                raise NotTheSame("`one_hot` of Keras has ones and zeros only")
        case "image.resize" if named.get("method", "bilinear") not in _RESIZED_BY:
            raise NotTheSame(f"Keras resizes images by {', '.join(_RESIZED_BY)} only")
        case "l2_normalize":
            epsilon = named["epsilon"]
            if named.get("axis") is None or type(epsilon) is not float or epsilon < 0:
                raise NotTheSame("`normalize` of Keras does not take all axes together")
            # TensorFlow bounds the sum of the squares, Keras its root.
            named["epsilon"] = math.sqrt(epsilon)


def _places(sizes: Sequence[Any]) -> list[int]:
    """Where each part but the last ends, by the sizes of the parts."""
    places, total = [], 0
    for size in sizes[:-1]:
        if type(size) is not int or size < 0:
            raise NotTheSame("the sizes of the parts are not known")
        total += size
        places.append(total)
    return places
