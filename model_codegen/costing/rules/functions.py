"""Functions of elements: what each element of the result takes, as Keras does it on TensorFlow."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule
from model_codegen.costing.work import Work, each

PLAIN = {
    "abs": "Abs",
    "add": "AddV2",
    "arccos": "Acos",
    "arccosh": "Acosh",
    "arcsin": "Asin",
    "arcsinh": "Asinh",
    "arctan": "Atan",
    "arctan2": "Atan2",
    "arctanh": "Atanh",
    "bitwise_and": "BitwiseAnd",
    "bitwise_invert": "Invert",
    "bitwise_left_shift": "LeftShift",
    "bitwise_not": "Invert",
    "bitwise_or": "BitwiseOr",
    "bitwise_right_shift": "RightShift",
    "bitwise_xor": "BitwiseXor",
    "ceil": "Ceil",
    "cos": "Cos",
    "cosh": "Cosh",
    "divide": "RealDiv",
    "equal": "Equal",
    "erf": "Erf",
    "erfc": "Erfc",
    "erfinv": "Erfinv",
    "exp": "Exp",
    "expm1": "Expm1",
    "floor": "Floor",
    "floor_divide": "FloorDiv",
    "greater": "Greater",
    "greater_equal": "GreaterEqual",
    "i0": "BesselI0",
    "isfinite": "IsFinite",
    "isinf": "IsInf",
    "isnan": "IsNan",
    "left_shift": "LeftShift",
    "less": "Less",
    "less_equal": "LessEqual",
    "log": "Log",
    "log1p": "Log1p",
    "logical_and": "LogicalAnd",
    "logical_not": "LogicalNot",
    "logical_or": "LogicalOr",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "mod": "FloorMod",
    "multiply": "Mul",
    "negative": "Neg",
    "nextafter": "NextAfter",
    "not_equal": "NotEqual",
    "power": "Pow",
    "reciprocal": "Reciprocal",
    "right_shift": "RightShift",
    "round": "Round",
    "rsqrt": "Rsqrt",
    "sign": "Sign",
    "sin": "Sin",
    "sinh": "Sinh",
    "sqrt": "Sqrt",
    "square": "Square",
    "subtract": "Sub",
    "tan": "Tan",
    "tanh": "Tanh",
    "elu": "Elu",
    "relu": "Relu",
    "relu6": "Relu6",
    "selu": "Selu",
    "sigmoid": "Sigmoid",
    "softplus": "Softplus",
    "softsign": "Softsign",
    "where": "SelectV2",
}
"""Functions that are one operation of TensorFlow."""

COMPOSED: Mapping[str, tuple[str, ...]] = {
    "absolute": ("Abs",),
    "angle": ("Less", "Mul", "Select"),
    "cbrt": ("Sign", "Abs", "Pow", "Mul"),
    "celu": ("Maximum", "Minimum", "RealDiv", "Expm1", "Mul", "AddV2"),
    "clip": ("Minimum", "Maximum"),
    "deg2rad": ("Mul",),
    "divide_no_nan": ("DivNoNan",),
    "exp2": ("Pow",),
    "fabs": ("Abs",),
    "fmax": ("Maximum",),
    "fmin": ("Minimum",),
    "fmod": ("Abs", "Abs", "FloorMod", "Sign", "Mul"),
    "gelu": ("Neg", "Mul", "Erfc", "Mul", "Mul"),
    "hard_shrink": ("Abs", "Greater", "SelectV2"),
    "hard_sigmoid": ("AddV2", "Relu6", "RealDiv"),
    "heaviside": ("Greater", "Less", "SelectV2", "SelectV2"),
    "hard_silu": ("AddV2", "Relu6", "RealDiv", "Mul"),
    "hard_tanh": ("Minimum", "Maximum"),
    "hypot": (*("Abs", "Abs", "Maximum", "Minimum", "DivNoNan", "Square", "AddV2", "Sqrt", "Mul"),),
    "isclose": ("Sub", "Abs", "Abs", "Mul", "AddV2", "LessEqual"),
    "isneginf": ("Equal",),
    "isposinf": ("Equal",),
    "ldexp": ("Pow", "Mul", "Equal", "IsInf", "LogicalOr", "SelectV2"),
    "leaky_relu": ("LeakyRelu",),
    "log10": ("Log", "RealDiv"),
    "log2": ("Log", "RealDiv"),
    "logaddexp": (
        *("Sub", "Abs", "Neg", "Exp", "Log1p", "Maximum", "AddV2", "AddV2", "IsNan", "SelectV2"),
    ),
    "logaddexp2": (
        *("Sub", "Abs", "Neg", "Mul", "Exp", "Log1p", "RealDiv", "Maximum", "AddV2", "AddV2"),
        *("IsNan", "SelectV2"),
    ),
    "logical_xor": ("LogicalOr", "LogicalAnd", "LogicalNot", "LogicalAnd"),
    "log_sigmoid": ("Neg", "Softplus", "Neg"),
    "log_softmax": ("LogSoftmax",),
    "nan_to_num": (
        *("IsNan", "IsInf", "Greater", "LogicalAnd", "IsInf", "Less", "LogicalAnd"),
        *("SelectV2", "SelectV2", "SelectV2"),
    ),
    "polar": ("Cos", "Mul", "Sin", "Mul"),
    "mish": ("Softplus", "Tanh", "Mul"),
    "rad2deg": ("Mul",),
    "saturate_cast": ("Minimum", "Maximum"),
    "signbit": ("Less",),
    "silu": ("Mul", "Sigmoid", "Mul"),
    "sinc": ("Mul", "Equal", "SelectV2", "Sin", "RealDiv"),
    "soft_shrink": ("Greater", "Sub", "Less", "AddV2", "SelectV2", "SelectV2"),
    "softmax": ("Softmax",),
    "sparse_plus": ("LessEqual", "Less", "AddV2", "Pow", "Mul", "SelectV2", "SelectV2"),
    "sparse_sigmoid": ("LessEqual", "GreaterEqual", "AddV2", "Mul", "SelectV2", "SelectV2"),
    "squareplus": ("Square", "AddV2", "Sqrt", "AddV2", "RealDiv"),
    "tanh_shrink": ("Tanh", "Sub"),
    "threshold": ("Greater", "SelectV2"),
    "true_divide": ("RealDiv",),
    "trunc": ("Floor", "Less", "Ceil", "SelectV2"),
}
"""Functions that are several operations, each of which goes over all elements."""


def function_work(name: str, size: int) -> list[Work] | None:
    """The work of a function of elements; None if it is not one that is known.

    Args:
        name: Its name in `keras.ops`.
        size: Elements of the result.
    """
    if name in PLAIN:
        return [each(PLAIN[name], size)]
    found = COMPOSED.get(name)
    return None if found is None else [each(op, size) for op in found]


def elementwise(call: Call) -> Parts:
    """A function of `keras.ops` that is worked out for each element of its result."""
    name = call.path.rpartition(".")[2]
    return Parts(tuple(function_work(name, call.size) or ()), in_place=True)


RULES: Mapping[str, Rule] = {
    f"keras.ops.{name}": elementwise for name in (*PLAIN, *COMPOSED) if name not in ("gelu", "mish")
}
