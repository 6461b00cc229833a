"""One held object: which class, and its arguments; and several of them, as chips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from app.core.training import held_objects
from app.core.training.argument_field import argument_fields
from app.core.training.held_object import class_name
from app.ui.forms import argument_form, bound
from model_codegen.catalogue.entry import Catalogue, Entry
from model_codegen.design.config_values import Config

ChangeObject = Callable[[Config | None], None]


def one(
    label: str,
    value: Config | None,
    entries: Sequence[Entry],
    catalogue: Catalogue,
    change: ChangeObject,
    *,
    key: str,
    optional: bool = False,
    beside: Callable[[], None] | None = None,
) -> None:
    """Ask for an object of one of several classes.

    Args:
        label: What it is for.
        value: What the document has.
        entries: The classes.
        catalogue: Has what their schemas refer to.
        change: Takes the new object.
        key: Stands before the keys of all widgets.
        optional: Whether there may be none.
        beside: Draws what stands beside the class; nothing by default.
    """
    by_path = {entry.path: entry for entry in entries}
    path = None if value is None else value.get("class_name")

    def choose(new: str | None) -> None:
        change(None if new is None else held_objects.of_class(by_path[new], value, catalogue))

    left, right = st.columns([3, 2]) if beside else (st.container(), None)
    with left:
        bound.choice(
            label,
            path,
            [*([None] if optional else []), *by_path],
            choose,
            key=f"{key}-class",
            said=lambda found: "none" if found is None else str(found).rpartition(".")[2],
            help=by_path[path].summary if path in by_path else None,
        )
    if right is not None and beside is not None:
        with right:
            beside()
    if value is not None and path in by_path:
        _arguments(by_path[path], value, catalogue, change, key)


def many(
    label: str,
    values: Sequence[Config],
    entries: Sequence[Entry],
    catalogue: Catalogue,
    change: Callable[[tuple[Config, ...]], None],
    *,
    key: str,
    placeholder: str,
) -> None:
    """Ask for any number of objects; each has its arguments behind a button.

    Args:
        label: What they are for.
        values: What the document has.
        entries: The classes.
        catalogue: Has what their schemas refer to.
        change: Takes all the new ones.
        key: Stands before the keys of all widgets.
        placeholder: What is said where there are none.
    """
    by_path = {entry.path: entry for entry in entries}
    here = {f"{place}": value for place, value in enumerate(values)}
    names = held_objects.told_apart(values)

    def choose(tokens: Sequence[str]) -> None:
        change(
            tuple(
                here[token]
                if token in here
                else held_objects.of_class(by_path[token], None, catalogue)
                for token in tokens
            )
        )

    def said(token: str) -> str:
        if token in here:
            return names[int(token)]
        # No two options may be called alike.
        name = token.rpartition(".")[2]
        return f"{name}, one more" if any(class_name(one) == name for one in values) else name

    bound.several(
        label,
        [*here],
        list(by_path),
        choose,
        key=f"{key}-chosen",
        said=said,
        placeholder=placeholder,
    )
    known = [(place, value) for place, value in enumerate(values) if _entry(by_path, value)]
    if not known:
        return
    with st.container(horizontal=True, gap="small"):
        for place, value in known:
            _button(place, names[place], value, values, by_path, catalogue, change, key)


def _button(
    place: int,
    name: str,
    value: Config,
    values: Sequence[Config],
    by_path: Mapping[str, Entry],
    catalogue: Catalogue,
    change: Callable[[tuple[Config, ...]], None],
    key: str,
) -> None:
    def put(new: Config | None) -> None:
        if new is not None:
            change((*values[:place], new, *values[place + 1 :]))

    entry = by_path[value["class_name"]]
    with st.popover(
        f"{name} …", key=f"{key}-{place}-of", type="tertiary", help=f"Arguments of {entry.name}"
    ):
        st.caption(entry.summary)
        _arguments(entry, value, catalogue, put, f"{key}-{place}")


def _arguments(
    entry: Entry, value: Config, catalogue: Catalogue, change: ChangeObject, key: str
) -> None:
    argument_form.show(
        argument_fields(entry, catalogue.definitions),
        value.get("config", {}),
        lambda config: change({"class_name": entry.path, "config": dict(config)}),
        # Another class has other fields, also where they have one name.
        key=f"{key}-{entry.name}",
    )
    for sentence in held_objects.problems(entry, value, catalogue):
        st.caption(f":red[{sentence}]")


def _entry(by_path: Mapping[str, Entry], value: Config) -> bool:
    return bool(class_name(value)) and value["class_name"] in by_path
