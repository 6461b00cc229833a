"""Layers whose automatic names have moved on: one more `Dense` above, and `dense_1` is `dense_2`.

Such layers are not the same because they are called the same. They are found by what they are and
where they stand among the others. So is one that got a name of its own: which of two that are alike
it was, only its place tells.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher

from model_codegen.design.graph import INPUT_CLASS, Layer, ModelGraph, Operation
from model_codegen.equivalence.reach_order import reach_order_of_all
from model_codegen.keras_bridge.automatic_names import auto_name

_MOST_COMPARED = 250_000
"""Beyond so many pairs of layers, names have to do."""


def repaired(
    old: ModelGraph, new: ModelGraph, named: Mapping[str, str], told: Collection[str]
) -> dict[str, str]:
    """Pairs of operations, with those put right whose automatic names have moved on.

    Args:
        old: A graph.
        new: What became of it.
        named: By operation of the new graph: the one of the old graph that has its name.
        told: The operations of the old graph that its source has.
    """
    before, after = _automatic(old, told), _automatic(new, new.operations)
    moved = {
        kind
        for kind in before.keys() & after.keys()
        if {old.operations[key].name for key in before[kind]}  # type: ignore[union-attr]
        != {new.operations[key].name for key in after[kind]}  # type: ignore[union-attr]
    }
    if not moved:
        return dict(named)
    olds = _concerned(old, moved, before, {*told} - {*named.values()})
    news = _concerned(new, moved, after, new.operations.keys() - named.keys())
    first = [item for item in _sequence(old, olds) if item[1] in told]
    second = _sequence(new, news)
    if len(first) * len(second) > _MOST_COMPARED:
        return dict(named)
    found = {key: value for key, value in named.items() if key not in news and value not in olds}
    for old_part, new_part in _aligned(first, second):
        for (_, one), (_, other) in zip(old_part, new_part, strict=True):
            if one in olds and other in news:
                found[other] = one
    taken = {*found.values()}
    for key, value in named.items():
        if key in news and key not in found and value not in taken:
            found[key] = value
    return found


def _concerned(
    graph: ModelGraph,
    moved: Collection[str],
    automatic: Mapping[str, list[str]],
    strange: Collection[str],
) -> set[str]:
    """The layers of some classes that are called as Keras would, or as none of the other graph is.

    Args:
        graph: Their graph.
        moved: The classes.
        automatic: By class: the layers that are called as Keras would call one.
        strange: The operations whose name the other graph has not.
    """
    return {
        *(key for kind in moved for key in automatic[kind]),
        *(key for key in strange if getattr(graph.operations.get(key), "class_name", "") in moved),
    }


_NUMBER = re.compile(r"(_\d+)?")

Sequence = list[tuple[str, str]]
"""A word for each operation, and its id."""


def _aligned(old: Sequence, new: Sequence) -> list[tuple[Sequence, Sequence]]:
    """Stretches of two sequences that correspond."""
    words = [word for word, _ in old], [word for word, _ in new]
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((old[a:b], new[c:d]))
        elif tag == "replace":
            # Other arguments, the same class, as often as before: the one after the other.
            for kind in {_kind(word) for word in words[0][a:b]}:
                parts = [
                    [item for item in part if _kind(item[0]) == kind]
                    for part in (old[a:b], new[c:d])
                ]
                if len(parts[0]) == len(parts[1]):
                    found.append((parts[0], parts[1]))
    return found


def _kind(word: str) -> str:
    return word.partition(" ")[0]


def _sequence(graph: ModelGraph, concerned: Collection[str]) -> Sequence:
    """The operations in the order of their first calls, each as a word that says what it is."""
    keys = dict.fromkeys(graph.nodes[node].operation for node in reach_order_of_all(graph))
    return [
        (_word(graph.operations[key], key in concerned), key)
        for key in keys
        if key in graph.operations
    ]


def _word(operation: Operation, concerned: bool) -> str:
    match operation:
        case Layer(class_name=path) if concerned:
            return f"{path} {json.dumps(operation.config, sort_keys=True, default=str)}"
        case Layer(name=name):
            return f"= {name}"
    return str(getattr(operation, "function", "model"))


def _automatic(graph: ModelGraph, told: Collection[str]) -> dict[str, list[str]]:
    """By class: the layers that are called as Keras would call one."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, operation in graph.operations.items():
        if not isinstance(operation, Layer) or operation.class_name == INPUT_CLASS:
            continue
        if key not in told:
            continue
        stem = auto_name(operation.class_name.rpartition(".")[2])
        if operation.name.startswith(stem) and _NUMBER.fullmatch(operation.name, len(stem)):
            found[operation.class_name].append(key)
    return found
