"""Calls that set, ask for or forget the global dtype policy of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from model_codegen.design.wording import quote
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing.layer_values import dtype_of
from model_codegen.importers.source.python.arithmetic import known
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Made, Value
from model_codegen.keras_bridge.dtype_policies import policy_exists


def _set_policy(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> None:
    name = _policy_name(reading, args, kwargs, line)
    if name is not None:
        reading.dtype_policy.set(name)


def _set_floatx(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> None:
    name = _policy_name(reading, args, kwargs, line)
    if name is not None:
        reading.dtype_policy.set_floatx(name)


def _policy_name(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> str | None:
    """The policy that a call sets; None, and reported, if Keras has none of that name."""
    value = args[0] if args else next(iter(kwargs.values()), None)
    name = dtype_of(value)
    if name is None:
        known(value)
        raise NotFollowed("which dtype policy is meant is not known")
    if not policy_exists(name):
        reading.report.trouble(
            line, f"Keras has no dtype policy {quote(name)}, so it is left as it was"
        )
        return None
    return name


def _global_policy(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> Made:
    return Made("keras.DTypePolicy", {"name": reading.policy})


def _policy(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Made:
    value = args[0] if args else kwargs.get("name")
    return Made("keras.DTypePolicy", {"name": dtype_of(value) or value})


def _clear(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> None:
    reading.names.counts = Counter()
    reading.dtype_policy.clear(line)


def _floatx(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> str:
    return reading.dtype_policy.floatx


CALLS: dict[str, Callable[[Reading, list[Value], dict[str, Value], int], Value]] = {
    "keras.DTypePolicy": _policy,
    "keras.backend.clear_session": _clear,
    "keras.config.dtype_policy": _global_policy,
    "keras.config.floatx": _floatx,
    "keras.config.set_dtype_policy": _set_policy,
    "keras.config.set_floatx": _set_floatx,
    "keras.utils.clear_session": _clear,
}
"""By path."""
