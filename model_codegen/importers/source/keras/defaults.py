"""What a text leaves to others: hyperparameters to a tuner, options to the command line.

A drawing has one value for each, its default.
"""

from __future__ import annotations

from typing import Any

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import record
from model_codegen.importers.source.values import Foreign, Unknown

TUNER = Foreign("keras_tuner.HyperParameters")
"""What a function is given that builds a model for KerasTuner."""

_SIGNATURES: dict[str, tuple[str, ...]] = {
    "Boolean": ("name", "default"),
    "Choice": ("name", "values", "ordered", "default"),
    "Fixed": ("name", "value"),
    "Float": ("name", "min_value", "max_value", "step", "sampling", "default"),
    "Int": ("name", "min_value", "max_value", "step", "sampling", "default"),
}
"""Hyperparameters of KerasTuner, as its documentation of `HyperParameters` has them."""


def is_tuner(path: str) -> bool:
    """Whether a path names a hyperparameter of KerasTuner."""
    home, _, name = path.rpartition(".")
    return name in _SIGNATURES and home.rpartition(".")[2] == "HyperParameters"


def hyperparameter(
    reading: Reading, path: str, args: list[Any], kwargs: dict[str, Any], line: int
) -> Any:
    """The default of a hyperparameter: by KerasTuner's rule the least value, or the first.

    Args:
        reading: The reading.
        path: Its path, such as `keras_tuner.HyperParameters.Int`.
        args: What it is made with.
        kwargs: What it is made with by name.
        line: Where.

    Raises:
        NotFollowed: If that is not known.
    """
    name = path.rpartition(".")[2]
    given = dict(zip(_SIGNATURES[name], args, strict=False)) | kwargs
    told = "the choices of a tuner (defaults are taken)"
    reading.report.skip(f"hp.{name} (its default is taken)", line, told)
    values = given.get("values")
    first = values[0] if type(values) in (list, tuple) and values else None
    default = given.get("default")
    for value in (default, given.get("value"), given.get("min_value"), first):
        if value is not None:
            return value
    if name == "Boolean":
        return False
    raise NotFollowed("a hyperparameter has no default that is known")


def is_option(path: str) -> bool:
    """Whether a path has to do with options of the command line."""
    return path.startswith("argparse.ArgumentParser.")


def option(reading: Reading, path: str, args: list[Any], kwargs: dict[str, Any], line: int) -> Any:
    """A call of a parser of options: they are noted, and all have their defaults.

    Args:
        reading: The reading.
        path: Its path, such as `argparse.ArgumentParser.add_argument`.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.
    """
    method = path.rpartition(".")[2]
    if method == "add_argument":
        flags = [flag for flag in args if type(flag) is str]
        long = next((flag for flag in flags if flag.startswith("--")), flags[0] if flags else "")
        name = kwargs.get("dest", long.lstrip("-").replace("-", "_"))
        if type(name) is str and len(reading.program.options) < 1000:
            reading.program.options[name] = _default(long, kwargs, line)
        return None
    what = "the command line (defaults are taken)"
    reading.report.skip(what, line, what)
    values = record("Namespace", dict(reading.program.options))
    return (values, []) if method == "parse_known_args" else values


def _default(flag: str, kwargs: dict[str, Any], line: int) -> Any:
    if "default" in kwargs:
        return kwargs["default"]
    action = kwargs.get("action")
    if action in ("store_true", "store_false"):
        return action == "store_false"
    if kwargs.get("required") is True or not flag.startswith("-"):
        return Unknown(f"the option `{flag}` has no default", line)
    return None
