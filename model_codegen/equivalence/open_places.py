"""What source leaves open of a design with errors, put back where it is still left open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.analysis import Analysis
from model_codegen.design.graph import Design, Missing, ModelGraph, Node
from model_codegen.design.traversal import Path, arguments
from model_codegen.emitters.unfinished import OPEN, writable


class OpenPlaces:
    """What the source of an unfinished design does not say.

    Args:
        design: The design, as it is drawn.
        analysis: Its analysis.

    Attributes:
        left_out: By graph: the calls that its source does not have.
    """

    def __init__(self, design: Design, analysis: Analysis) -> None:
        self.left_out: Mapping[str, tuple[str, ...]] = {}
        self._written: Mapping[str, ModelGraph] = {}
        if analysis.errors:
            found = writable(design, analysis)
            self.left_out = found.left_out
            self._written = {"main": found.design.main, **found.design.models}

    def put_back(self, graph_id: str, node_id: str, before: Node, after: Node) -> Node:
        """A call that was read, with what its source could not say as it was before.

        Args:
            graph_id: The graph of the design.
            node_id: The call of the design that stood in its place.
            before: That call.
            after: What was read.
        """
        graph = self._written.get(graph_id)
        written = None if graph is None else graph.nodes.get(node_id)
        if written is None:
            return after
        was = dict(arguments(before))
        hidden = {
            path: was[path] for path, leaf in arguments(written) if leaf is OPEN and path in was
        }
        if not hidden:
            return after
        args = tuple(_filled(a, ("args", i), hidden) for i, a in enumerate(after.args))
        kwargs = {name: _filled(a, ("kwargs", name), hidden) for name, a in after.kwargs.items()}
        return Node(after.operation, args, kwargs)


def _filled(tree: Any, path: Path, hidden: Mapping[Path, Any]) -> Any:
    if isinstance(tree, list):
        return [_filled(item, (*path, i), hidden) for i, item in enumerate(tree)]
    if isinstance(tree, tuple):
        return tuple(_filled(item, (*path, i), hidden) for i, item in enumerate(tree))
    if isinstance(tree, Mapping):
        return {key: _filled(item, (*path, key), hidden) for key, item in tree.items()}
    return hidden.get(path, tree) if isinstance(tree, Missing) else tree
