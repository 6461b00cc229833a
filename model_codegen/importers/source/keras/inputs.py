"""Inputs: of `keras.Input`, and those on which `call` of a layer or model is followed."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from model_codegen.design.graph import INPUT_CLASS, TensorSpec
from model_codegen.importers.source.keras.constructor_arguments import by_name, written_arguments
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import snapshot
from model_codegen.importers.source.values import LayerMade, Tensor, Value


def make_input(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Tensor:
    """Call `keras.Input`."""
    given = snapshot(reading.budget, by_name(INPUT_CLASS, args, kwargs))
    for old, new in (("input_shape", "shape"), ("batch_input_shape", "batch_shape")):
        if old in given:
            given.setdefault(new, given.pop(old))
    given = {key: value for key, value in given.items() if value is not None}
    name, automatic = reading.names.choose(given.pop("name", None), "InputLayer")
    tensor = new_input(reading, name, given, line, automatic=automatic)
    made = tensor.call.operation
    if isinstance(made, LayerMade):
        made.run = reading.position.run()
        made.written = written_arguments(reading.position, INPUT_CLASS, made.config)
    return tensor


def new_input(
    reading: Reading,
    name: str,
    given: dict[str, Value],
    line: int,
    *,
    automatic: bool = True,
    nameless: bool = False,
) -> Tensor:
    """Make an input; returns its tensor.

    Args:
        reading: The reading.
        name: Its name.
        given: The arguments of `keras.Input`.
        line: Where it is made.
        automatic: Whether its name was chosen for it.
        nameless: Whether it is to be called like the variable that it is put into.
    """
    config = dict(given)
    dtype = config.pop("dtype", None)
    config.pop("tensor", None)
    if type(config.get("shape")) is int:
        config["shape"] = (config["shape"],)
    made = LayerMade(
        INPUT_CLASS, name, automatic, config, reading.policy, dtype, line, nameless=nameless
    )
    tensor = Tensor(reading.recording.call(made, (), {}, line))
    reading.recording.inputs.append(tensor)
    return tensor


def input_like(
    reading: Reading, name: str, spec: TensorSpec | None, line: int, *, nameless: bool = True
) -> Tensor:
    """Make an input of the shape and dtype of a tensor; returns its tensor.

    Args:
        reading: The reading.
        name: Its name.
        spec: What is known of the tensor; None if nothing is.
        line: Where it is needed.
        nameless: Whether it is to be called like the variable that it is put into.
    """
    config = {} if spec is None else input_config(spec.shape, spec.dtype)
    return new_input(reading, name, config, line, nameless=nameless)


def input_config(shape: Sequence[Value], dtype: str) -> dict[str, Value]:
    """The arguments of `keras.Input` for a tensor.

    Args:
        shape: Its sizes, that of the batch first.
        dtype: Its dtype.
    """
    if not shape:
        return {}
    config: dict[str, Value] = {"shape": tuple(shape[1:])}
    if shape[0] is not None:
        config["batch_size"] = shape[0]
    if dtype != "float32":
        config["dtype"] = dtype
    return config


def parts_of(function: ast.AST, name: str) -> int | list[str] | None:
    """How a function takes an argument apart.

    Args:
        function: Its code.
        name: The argument.

    Returns:
        How many parts it unpacks it into, or the keys that it asks for; None if it does neither.
    """
    keys: dict[str, None] = {}
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Name)
            and node.value.id == name
            and isinstance(node.targets[0], (ast.Tuple, ast.List))
            and not any(isinstance(each, ast.Starred) for each in node.targets[0].elts)
            and 0 < len(node.targets[0].elts) <= _MOST_PARTS
        ):
            return len(node.targets[0].elts)
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id == name
            and isinstance(node.slice, ast.Constant)
            and type(node.slice.value) is str
            and len(keys) < _MOST_PARTS
        ):
            keys[node.slice.value] = None
    return [*keys] or None


_MOST_PARTS = 64
