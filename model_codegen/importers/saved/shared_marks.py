"""Which layers of a serialized model are one object, as live models and `.keras` files tell.

`save` serializes in an `ObjectSharingScope` of `keras/src/saving/serialization_lib.py`: whatever is
serialized again gets `shared_object_id`, and so does the place where it stood first. A model or
layer gives out a copy of its config, though, which no longer gets the mark of what comes later. So
the first mark of an object may mean a layer before it that is alike in all else.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from model_codegen.importers.saved import op_functions, serialized_objects
from model_codegen.importers.saved.serialized_models import Serialized, is_model, name_of, unique
from model_codegen.importers.saved.serialized_objects import MARK, OBJECT


@dataclass(frozen=True)
class SharedLayers:
    """The layers of one file that stand in several places.

    Attributes:
        ids: By `id()` of a serialized layer: the operation of the design that it is.
        values: By operation: the serialized layer, where it stands first.
        again: Those by `id()` that stand in the list of one model again, as in Sequential([d, d]).
    """

    ids: Mapping[int, str] = field(default_factory=dict)
    values: Mapping[str, Serialized] = field(default_factory=dict)
    again: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Place:
    """Where a serialized layer stands.

    Attributes:
        value: The layer.
        within: Inside of which others, from outside to inside.
        listed: The model in whose list it stands; None if it is an argument of a layer.
    """

    value: Serialized
    within: tuple[int, ...]
    listed: int | None


def shared_layers(value: Serialized) -> SharedLayers:
    """Find the layers that stand in several places.

    Args:
        value: A serialized model, checked not to be nested too deeply.
    """
    places = [*_places(value)]
    tokens = _tokens(places)
    if not tokens:
        return SharedLayers()
    counts: Counter[int] = Counter()
    first: dict[int, Serialized] = {}
    again: set[int] = set()
    listed: set[tuple[int, int | None]] = set()
    inside: set[int] = set()  # copies of what is shared: what is in them was met before
    for place in places:
        token = tokens.get(id(place.value))
        if inside.isdisjoint(place.within) and token is not None:
            if place.listed is not None and (token, place.listed) in listed:
                again.add(id(place.value))
                continue
            listed.add((token, place.listed))
            counts[token] += 1
            first.setdefault(token, place.value)
            if counts[token] > 1:
                inside.add(id(place.value))
    names: dict[int, str] = {}
    taken: set[str] = set()
    every = {name_of(place.value, "") for place in places}
    for token, found in first.items():
        if counts[token] > 1:
            name = name_of(found, "layer")
            names[token] = name if name not in taken else unique(name, taken | every)
            taken.add(names[token])
    return SharedLayers(
        {key: names[token] for key, token in tokens.items() if token in names},
        {names[token]: found for token, found in first.items() if token in names},
        frozenset(again),
    )


def tells_objects(value: Serialized) -> bool:
    """Whether a serialized model tells at all which objects are the same.

    Layers that are made under one policy share its object, so that every `.keras` file has marks.

    Args:
        value: A serialized model.
    """
    pending: list[Any] = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, Mapping):
            if MARK in item or OBJECT in item:
                return True
            pending += item.values()
        elif isinstance(item, (list, tuple)):
            pending += item
    return False


def _places(value: Serialized) -> Iterator[_Place]:
    """Every layer and model inside a model, in the order in which they are serialized."""
    pending: list[tuple[Any, tuple[int, ...], int | None]] = [
        (layer, (id(value),), id(value)) for layer in reversed(value["config"]["layers"])
    ]
    while pending:
        item, within, listed = pending.pop()
        if type(item) is not dict:
            # By exact type first: a file has tens of thousands of texts and numbers.
            if isinstance(item, (list, tuple)):
                pending += [(part, within, None) for part in reversed(item)]
                continue
            if not isinstance(item, Mapping):
                continue
        config = item.get("config")
        if not isinstance(item.get("class_name"), str) or not isinstance(config, Mapping):
            pending += [(part, within, None) for part in reversed([*item.values()])]
            continue
        if is_object(item):
            yield _Place(item, within, listed)
            within = (*within, id(item))
        inner = id(item) if is_model(item) else None
        parts = config["layers"] if inner is not None else [*config.values()]
        pending += [(part, within, inner) for part in reversed(parts)]


def is_object(value: Serialized) -> bool:
    """Whether a serialized object is a layer or model, and no input or function."""
    if value["class_name"] == "InputLayer" or op_functions.is_function(value):
        return False
    told = OBJECT in value or is_model(value)
    return told or serialized_objects.is_keras(value, "keras.layers")


def _tokens(places: list[_Place]) -> dict[int, int]:
    """By `id()` of a serialized layer: which object it is, where anything tells."""
    tokens: dict[int, int] = {}
    marked: defaultdict[int, list[_Place]] = defaultdict(list)
    plain: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    live = any(OBJECT in place.value for place in places)
    order = {id(place.value): rank for rank, place in enumerate(places)}
    for place in places:
        token = place.value.get(OBJECT, place.value.get(MARK))
        if type(token) is int:
            tokens[id(place.value)] = token
            marked[token].append(place)
        else:
            plain[_kind(place)].append(place)
    if live:
        return tokens
    for token, found in marked.items():
        for earlier in plain[_kind(found[0])]:
            if order[id(earlier.value)] > order[id(found[0].value)]:
                break
            copied = not {*earlier.within} <= {*found[0].within}
            if copied and id(earlier.value) not in tokens and _alike(earlier, found[0]):
                tokens[id(earlier.value)] = token
                break
    return tokens


def _kind(place: _Place) -> tuple[str, str]:
    return place.value["class_name"], name_of(place.value, "")


def _alike(one: _Place, other: _Place) -> bool:
    return _text(one.value["config"]) == _text(other.value["config"])


def _text(config: Any) -> str:
    return json.dumps(serialized_objects.unmarked(config), sort_keys=True, default=str)
