"""The arguments of a held object, each as its schema says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from app.core.training.argument_field import ArgumentField, starter, variant_of
from app.core.training.held_object import UNSET, with_argument
from app.ui.forms import bound
from model_codegen.design.config_values import Config

ChangeConfig = Callable[[Config], None]

WIDTH = 2
"""So many fields stand side by side."""


def show(
    fields: Sequence[ArgumentField], config: Config, change: ChangeConfig, *, key: str
) -> None:
    """Draw the fields; those that few ask for and that are not set open by a click.

    Args:
        fields: The arguments.
        config: What is set of them.
        change: Takes the new config.
        key: Stands before the keys of all widgets.
    """
    plain = [field for field in fields if not field.advanced or field.name in config]
    rest = [field for field in fields if field not in plain]
    _grid(plain, config, change, key)
    if rest:
        with st.popover("More arguments", key=f"{key}-more", type="tertiary"):
            _grid(rest, config, change, key)


def _grid(fields: Sequence[ArgumentField], config: Config, change: ChangeConfig, key: str) -> None:
    row: list[ArgumentField] = []
    for field in fields:
        if field.kind in ("either", "object"):
            _row(row, config, change, key)
            row = []
            _argument(field, config, change, f"{key}-{field.name}")
            continue
        row.append(field)
        if len(row) == WIDTH:
            _row(row, config, change, key)
            row = []
    _row(row, config, change, key)


def _row(fields: Sequence[ArgumentField], config: Config, change: ChangeConfig, key: str) -> None:
    if not fields:
        return
    columns = st.columns(WIDTH, vertical_alignment="bottom")
    for column, field in zip(columns, fields, strict=False):
        with column:
            _argument(field, config, change, f"{key}-{field.name}")


def _argument(field: ArgumentField, config: Config, change: ChangeConfig, key: str) -> None:
    def put(value: Any) -> None:
        change(with_argument(config, field, value))

    _field(field, config.get(field.name, UNSET), put, key)


def _field(field: ArgumentField, value: Any, put: bound.Change, key: str) -> None:
    if field.kind == "either":
        _either(field, value, put, key)
        return
    default = "" if field.default is None else _written(field.default)
    shown = None if value is UNSET else value
    about: dict[str, Any] = {"key": key, "help": field.help or None}
    match field.kind:
        case "flag":
            bound.flag(field.name, bool(field.default if value is UNSET else value), put, **about)
        case "choice":
            options = [*([None] if field.optional else []), *field.choices]
            now = field.default if value is UNSET else value
            bound.choice(field.name, now, options, put, said=_option, **about)
        case "number" | "integer":
            bound.number(
                field.name,
                shown if isinstance(shown, int | float) else None,
                lambda new: put(UNSET if new is None else new),
                whole=field.kind == "integer",
                low=field.minimum,
                high=field.maximum,
                placeholder=default or "not set",
                **about,
            )
        case "text":
            bound.text(
                field.name,
                shown if isinstance(shown, str) else "",
                lambda new: put(new or UNSET),
                placeholder=default or "not set",
                **about,
            )
        case "object":
            _object(field, value, put, key)
        case _:
            _literal(field, shown, default, put, about)


def _either(field: ArgumentField, value: Any, put: bound.Change, key: str) -> None:
    """Which kind of value, then the value: of a learning rate a number, or one of the schedules."""
    now = field.default if value is UNSET else value
    unset = field.optional and now is None
    variant = field.variants[0] if unset else variant_of(field, now)
    names = {one.title or one.kind: one for one in field.variants}
    chosen = None if unset else next(name for name, one in names.items() if one is variant)

    def choose(name: str | None) -> None:
        put(UNSET if name is None else starter(names[name]))

    if len({one.kind for one in field.variants}) == 1 and variant.kind in ("number", "integer"):
        _field(variant, value, put, key)
        return
    options = [*([None] if field.optional else []), *names]
    left, right = st.columns(WIDTH, vertical_alignment="bottom")
    with left:
        bound.choice(
            field.name, chosen, options, choose, key=f"{key}-kind", said=_option, help=field.help
        )
    if unset:
        return
    if variant.kind == "object":
        _object(variant, value, put, key)
        return
    with right:
        plain = replace(variant, default=field.default, help="")
        _field(plain, value, put, key)


def _object(field: ArgumentField, value: Any, put: bound.Change, key: str) -> None:
    config = value.get("config", {}) if isinstance(value, dict) else {}

    def change(new: Config) -> None:
        put({"class_name": field.path, "config": dict(new)})

    shown = [one for one in field.fields if not one.advanced or one.name in config]
    _grid(shown, config, change, key)


def _literal(
    field: ArgumentField, value: Any, default: str, put: bound.Change, about: dict[str, Any]
) -> None:
    """A list of numbers, or any JSON value, as text."""
    key = about["key"]

    def read(text: str) -> None:
        st.session_state.pop(f"{key}-wrong", None)
        if not text.strip():
            put(UNSET)
            return
        try:
            put(_numbers(text) if field.kind == "numbers" else json.loads(text))
        except ValueError:
            said = "numbers, as in `10, 20, 30`" if field.kind == "numbers" else "a JSON value"
            st.session_state[f"{key}-wrong"] = f"`{field.name}` takes {said}."

    shown = "" if value is None else _written(value)
    bound.text(field.name, shown, read, placeholder=default or "not set", **about)
    wrong = st.session_state.get(f"{key}-wrong")
    if wrong:
        st.caption(f":red[{wrong}]")


def _numbers(text: str) -> list[float]:
    parts = [part for part in re.split(r"[\s,;\[\]()]+", text) if part]
    return [int(part) if re.fullmatch(r"[+-]?\d+", part) else float(part) for part in parts]


def _written(value: Any) -> str:
    if isinstance(value, bool | str) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, list | tuple) and all(isinstance(one, int | float) for one in value):
        return ", ".join(f"{one:g}" for one in value)
    return json.dumps(value)


def _option(value: Any) -> str:
    return "not set" if value is None else str(value)
