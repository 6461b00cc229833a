"""`Design.training` as JSON: only what is not as it would be anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from model_codegen.design.training import Data, Feed, FieldFacts, Head, Stage, Training

_PARTS = (Data, Feed, FieldFacts, Head, Stage, Training)

_ALWAYS = {"optimizer"}
"""What is written even where it is the usual: it is what one looks for."""


_BY_NAME = {"class_weight", "fields", "heads", "inputs", "labels", "targets", "trainable"}
"""Whose members have names of the design or its data."""

_OBJECTS = {"augment", "callbacks", "loss", "metrics", "optimizer"}
"""What is an object of Keras, or several."""


def training_to_json(training: Training) -> dict[str, Any]:
    """Return the training of a design as the file format has it.

    Fields stand in the order of their classes, members of objects sorted by their names; configs
    keep their order.
    """
    return _part(training)


def _part(part: Any) -> dict[str, Any]:
    return {
        one.name: _value(one.name, getattr(part, one.name))
        for one in fields(part)
        if one.name in _ALWAYS or not _is_usual(getattr(part, one.name), one)
    }


def _is_usual(value: Any, one: Field[Any]) -> bool:
    if one.default is not MISSING:
        # To Python, 1 and True are equal.
        return bool(value == one.default) and isinstance(value, bool) == isinstance(
            one.default, bool
        )
    return one.default_factory is not MISSING and bool(value == one.default_factory())


def _value(name: str, value: Any) -> Any:
    if isinstance(value, _PARTS):
        return _part(value)
    if name in _OBJECTS and isinstance(value, dict):
        return _object(value)
    if name in _OBJECTS and isinstance(value, tuple):
        return [_object(item) for item in value]
    if name == "steps":
        return [_sorted(step, "step") for step in value]
    if name == "options":
        return _sorted(value)
    if isinstance(value, tuple):
        return [_value("", item) for item in value]
    if isinstance(value, float) and abs(value) < 2**53 and value.is_integer():
        # The browser writes no ".0", and one design is to be one text in both.
        return int(value)
    if name in _BY_NAME and isinstance(value, Mapping):
        return {key: _value("", item) for key, item in sorted(value.items())}
    return value


def _object(value: dict[str, Any]) -> dict[str, Any]:
    return {"class_name": value["class_name"], "config": value.get("config", {})}


def _sorted(value: dict[str, Any], first: str = "") -> dict[str, Any]:
    return dict(sorted(value.items(), key=lambda item: (item[0] != first, item[0])))
