"""Functional style: layers called on tensors."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.emitters.folding.call_order import reordered
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.literals import literal
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.model_function import write_function
from model_codegen.emitters.styles.script import write_head
from model_codegen.emitters.styles.style import Style


def _write(plan: Plan, foldings: Mapping[str, Folding]) -> Source:
    main = plan.program.main
    source = Source(plan.program.comments)
    attributes = write_head(source, plan, foldings)
    name = literal(main.graph.name)
    folding = foldings.get(main.graph_id)
    write_function(source, plan, main, plan.build, name, folding, attributes)
    return source


FUNCTIONAL = Style(
    name="functional",
    title="Functional",
    loses=(
        "**Nothing is lost.** Every branch, merge and shared layer stands there as drawn, and the "
        "graph stays data: Keras can plot it, check its shapes, and cut it at any tensor."
    ),
    making="calls",
    write=_write,
    reorder=reordered,
)
