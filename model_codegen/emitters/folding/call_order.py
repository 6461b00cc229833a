"""The order in which folded source makes its calls: as the author is likely to have made them."""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from dataclasses import replace

from model_codegen import catalogue
from model_codegen.design.graph import Layer, Op
from model_codegen.design.traversal import references
from model_codegen.emitters.body import Body
from model_codegen.emitters.program import Program


def reordered(program: Program) -> Program:
    """The same program with the calls of every graph in another order.

    One branch is followed to its end before the next begins, as in `traversal.order`. Which comes
    first? The shorter one, as people do with the shortcut of a residual block; else names tell, in
    which `dense_9` stands before `dense_10`. And a layer that Keras has numbered waits for those
    with lower numbers, so that Keras will number it the same again.
    """
    definitions = {key: _reordered(body) for key, body in program.definitions.items()}
    return replace(program, main=_reordered(program.main), definitions=definitions)


def made_as_listed(program: Program) -> Program:
    """The same program with the main graph's calls such that layers are made as they are listed.

    Folded classes make layers in the order of the calls. A layer waits for those that a Functional
    model lists before it; otherwise the order is kept.
    """
    body = program.main
    made = [key for key in body.made if not isinstance(body.graph.operations[key], Op)]
    ranks = {key: rank for rank, key in enumerate(made)}
    index = {node_id: place for place, node_id in enumerate(body.calls)}
    users: defaultdict[str, list[str]] = defaultdict(list)
    missing: dict[str, set[str]] = {}
    ready: list[int] = []
    blocked: defaultdict[int, list[int]] = defaultdict(list)
    done: list[str] = []
    turn = 0

    def release(node_id: str) -> None:
        rank = ranks.get(body.node(node_id).operation, 0)  # a function never waits
        if rank <= turn:
            heapq.heappush(ready, index[node_id])
        else:
            blocked[rank].append(index[node_id])

    for node_id in body.calls:
        missing[node_id] = {r.node for r in references(body.node(node_id)) if r.node in index}
        for source in missing[node_id]:
            users[source].append(node_id)
    for node_id in body.calls:
        if not missing[node_id]:
            release(node_id)
    while ready:
        node_id = body.calls[heapq.heappop(ready)]
        done.append(node_id)
        if ranks.get(body.node(node_id).operation) == turn:
            turn += 1
            for place in blocked.pop(turn, ()):
                heapq.heappush(ready, place)
        for user in users[node_id]:
            missing[user].discard(node_id)
            if not missing[user]:
                release(user)
    return replace(program, main=replace(body, calls=tuple(done), reordered=True))


def _reordered(body: Body) -> Body:
    waiting: dict[str, set[str]] = {}
    users: defaultdict[str, list[str]] = defaultdict(list)
    inputs = set(body.inputs)
    for node_id in body.calls:
        sources = {ref.node for ref in references(body.node(node_id))}
        waiting[node_id] = sources - inputs
        for source in sources:
            users[source].append(node_id)
    numbered = _numbered(body)
    heights: dict[str, int] = {}
    for node_id in reversed(body.calls):
        heights[node_id] = 1 + max((heights[user] for user in users[node_id]), default=0)
    keys = {n: (heights[n], natural(_label(body, n))) for n in body.calls}
    done: list[str] = []
    placed: defaultdict[str, int] = defaultdict(int)

    def released(source: str) -> list[str]:
        found = []
        for user in users[source]:
            waiting[user].discard(source)
            if not waiting[user] and user not in ready:
                found.append(user)
        return sorted(found, key=lambda n: keys[n], reverse=True)

    ready: dict[str, None] = {}
    for node_id in sorted((n for n in body.calls if not waiting[n]), key=lambda n: keys[n])[::-1]:
        ready[node_id] = None
    while ready:
        order = list(reversed(ready))
        chosen = next((n for n in order if _is_next(n, numbered, placed)), order[0])
        del ready[chosen]
        done.append(chosen)
        if chosen in numbered:
            placed[numbered[chosen][0]] += 1
        for node_id in released(chosen):
            ready[node_id] = None
    return replace(body, calls=tuple(done))


def _is_next(node_id: str, numbered: dict[str, tuple[str, int]], placed: dict[str, int]) -> bool:
    if node_id not in numbered:
        return True
    stem, rank = numbered[node_id]
    return rank <= placed[stem]


def _numbered(body: Body) -> dict[str, tuple[str, int]]:
    """By call of a layer that is named as Keras would: the stem and which of its numbers it has."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for calls in body.operations.values():
        operation = body.operation(calls[0])
        entry = catalogue.find(operation.class_name) if isinstance(operation, Layer) else None
        if entry is None or not isinstance(operation, Layer):
            continue
        match = re.fullmatch(rf"{re.escape(entry.auto_name)}(?:_(\d+))?", operation.name)
        if match:
            found[entry.auto_name][calls[0]] = int(match[1] or 0)
    ranks: dict[str, tuple[str, int]] = {}
    for stem, numbers in found.items():
        for rank, node_id in enumerate(sorted(numbers, key=lambda n: numbers[n])):
            ranks[node_id] = stem, rank
    return ranks


def _label(body: Body, node_id: str) -> str:
    operation = body.operation(node_id)
    return f"{operation.name} {node_id}" if isinstance(operation, Layer) else node_id


def natural(text: str) -> list[tuple[int, str]]:
    """A key by which names are sorted with their numbers in order."""
    parts = re.split(r"(\d+)", text)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
