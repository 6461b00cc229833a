"""Frames around what helper functions of a text called, with the functions' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model_codegen.design.graph import Frame
from model_codegen.importers.source.values import Run

_FEWEST = 2
_MOST = 200


def frames(nodes_of: Mapping[Run, Sequence[str]], renamed: Mapping[str, str]) -> dict[str, Frame]:
    """The frames of one graph, by id.

    A function is one that takes tensors and makes more than one call; what a method, a `lambda` or
    the function that makes the model itself calls is no part that anybody has named.

    Args:
        nodes_of: By run of a function: the calls that were made in it.
        renamed: By call that is not there any more: the one that stands for it.
    """
    found: dict[str, Frame] = {}
    for run, calls in nodes_of.items():
        nodes = tuple(dict.fromkeys(renamed.get(node, node) for node in calls))
        # Folded classes have two functions for each, one of which calls the layers.
        title = run.name.removeprefix("call_") if "made" in run.given else run.name
        named = run.takes_tensors and not run.is_method and run.name.isidentifier()
        if not named or len(nodes) < _FEWEST or len(found) >= _MOST:
            continue
        key, count = title, 1
        while key in found:
            count += 1
            key = f"{title}_{count}"
        found[key] = Frame(title, nodes)
    return found
