"""Blocks without parameters, expressions and repeats: what Keras is asked about.

A drawn design may hold a block with parameters, a value that is an expression of these, and a block
that is repeated. `expanded` writes all of that out: one definition for each set of arguments that a
block is used with, every expression worked out, a chain of instances for a repeat. `Expander` also
says what each part of the outcome was drawn as, and what could not be worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from model_codegen.design.block_uses import BlockUses, GraphKey
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.expanded_graph import (
    ExpandedGraph,
    SharedInstances,
    Use,
    has_expression,
    is_drawn,
)
from model_codegen.design.graph import Design, ModelGraph


@dataclass(frozen=True)
class Expansion:
    """A design, expanded.

    Attributes:
        drawn: As it was drawn.
        design: Without parameters, expressions and repeats; the very same where it has none.
        uses: What its graphs are, by id; empty where the design is the very same.
        shared: The operations of the drawn design, by the ids of those that a repeat has made.
    """

    drawn: Design
    design: Design
    uses: Mapping[str, Use] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)


def expanded(design: Design) -> Design:
    """Return a design without parameters of blocks, expressions and repeats.

    Of a block that is used with several sets of arguments, one definition has its id, that with the
    defaults if they are used; the others have `ID~2`, `ID~3` … A call that is repeated becomes a
    chain, of which the last one has its id, those before it `ID~1`, `ID~2` …; the instances that
    they call likewise, with the names `NAME_1` to `NAME_n`. What is wrong stays as it was drawn.

    Args:
        design: Any design; returned as it is if it has nothing of the kind.
    """
    return Expander().expand(design).design


class Expander:
    """Expands one document again and again; what is the very same as before is so in the outcome.

    Not for several threads at once.
    """

    def __init__(self) -> None:
        self._plain: dict[str, ModelGraph] = {}
        self._before: dict[str, ExpandedGraph] = {}

    def expand(self, design: Design) -> Expansion:
        """Expand a design.

        Args:
            design: Any design; most quickly answered if it is like the one before.
        """
        if self._is_plain(design):
            self._before = {}
            return Expansion(design, design)
        uses = BlockUses(design)
        ids = uses.ids()
        shared = SharedInstances(design, uses, ids)
        written = {graph_id: self._written(uses, key, ids, shared) for key, graph_id in ids.items()}
        self._before = written
        graphs = {graph_id: each.graph for graph_id, each in written.items()}
        main = graphs.pop(MAIN)
        whole = replace(design, main=main, models=graphs, operations=shared.operations)
        return Expansion(
            design, whole, {key: each.use for key, each in written.items()}, shared.origins
        )

    def _written(
        self,
        uses: BlockUses,
        key: GraphKey,
        ids: Mapping[GraphKey, str],
        shared: SharedInstances,
    ) -> ExpandedGraph:
        before = self._before.get(ids[key])
        if before is not None and before.holds(uses, key, ids, shared):
            return before
        return ExpandedGraph(uses, key, ids, shared, before)

    def _is_plain(self, design: Design) -> bool:
        """Whether there is nothing to expand."""
        plain = not any(map(is_drawn, design.operations.values()))
        before, self._plain = self._plain, {}
        for graph_id, graph in ((MAIN, design.main), *design.models.items()):
            if _is_plain(graph, before.get(graph_id)):
                self._plain[graph_id] = graph
            else:
                plain = False
        return plain


def _is_plain(graph: ModelGraph, before: ModelGraph | None) -> bool:
    """Whether a graph has nothing to expand; what a plain one had is not looked at again."""
    if graph is before:
        return True
    if graph.parameters:
        return False
    operations = {} if before is None else before.operations
    nodes = {} if before is None else before.nodes
    return not any(
        is_drawn(operation)
        for key, operation in graph.operations.items()
        if operations.get(key) is not operation
    ) and not any(
        has_expression(node) for key, node in graph.nodes.items() if nodes.get(key) is not node
    )
