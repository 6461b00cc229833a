"""`argparse`: a drawing has one value for each option of the command line, its default."""

from __future__ import annotations

from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import record
from model_codegen.importers.source.values import Unknown, Value

_MOST_OPTIONS = 1000


def is_option(path: str) -> bool:
    """Whether a path has to do with options of the command line."""
    return path.startswith("argparse.ArgumentParser.")


def option(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """A call of a parser of options: they are noted, and all have their defaults.

    Args:
        reading: The reading.
        path: Its path, such as `argparse.ArgumentParser.add_argument`.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.
    """
    options = reading.program.options
    method = path.rpartition(".")[2]
    if method == "add_argument":
        flags = [flag for flag in args if type(flag) is str]
        long = next((flag for flag in flags if flag.startswith("--")), flags[0] if flags else "")
        name = kwargs.get("dest", long.lstrip("-").replace("-", "_"))
        if type(name) is str and len(options) < _MOST_OPTIONS:
            options[name] = _default(long, kwargs, line)
        return None
    what = "the command line (defaults are taken)"
    reading.report.skip(what, line, what)
    values = record("Namespace", dict(options))
    return (values, []) if method == "parse_known_args" else values


def _default(flag: str, kwargs: dict[str, Value], line: int) -> Value:
    if "default" in kwargs:
        return kwargs["default"]
    action = kwargs.get("action")
    if action in ("store_true", "store_false"):
        return action == "store_false"
    if kwargs.get("required") is True or not flag.startswith("-"):
        return Unknown(f"the option `{flag}` has no default", line)
    return None
