"""What names of layers begin with: `conv2_block1_1_conv` is in `conv2` and in `conv2_block1`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LEAST = 3
"""The fewest nodes that are a group."""

MOST = 0.9
"""What more than this share of all names begin with says nothing: the model's own name, say."""


def stems(name: str) -> list[str]:
    """What a name begins with up to each of its numbers, the shortest first.

    A number in the last word only counts layers of a class (`dense_1`), so it is no stem. A letter
    after a number is one step more: `block2a_expand_conv` is in `block2` and in `block2a`.
    """
    found: list[str] = []
    words = re.split(r"([_/.])", name)
    stem = ""
    for index, word in enumerate(words[:-1]):
        if word in "_/." or not word:
            stem += word
            continue
        # A number of its own belongs to the word before it, unless that has one: `block_1`.
        following = words[index + 2] if index + 2 < len(words) else ""
        stem += word
        if following.isdigit() and not word[-1].isdigit():
            continue
        if index + 2 >= len(words):
            break
        lettered = re.fullmatch(r"(.*\d)[a-z]", stem)
        if lettered:
            found += [lettered[1], stem]
        elif word[-1].isdigit():
            found.append(stem)
    return found


def by_stems(names: Mapping[str, str]) -> list[list[str]]:
    """What the names of some nodes begin with, as far as several begin so and not all.

    Args:
        names: The names of their layers, by node id, producers first.

    Returns:
        The stems of each node that has any, in the order of the nodes: at most two.
    """
    counts: dict[str, int] = {}
    every = {node: stems(name) for node, name in names.items()}
    for found in every.values():
        for stem in found:
            counts[stem] = counts.get(stem, 0) + 1
    telling = {
        stem for stem, count in counts.items() if LEAST <= count <= max(LEAST, MOST * len(names))
    }
    return [[stem for stem in found if stem in telling][:2] for found in every.values()]


def common_beginning(names: Sequence[str]) -> str:
    """The whole words that all names begin with: `convnext_tiny_`."""
    first, last = min(names, default=""), max(names, default="")
    length = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return first[: first[:length].rfind("_") + 1]


def title(stem: str, common: str = "") -> str:
    """`conv 2 block 1` of `conv2_block1`: a title, and no name of a function.

    Args:
        stem: What names begin with.
        common: What all of them begin with, which is left out.
    """
    own = stem[len(common) :] if stem.startswith(common) and stem != common else stem
    spaced = re.sub(r"(?<=[A-Za-z])(?=\d)", " ", re.sub(r"[_/.]+", " ", own))
    return spaced.strip()
