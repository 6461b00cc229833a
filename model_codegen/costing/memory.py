"""The most memory that the tensors of a graph take at one time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What a call holds in memory.

    Attributes:
        node: The call.
        sources: The calls whose tensors it takes, as often as it does.
        output: Bytes of what it returns.
        inside: Bytes that it needs besides while it runs.
        view: Whether what it returns is the memory of its first source.
        in_place: Whether it may write over a source that nothing else needs.
    """

    node: str
    sources: Sequence[str]
    output: int
    inside: int = 0
    view: bool = False
    in_place: bool = False


def peak(calls: Sequence[Held], inputs: Iterable[str], outputs: Iterable[str]) -> tuple[int, str]:
    """The most bytes in use at one time, and the call at which that is.

    A tensor is freed behind the last call that takes it. The model's inputs are the caller's and
    stay; so do its outputs. A call that may work in place does where it can, as TensorFlow does.

    Args:
        calls: In the order in which they run, inputs among them.
        inputs: The calls that are inputs.
        outputs: The calls whose tensors are returned.

    Returns:
        Bytes, and the id of a call; `""` if there is none.
    """
    root: dict[str, str] = {}
    size: dict[str, int] = {}
    uses: dict[str, int] = {}
    for held in calls:
        own = held.sources[0] if held.view and held.sources else held.node
        root[held.node] = root.get(own, own)
        for source in held.sources:
            if source in root:
                uses[root[source]] = uses.get(root[source], 0) + 1
    for node in (*inputs, *outputs):
        if node in root:
            uses[root[node]] = uses.get(root[node], 0) + 1
    live, most, where = 0, 0, ""
    for held in calls:
        own = root[held.node]
        fresh = held.output if own == held.node else 0
        reused = ""
        if fresh and held.in_place:
            for source in held.sources:
                buffer = root.get(source, "")
                if uses.get(buffer) == held.sources.count(source) and size.get(buffer) == fresh:
                    reused = buffer
                    break
        taken = 0 if reused else fresh
        if live + taken + held.inside > most:
            most, where = live + taken + held.inside, held.node
        if own == held.node:
            live += fresh
            size[own] = fresh
        for source in held.sources:
            if source not in root:
                continue
            buffer = root[source]
            uses[buffer] -= 1
            if uses[buffer] == 0:
                live -= size.get(buffer, 0)
        if own == held.node and not uses.get(own):
            live -= fresh
    return most, where
