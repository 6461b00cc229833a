"""Functions of TensorFlow and of `keras.backend`, as those of `keras.ops` that do the same."""

from __future__ import annotations

from model_codegen import catalogue
from model_codegen.importers.op_spellings import (
    BACKEND,
    TENSORFLOW,
    NotTheSame,
    keras_call,
    tensorflow_name,
)
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.keras.constants import random_array
from model_codegen.importers.source.keras.placeholders import placeholder
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Array, Value

_SILENT = ("tensorflow.random.set_seed", "tensorflow.compat", "tensorflow.function")


def call(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function of TensorFlow.

    Args:
        reading: The reading.
        path: Its path.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If Keras has none that does exactly the same.
    """
    name = path.rpartition(".")[2]
    known = tensorflow_name(path.removeprefix("tensorflow."))
    has_tensor = op_calls.has_tensor(args, kwargs)
    given = has_tensor or any(isinstance(value, Array) for value in (*args, *kwargs.values()))
    if name in ("constant", "convert_to_tensor", "identity", "Variable") and args:
        return args[0]
    numbers = args and all(type(value) in (int, float, list, tuple) for value in args[:1])
    if known is not None and (given or numbers):
        return _twin(reading, known, args, kwargs, line)
    if has_tensor:
        reason = f"Keras has no function that does exactly what `{path}` does"
        return placeholder(reading, path, {}, [*args, *kwargs.values()], reason, line)
    if path in _SILENT:
        return None
    return reading.report.skip(path, line)


def _twin(
    reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    own, parameters = TENSORFLOW[name]
    path = f"keras.ops.{own}"
    if not parameters:
        rest = {key: value for key, value in kwargs.items() if key != "name"}
        return op_calls.apply(reading, path, args, rest, line)
    try:
        twin = keras_call(name, args, kwargs)
    except NotTheSame as error:
        raise NotFollowed(str(error)) from None
    arguments = dict(twin.arguments)
    for operand in twin.swapped:
        swapped: list[Value] = [arguments.get(operand), -2, -1]
        arguments[operand] = op_calls.apply(reading, "keras.ops.swapaxes", swapped, {}, line)
    return op_calls.apply(reading, path, [], arguments, line)


def call_backend(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function of `keras.backend`.

    Raises:
        NotFollowed: If `keras.ops` has none that does exactly the same.
    """
    name = path.rpartition(".")[2]
    if name.startswith("random_"):
        return random_array(args, kwargs)
    own = BACKEND.get(name, name)
    if not own or catalogue.find(f"keras.ops.{own}") is None:
        if op_calls.has_tensor(args, kwargs):
            reason = f"`keras.ops` has no function that does exactly what `{path}` does"
            return placeholder(reading, path, {}, [*args], reason, line)
        return reading.report.skip(path, line)
    return op_calls.apply(reading, f"keras.ops.{own}", args, kwargs, line)
