"""Phase three, the expressions: arguments, operators and constructors as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen import catalogue
from model_codegen.design.graph import INPUT_CLASS, Layer, Node, Slice, TensorRef
from model_codegen.emitters.body import Body
from model_codegen.emitters.literals import (
    argument_name,
    call_text,
    literal,
    mapping_text,
    object_arguments,
    public_path,
    sequence_text,
)

Tensors = Mapping[TensorRef, str]
"""The expression by which each tensor is known."""

_FLOATS = ("float16", "bfloat16", "float32", "float64")
_WHOLE = {
    **{f"int{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1)) for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": (0, 2**bits) for bits in (8, 16, 32, 64)},
}
"""The whole numbers that a dtype holds: from the first up to, and without, the second."""
_NUMBERS = (*_FLOATS, *_WHOLE)
_OPERATORS = {
    "keras.ops.add": ("+", _NUMBERS),
    "keras.ops.subtract": ("-", _NUMBERS),
    "keras.ops.multiply": ("*", _NUMBERS),
    "keras.ops.true_divide": ("/", _FLOATS),
    "keras.ops.floor_divide": ("//", _FLOATS),
    "keras.ops.mod": ("%", _FLOATS),
    "keras.ops.power": ("**", _FLOATS),
    "keras.ops.matmul": ("@", _FLOATS),
    "keras.ops.less": ("<", _NUMBERS),
    "keras.ops.less_equal": ("<=", _NUMBERS),
    "keras.ops.greater": (">", _NUMBERS),
    "keras.ops.greater_equal": (">=", _NUMBERS),
    "keras.ops.logical_and": ("&", ("bool",)),
    "keras.ops.logical_or": ("|", ("bool",)),
}
"""Functions for which `KerasTensor` has an operator, and the dtypes for which the tensors of a
backend, which are what a subclass sees, mean the same by it. TensorFlow does not calculate with
truth values."""

_UNARY = {
    "keras.ops.negative": ("-", _FLOATS),
    "keras.ops.logical_not": ("~", ("bool",)),
}

GET_ITEM = "keras.ops.get_item"


class Mistyped(str):
    """The path of the class that was probably meant, where a design says something else.

    Attributes:
        said: What the design says.
    """

    said: str

    @classmethod
    def of(cls, meant: str, said: str) -> Mistyped:
        """The path that was meant, which is written as it is said."""
        path = cls(meant)
        path.said = said
        return path


def argument_text(argument: Any, tensors: Tensors) -> str:
    """Write an argument tree of a call."""
    if isinstance(argument, TensorRef):
        return tensors[argument]
    if isinstance(argument, Slice):
        parts = (argument.start, argument.stop, argument.step)
        return f"slice({', '.join(argument_text(part, tensors) for part in parts)})"
    if isinstance(argument, list):
        return f"[{', '.join(argument_text(item, tensors) for item in argument)}]"
    if isinstance(argument, tuple):
        return sequence_text([argument_text(item, tensors) for item in argument])
    if isinstance(argument, Mapping):
        return mapping_text({key: argument_text(item, tensors) for key, item in argument.items()})
    return literal(argument)


def arguments_text(node: Node, tensors: Tensors, extra: Mapping[str, str] | None = None) -> str:
    """Write the parentheses of a call.

    Args:
        node: The call.
        tensors: The expressions of the tensors.
        extra: Further keyword arguments, as text.
    """
    written: list[tuple[str | None, str]] = [(None, argument_text(a, tensors)) for a in node.args]
    for name, item in node.kwargs.items():
        written.append((argument_name(name), argument_text(item, tensors)))
    return call_text([*written, *(extra or {}).items()])


def constructor_text(layer: Layer, dtype_policy: str, *, frozen: bool, spelled: bool) -> str:
    """Write the construction of a layer, or of an input.

    Args:
        layer: The layer.
        dtype_policy: The global policy; the layer's own is written where it differs.
        frozen: Whether to write `trainable=False`.
        spelled: Whether to write `name=`.
    """
    if layer.class_name == INPUT_CLASS:
        config = dict(layer.config)
        if layer.dtype not in (None, "float32"):
            config["dtype"] = layer.dtype
        if spelled:
            config["name"] = layer.name
        return f"keras.Input{call_text(object_arguments(INPUT_CLASS, config))}"
    written = object_arguments(layer.class_name, layer.config)
    if frozen:
        written.append(("trainable", "False"))
    if layer.dtype not in (None, dtype_policy):
        written.append(("dtype", literal(layer.dtype)))
    if spelled:
        written.append(("name", literal(layer.name)))
    path = layer.class_name
    said = path.said if isinstance(path, Mistyped) else path
    return f"{public_path(said)}{call_text(written)}"


def op_text(body: Body, function: str, node: Node, tensors: Tensors) -> str:
    """Write the call of a function of `keras.ops`, as an operator where people write one."""
    return (
        _subscript(function, node, tensors)
        or _operation(body, function, node, tensors)
        or f"{public_path(function)}{_op_arguments(function, node, tensors)}"
    )


def _operation(body: Body, function: str, node: Node, tensors: Tensors) -> str | None:
    if node.kwargs or not any(isinstance(argument, TensorRef) for argument in node.args):
        return None
    if function in _UNARY and len(node.args) == 1:
        sign, dtypes = _UNARY[function]
        return (
            f"{sign}{argument_text(node.args[0], tensors)}"
            if _means_same(body, node, dtypes)
            else None
        )
    if function not in _OPERATORS or len(node.args) != 2:
        return None
    sign, allowed = _OPERATORS[function]
    if not _means_same(body, node, allowed):
        return None
    left, right = (argument_text(argument, tensors) for argument in node.args)
    # `-2.0**x` is another thing, and nobody writes `x - -2.0`.
    if (sign == "**" and left.startswith("-")) or (sign in "+-" and right.startswith("-")):
        return None
    return f"{left} {sign} {right}"


def _means_same(body: Body, node: Node, allowed: tuple[str, ...]) -> bool:
    """Whether an operator on a backend's tensors does what the function does: dtypes must agree."""
    dtypes = {body.spec(a).dtype for a in node.args if isinstance(a, TensorRef)}
    if len(dtypes) != 1 or not dtypes <= set(allowed):
        return False
    (dtype,) = dtypes
    numbers = [a for a in node.args if not isinstance(a, TensorRef)]
    return all(_is_number_of(dtype, number) for number in numbers)


def _is_number_of(dtype: str, number: Any) -> bool:
    """Whether a number beside a tensor is one of the tensor's dtype, without another thought."""
    if dtype in _FLOATS:
        most = 2**31 if type(number) is int else 1e30
        return type(number) in (int, float) and abs(number) < most
    least, end = _WHOLE.get(dtype, (0, 0))
    # Keras makes numbers of 32 bits of its own.
    return type(number) is int and max(least, 1 - 2**31) <= number < min(end, 2**31)


def _subscript(function: str, node: Node, tensors: Tensors) -> str | None:
    if function != GET_ITEM or not node.args or not isinstance(node.args[0], TensorRef):
        return None
    keys = [*node.args[1:], *node.kwargs.values()]
    if len(keys) != 1 or not set(node.kwargs) <= {"key"}:
        return None
    parts = keys[0] if isinstance(keys[0], tuple) else (keys[0],)
    if not parts or not all(_is_basic_index(part) for part in parts):
        return None
    texts = [_index_text(part) for part in parts]
    index = f"{texts[0]}," if len(texts) == 1 and isinstance(keys[0], tuple) else ", ".join(texts)
    return f"{tensors[node.args[0]]}[{index}]"


def _is_basic_index(part: Any) -> bool:
    if isinstance(part, Slice):
        return all(
            bound is None or type(bound) is int for bound in (part.start, part.stop, part.step)
        )
    return part is None or part is ... or type(part) is int


def _index_text(part: Any) -> str:
    if not isinstance(part, Slice):
        return literal(part)
    start, stop, step = (
        "" if b is None else literal(b) for b in (part.start, part.stop, part.step)
    )
    return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"


def _op_arguments(function: str, node: Node, tensors: Tensors) -> str:
    """As in the document, but required arguments that come next by position: `tile(x, 2)`."""
    entry = catalogue.find(function)
    required = [] if entry is None else entry.call_schema.get("required", [])
    ports = [] if entry is None else [port.name for port in entry.ports if port.required]
    rest = dict(node.kwargs)
    args = list(node.args)
    if not any(name in rest for name in ports):
        for name in required:
            if name not in rest:
                break
            args.append(rest.pop(name))
    return arguments_text(Node(node.operation, tuple(args), rest), tensors)
