"""Parts of a graph between tensors that alone lead on, and which of them repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LONGEST_PERIOD = 12
"""The most sections that a repeated unit is looked for in."""

WIDEST = 3
"""The most tensors between two sections: cells of NASNet take what the last two returned."""

FEWEST = 8
"""Fewer sections than this do not tell how a model is built."""


def sections(order: Sequence[str], sources: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """A graph in sections, each of which takes few tensors of those before it.

    Args:
        order: Node ids, producers first, one branch to its end before the next one.
        sources: The nodes that each node takes tensors of.

    Returns:
        The sections in that order; one alone if the graph has no such parts.
    """
    last: dict[str, int] = {}
    for place, node in enumerate(order):
        for source in sources[node]:
            last[source] = place
    for width in range(1, WIDEST + 1):
        found: list[list[str]] = []
        begun: list[str] = []
        alive: set[str] = set()
        ends: dict[int, list[str]] = {}
        for place, node in enumerate(order):
            begun.append(node)
            if last.get(node, -1) > place:
                alive.add(node)
                ends.setdefault(last[node], []).append(node)
            alive.difference_update(ends.pop(place, ()))
            if len(alive) <= width:
                found.append(begun)
                begun = []
        if begun:
            found.append(begun)
        if len(found) >= FEWEST and max(map(len, found)) * 2 <= len(order):
            return found
    return [list(order)]


def units(parts: Sequence[Sequence[str]], kinds: Mapping[str, str]) -> list[list[str]]:
    """Sections, and runs of them where several repeat: what a builder function would make.

    Args:
        parts: See `sections`.
        kinds: What each node is, such as its class.

    Returns:
        Units in order: repeated runs of sections as one each, other sections as they are.
    """
    signatures = [tuple(kinds[node] for node in part) for part in parts]
    found: list[list[str]] = []
    at = 0
    while at < len(parts):
        period, times = _repeated(signatures, parts, at)
        for turn in range(times):
            begin = at + turn * period
            found.append([node for part in parts[begin : begin + period] for node in part])
        at += period * times
    return found


def _repeated(
    signatures: Sequence[tuple[str, ...]], parts: Sequence[Sequence[str]], at: int
) -> tuple[int, int]:
    """How many sections from a place on are repeated how often: what covers the most nodes."""
    best, covered = (1, 1), 0
    for period in range(1, min(LONGEST_PERIOD, (len(parts) - at) // 2) + 1):
        times = 1
        while all(
            at + times * period + step < len(parts)
            and signatures[at + step] == signatures[at + times * period + step]
            for step in range(period)
        ):
            times += 1
        size = sum(len(part) for part in parts[at : at + period])
        # Of two readings with as many nodes the shorter unit is the simpler one.
        if times > 1 and size > 1 and size * times > covered:
            best, covered = (period, times), size * times
    return best
