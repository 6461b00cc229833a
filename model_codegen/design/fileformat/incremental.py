"""`reread`: a design from JSON of which most was read before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.json_text import check
from model_codegen.design.fileformat.schema import (
    WireComment,
    WireDesign,
    WireFrame,
    WireGraph,
    WireNode,
    WireOperation,
    WirePosition,
)
from model_codegen.design.fileformat.serialization import from_json
from model_codegen.design.fileformat.training_schema import WireTraining
from model_codegen.design.fileformat.wire import Wire
from model_codegen.design.graph import SCHEMA_VERSION, Design


def reread(value: Any, before_value: Any, before_design: Design) -> Design:
    """Read a design from JSON that shares most of its objects with JSON that was read before.

    The answer equals `from_json(value)`, in the order of its members as well. Where an object of
    `value` is the very same (`is`) as in `before_value`, as `patching.patched` leaves it, it is not
    looked at, and the part of `before_design` is the answer's part, too.

    Args:
        value: A JSON value.
        before_value: One that was read, and has not been changed since.
        before_design: What `from_json(before_value)` returned, or `reread`.

    Raises:
        DesignError: As `from_json` does.
    """
    if value is before_value:
        return before_design
    try:
        version = value["schema_version"]
        same = version is before_value["schema_version"] and version == SCHEMA_VERSION
        if same and MAIN not in value.get("models", ()):
            design: Design = _design(value, before_value, before_design, 0)
            return design
    except (_BrokenError, AttributeError, DesignError, KeyError, TypeError, ValidationError):
        pass
    # What is wrong is told from the whole, with its place in it.
    return from_json(value)


class _BrokenError(Exception):
    """The value is no design."""


class _Absent:
    """Stands for JSON that was not there before."""


_ABSENT = _Absent()

_Reader = Callable[[Any, Any, Any, int], Any]
"""Reads a part that was changed: its JSON, the JSON and what was read before (which mean nothing if
the JSON is absent), and how many objects and lists it stands in."""


def _leaf(kind: Any) -> _Reader:
    """A part that is read as a whole."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def read(value: Any, _old: Any, _before: Any, above: int) -> Any:
        check(value, above)
        return adapter.validate_python(value, strict=True)

    return read


def _members(read_member: _Reader) -> _Reader:
    """An object whose members have ids."""

    def read(value: Any, old: Any, before: Any, above: int) -> Any:
        if type(value) is not dict:
            raise _BrokenError
        if old is _ABSENT:
            old = before = {}
        found = {}
        for key, item in value.items():
            was = old.get(key, _ABSENT)
            if item is was:
                found[key] = before[key]
            else:
                check({key: None}, above)
                found[key] = read_member(item, was, before.get(key), above + 1)
        return found

    return read


def _fields(wire: type[Wire], readers: Mapping[str, _Reader]) -> _Reader:
    """An object of the format.

    Args:
        wire: Its model.
        readers: Of its fields that are worth it; the others are read as a whole.
    """

    def read(value: Any, old: Any, before: Any, above: int) -> Any:
        if type(value) is not dict:
            raise _BrokenError
        if old is _ABSENT:
            old = {}
        found: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for key, item in value.items():
            was = old.get(key, _ABSENT)
            if item is was:
                found[key] = getattr(before, key)
            elif key in readers:
                found[key] = readers[key](item, was, getattr(before, key, None), above + 1)
            else:
                rest[key] = item
        check(rest, above)
        # What is required and was found stands there for form's sake.
        stand_ins = {key: item for key, item in _STAND_INS.items() if key in found}
        return replace(wire.model_validate(stand_ins | rest), **found)

    return read


_STAND_INS = {"schema_version": SCHEMA_VERSION, "name": "", "main": {"name": ""}}

_OPERATIONS = _members(_leaf(WireOperation))

_GRAPH = _fields(WireGraph, {"operations": _OPERATIONS, "nodes": _members(_leaf(WireNode))})

_design = _fields(
    WireDesign,
    {
        "main": _GRAPH,
        "models": _members(_GRAPH),
        "operations": _OPERATIONS,
        "positions": _members(_members(_leaf(WirePosition))),
        "frames": _members(_members(_leaf(WireFrame))),
        "comments": _members(_members(_leaf(WireComment))),
        "training": _leaf(WireTraining | None),
    },
)
