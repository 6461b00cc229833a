"""Stretches whose names are built alike, or that hold all that is named like them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from model_codegen.emitters.folding.search.repeats import LONGEST, Repeat
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.slot_values import Part, shared_beginning
from model_codegen.emitters.folding.steps import Step


def is_whole(scope: Scope, repeat: Repeat) -> bool | None:
    """Whether stretches hold all that is named like them: `conv2_block1_…`.

    Returns:
        None if names tell nothing.
    """
    answers = []
    for start in repeat.starts:
        end = start + repeat.length
        names = _names(scope.steps[start:end])
        if len(names) < 2:
            return None
        shared = shared_beginning(_most(names))
        while shared and isinstance(shared[-1], str) and not shared[-1][-1].isalnum():
            shared.pop()
        near = [*scope.steps[max(0, start - LONGEST) : start], *scope.steps[end : end + LONGEST]]
        prefix = tuple(shared)
        answers.append(
            bool(shared) and all(n[: len(prefix)] != prefix for step in near for n in step.names)
        )
    return sum(answers) * 2 > len(answers)


def _most(names: list[tuple[Part, ...]]) -> list[tuple[Part, ...]]:
    """Most of some names: those that begin with the same word."""
    words = Counter(name[0] for name in names if name)
    if not words:
        return names
    word, count = words.most_common(1)[0]
    return [name for name in names if name[:1] == (word,)] if 3 * count >= 2 * len(names) else names


def alike(scope: Scope, repeat: Repeat) -> Iterator[Repeat]:
    """A repeat, and the parts of it whose names are built alike, or that differ in names only."""
    yield repeat
    for signature in (_suffixes, _without_numbers, _arguments):
        groups: defaultdict[object, list[int]] = defaultdict(list)
        for start in repeat.starts:
            steps = scope.steps[start : start + repeat.length]
            groups[signature(steps)].append(start)
        if len(groups) > 1:
            for starts in groups.values():
                if len(starts) > 1:
                    yield Repeat(repeat.length, tuple(starts))


def _names(steps: Sequence[Step]) -> list[tuple[Part, ...]]:
    """The names that steps spell, in tokens."""
    return [name for step in steps for name in step.names]


def _suffixes(steps: Sequence[Step]) -> object:
    """What is left of names without what all of them begin with."""
    names = _names(steps)
    shared = len(shared_beginning(names)) if len(names) > 1 else 0
    return tuple(name[shared:] for name in names) if len(names) > 1 else None


def _without_numbers(steps: Sequence[Step]) -> object:
    return tuple(
        tuple("#" if isinstance(t, str) and t.isdecimal() else t for t in name)
        for name in _names(steps)
    )


def _arguments(steps: Sequence[Step]) -> object:
    """All that steps say apart from names."""
    return tuple(step.said for step in steps)
