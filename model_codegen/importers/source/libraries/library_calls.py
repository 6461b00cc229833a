"""What calling something of a library comes to."""

from __future__ import annotations

from model_codegen.emitters.placeholders import MODULE
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.keras.placeholders import imported_layer, placeholder
from model_codegen.importers.source.libraries import (
    command_line,
    keras_tuner,
    numpy_arrays,
    scikit_learn,
    standard_library,
)
from model_codegen.importers.source.python import numeric_functions
from model_codegen.importers.source.python_values import Foreign
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Value

OWN = f"{MODULE}."
"""How the path of a class begins that the text imports from where the code that we write has it."""


def call(
    reading: Reading, callee: Foreign, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call something of a library.

    Args:
        reading: The reading.
        callee: What is called.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If what it comes to cannot be known.
    """
    path, name = callee.path, callee.path.rpartition(".")[2]
    own = standard_library.CALLS.get(path)
    if own is not None:
        return own(reading, args, kwargs)
    if op_calls.has_tensor(args, kwargs):
        reason = f"`{path}` is code that is not in this text"
        given = [*args, *kwargs.values()]
        return placeholder(reading, path, callee.config, given, reason, line)
    if keras_tuner.is_hyperparameter(path):
        return keras_tuner.hyperparameter(reading.report, path, args, kwargs, line)
    if command_line.is_option(path):
        return command_line.option(reading, path, args, kwargs, line)
    if scikit_learn.is_function(path):
        return scikit_learn.call(reading.report, path, args, kwargs, line)
    if path.startswith("numpy.") and numpy_arrays.is_about_arrays(name, args):
        return numpy_arrays.call(reading, name, args, kwargs, line)
    if numeric_functions.is_number_module(path):
        return numeric_functions.number(reading.budget, name, args, kwargs)
    if path.startswith(OWN) and not args and (name[:1].isupper() or "name" in kwargs):
        return imported_layer(reading, path, kwargs, line)
    if path.startswith(OWN) and name == "from_config" and len(args) == 1:
        config = args[0]
        if isinstance(config, dict):
            return imported_layer(reading, path.rpartition(".")[0], config, line)
    if name[:1].isupper():
        return Foreign(path, kwargs)
    return reading.report.skip(path, line)
