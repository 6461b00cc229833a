"""Functions of `keras.ops`, operators and indices on tensors."""

from __future__ import annotations

import math

from model_codegen import catalogue
from model_codegen.catalogue import ConfigError
from model_codegen.catalogue.signatures import function_signature
from model_codegen.design.graph import Op, TensorSpec
from model_codegen.importers.op_spellings import OPERATORS
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.call_nodes import plain_arguments
from model_codegen.importers.source.keras_paths import activation, object_path
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.python import numeric_functions
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import map_tree, opened, tree_leaves
from model_codegen.importers.source.values import Array, Dim, Open, OpMade, Tensor, Unknown, Value
from model_codegen.keras_bridge.automatic_names import auto_name
from model_codegen.keras_bridge.layer_internals import op_stems

OPS = "keras.ops."

LISTS = frozenset({
    "array_split", "dsplit", "hsplit", "meshgrid", "split", "unravel_index", "unstack", "vsplit",
})  # fmt: skip
"""Functions that return a list of tensors."""

TUPLES = frozenset({
    "ctc_decode", "eig", "eigh", "fft", "fft2", "histogram", "ifft2", "lu_factor", "moments",
    "nonzero", "qr", "rfft", "slogdet", "stft", "svd", "top_k", "unique",
})  # fmt: skip
"""Functions that return a tuple of tensors, or may."""


def is_something(path: str) -> bool:
    """Whether a path names something public that a text may import by `*`."""
    return (
        catalogue.find(path) is not None
        or path in _STARRED
        or object_path(path) is not None
        or (path.startswith("keras.activations.") and activation(path) is not None)
        or path in catalogue.load().excluded
        or merge_class(path) is not None
    )


def merge_class(path: str) -> catalogue.Entry | None:
    """The class behind an old function of Keras, such as `concatenate`; None if there is none.

    Args:
        path: Such as `keras.layers.concatenate`.
    """
    module, _, name = path.rpartition(".")
    if module != "keras.layers" or not name.islower():
        return None
    found = catalogue.find(f"keras.layers.{name.capitalize()}")
    return found if found is not None and found.ports and found.ports[0].many else None


_STARRED = frozenset({
    "keras.Sequential", "keras.Model", "keras.Input", "keras.layers.Layer", "keras.layers",
    "keras.models", "keras.ops", "keras.backend", "keras.initializers", "keras.regularizers",
    "keras.activations", "keras.applications", "keras.optimizers", "keras.losses", "keras.metrics",
    "keras.callbacks", "keras.utils", "keras.datasets", "keras.constraints", "keras.config",
})  # fmt: skip


def has_tensor(*trees: Value) -> bool:
    """Whether a tensor is anywhere in some trees of values."""
    return any(isinstance(leaf, Tensor) for tree in trees for leaf in tree_leaves(tree))


def operator(reading: Reading, kind: str, operands: list[Value], line: int) -> Value:
    """Apply an operator to tensors.

    Args:
        reading: The reading.
        kind: Its name in Python's grammar.
        operands: Its operands, of which one is a tensor at least.
        line: Where it stands.

    Raises:
        NotFollowed: If Keras has no such operator.
    """
    if kind not in OPERATORS:
        raise NotFollowed("this operator is none of a tensor's")
    return apply(reading, OPS + OPERATORS[kind], operands, {}, line)


def index(reading: Reading, tensor: Tensor | Array, key: Value, line: int) -> Value:
    """Index a tensor."""
    return apply(reading, f"{OPS}get_item", [tensor, key], {}, line)


def apply(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function of `keras.ops`.

    Args:
        reading: The reading.
        path: Its public path.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where it is called.

    Raises:
        NotFollowed: If it cannot be called so.
    """
    entry = catalogue.find(path)
    if entry is None:
        raise NotFollowed(f"`{path}` is no function that a drawing can hold")
    try:
        bound = function_signature(entry.path).bind(*args, **kwargs)
        arguments = plain_arguments(bound.arguments)
    except ConfigError as error:
        raise NotFollowed(error.message) from None
    except TypeError as error:
        raise NotFollowed(f"`{path}` is called with other arguments than it has: {error}") from None
    extra = arguments.pop("kwargs", None)
    if type(extra) is dict:
        arguments |= extra
    name = entry.path.rpartition(".")[2]
    if name == "reshape":
        arguments = _with_sizes(reading, arguments)
    for port in entry.ports:
        if not port.literal and port.name in arguments:
            arguments[port.name] = opened(arguments[port.name], line)
    is_open = any(isinstance(leaf, Open) for leaf in tree_leaves(arguments))
    if not has_tensor(arguments) and not is_open:
        return _constant(reading, entry.path, name, arguments)
    stems = op_stems(catalogue.resolve(entry.path))
    stem = auto_name(name) if len(stems) != 1 else next(iter(stems))
    if not reading.position.concrete:
        reading.names.counts[stem] += 1
    call = reading.recording.call(OpMade(entry.path), (), arguments, line)
    if name not in LISTS and name not in TUPLES:
        return Tensor(call)
    found = tensor_shapes.symbols(reading, call)
    count = len(found) if found is not None else _count(name, arguments)
    results = [Tensor(call, number) for number in range(count)]
    return results if name in LISTS else tuple(results) if count > 1 else results[0]


def _count(name: str, arguments: dict[str, Value]) -> int:
    """How many tensors a function returns whose arguments are not all known."""
    given = list(arguments.values())[1:]
    parts = next((v for v in given if type(v) is int or is_listed(v)), None)
    if name in LISTS and type(parts) is int and 0 < parts <= 64:
        return parts
    if name in LISTS and is_listed(parts):
        return len(parts) + 1
    return 3 if name == "svd" else 2


def _constant(reading: Reading, path: str, name: str, arguments: dict[str, Value]) -> Value:
    for leaf in tree_leaves(arguments):
        if isinstance(leaf, Unknown):
            raise NotFollowed(leaf.reason)
    arrays = [leaf for leaf in tree_leaves(arguments) if isinstance(leaf, Array)]
    if not arrays:
        return numeric_functions.of_op(reading.budget, name, arguments)
    found = tensor_shapes.constant_result(reading, Op(path), (), arguments)
    if found is None:
        raise NotFollowed(f"what `{path}` comes to is not known")
    results = [Array(symbol.spec(), arrays[0].reason) for symbol in found]
    if name in LISTS:
        return results
    return results[0] if len(results) == 1 else tuple(results)


def _with_sizes(reading: Reading, arguments: dict[str, Value]) -> dict[str, Value]:
    """`reshape(x, (batch, -1, 8))`: the batch is the one size that stays open."""
    tensor, shape = arguments.get("x"), arguments.get("newshape")
    if not is_listed(shape) or not any(isinstance(s, Dim) for s in shape):
        return arguments
    sizes = [-1 if isinstance(size, Dim) else size for size in shape]
    if sizes.count(-1) == 2 and isinstance(shape[0], Dim) and isinstance(tensor, Tensor):
        known = tensor_shapes.spec(reading, tensor)
        given = () if known is None else known.shape[1:]
        rest = [size for size in sizes[1:] if size != -1]
        whole = math.prod(size or 0 for size in given)
        part = math.prod(size if type(size) is int else 0 for size in rest)
        if whole and part and whole % part == 0:
            sizes[sizes.index(-1, 1)] = whole // part
    return {**arguments, "newshape": type(shape)(sizes)}


def shape(reading: Reading, value: Tensor | Array) -> tuple[int | None, ...]:
    """The shape of a tensor.

    Raises:
        NotFollowed: If it is not known.
    """
    found = spec(reading, value)
    if found is None:
        raise NotFollowed("the shape of this tensor is not known")
    return found.shape


def shapes(reading: Reading, tree: Value) -> Value:
    """The shapes of the tensors of a tree, in its form.

    Raises:
        NotFollowed: If one is not known.
    """

    def of_leaf(leaf: Value) -> Value:
        if isinstance(leaf, (Tensor, Array)):
            return shape(reading, leaf)
        raise NotFollowed("the shape of what is no tensor is not known")

    return map_tree(tree, of_leaf)


def dynamic_shape(reading: Reading, value: Tensor | Array) -> tuple[Value, ...]:
    """The shape of a tensor as `tf.shape` gives it, with sizes that are known only later."""
    sizes = shape(reading, value)
    return tuple(Dim(axis) if size is None else size for axis, size in enumerate(sizes))


def spec(reading: Reading, value: Tensor | Array) -> TensorSpec | None:
    """Shape and dtype of a tensor; None if they are not known."""
    return value.spec if isinstance(value, Array) else tensor_shapes.spec(reading, value)
