"""Functional style: layers called on tensors."""

from __future__ import annotations

from model_codegen.emitters.collect import Program
from model_codegen.emitters.definitions import write_head, write_script
from model_codegen.emitters.functions import write_function
from model_codegen.emitters.literals import literal
from model_codegen.emitters.plan import make_plan
from model_codegen.emitters.source import Source


def emit_functional(program: Program, *, classes: bool) -> Source:
    """Write a design in Functional style.

    Args:
        program: The design.
        classes: Whether definitions become classes, or else functions.
    """
    plan = make_plan(program, "functional", "calls", classes=classes)
    source = Source()
    write_head(source, plan)
    write_function(source, plan, program.main, plan.build, literal(program.main.graph.name))
    write_script(source, plan)
    return source
