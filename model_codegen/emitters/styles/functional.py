"""Functional style: layers called on tensors."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.emitters.collect import Program
from model_codegen.emitters.folding.call_order import reordered
from model_codegen.emitters.folding.folded_program import fold_program
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.literals import literal
from model_codegen.emitters.plan import Plan, make_plan
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.model_function import write_function
from model_codegen.emitters.styles.script import write_head, write_script


def emit_functional(program: Program, *, classes: bool) -> Source:
    """Write a design in Functional style.

    Args:
        program: The design.
        classes: Whether definitions become classes, or else functions.
    """
    return _written(make_plan(program, "functional", "calls", classes=classes), {})


def fold_functional(program: Program, *, classes: bool) -> Source | None:
    """Write a design in Functional style, what repeats in it as functions and loops.

    Args:
        program: The design.
        classes: Whether definitions become classes, or else functions.

    Returns:
        None if nothing repeats.
    """
    found = fold_program(reordered(program), "functional", "calls", classes=classes)
    return None if found is None else _written(*found)


def _written(plan: Plan, foldings: Mapping[str, Folding]) -> Source:
    main = plan.program.main
    source = Source()
    write_head(source, plan, foldings)
    name = literal(main.graph.name)
    write_function(source, plan, main, plan.build, name, foldings.get(main.graph_id))
    write_script(source, plan)
    return source
