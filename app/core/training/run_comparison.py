"""Two runs side by side: the settings in which they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.difference import difference
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design

_QUIET = ("fields", "options.sha256")
_LONGEST = 60


def differing(one: Design, other: Design) -> list[tuple[str, str, str]]:
    """What is set otherwise: its place, and what both have there; first that the models differ."""
    rows = [(place, _said(first), _said(second)) for place, first, second in _pairs(one, other)]
    changed = _changes(one, other)
    if changed:
        rows.insert(0, ("model", one.name, f"{other.name}: {changed} changes in the drawing"))
    return rows


def _changes(one: Design, other: Design) -> int:
    quiet: dict[str, Any] = {"training": None, "positions": {}, "comments": {}, "frames": {}}
    return len(difference(replace(one, **quiet), replace(other, **quiet)))


def _pairs(one: Design, other: Design) -> Iterator[tuple[str, Any, Any]]:
    first, second = (
        dict(_leaves(to_json(design).get("training") or {})) for design in (one, other)
    )
    for place in {**first, **second}:
        before, after = first.get(place), second.get(place)
        quiet = any(place == f"data.{name}" or f"data.{name}." in place for name in _QUIET)
        if before != after and not quiet:
            yield place, before, after


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Settings by their places: `optimizer.config.learning_rate`; a class without its module."""
    if isinstance(value, Mapping) and value:
        if "class_name" in value:
            yield place, str(value["class_name"]).rpartition(".")[2]
            value = value.get("config", {})
        for key, item in value.items():
            yield from _leaves(item, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{place}.{number + 1}")
    elif value not in ({}, []):
        yield place, value


def _said(value: Any) -> str:
    if value is None:
        return "–"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
