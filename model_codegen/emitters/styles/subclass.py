"""Subclass style: a `keras.Model` whose `call` runs the layers that its `__init__` made."""

from __future__ import annotations

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.call_text import argument_text
from model_codegen.emitters.collect import Program
from model_codegen.emitters.folding.folded_program import fold_program
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.literals import literal
from model_codegen.emitters.plan import Plan, make_plan
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.model_class import MODEL, write_class
from model_codegen.emitters.styles.script import write_head, write_script
from model_codegen.keras_bridge.automatic_names import auto_name


def emit_subclass(program: Program, *, classes: bool) -> Source:
    """Write a design in subclass style.

    Args:
        program: The design.
        classes: Ignored: definitions are classes here in any case.
    """
    return _written(make_plan(program, "subclass", "attributes", classes=True), None)


def fold_subclass(program: Program, *, classes: bool) -> Source | None:
    """Write a design in subclass style, what repeats in it as functions and loops.

    Args:
        program: The design.
        classes: Ignored: definitions are classes here in any case.

    Returns:
        None if nothing repeats.
    """
    found = fold_program(program, "subclass", "attributes", classes=True)
    return None if found is None else _written(found[0], found[1][MAIN])


def _written(plan: Plan, folding: Folding | None) -> Source:
    source = Source()
    write_head(source, plan)
    body = plan.program.main
    model = plan.names.class_name(body.graph.name, "Model")
    write_class(source, plan, body, model, MODEL, folding)
    name = body.graph.name
    spelled = f"name={literal(name)}" if name != auto_name(model) else ""
    shapes = {TensorRef(n): literal(body.specs(n)[0].shape) for n in body.inputs}
    with source.block(f"def {plan.build}():"):
        source.line(f"model = {model}({spelled})")
        shape = argument_text(map_leaves(body.graph.inputs, TensorRef), shapes)
        source.line(f"model.build({shape})", [(MAIN, n) for n in body.inputs])
        source.line("return model")
    write_script(source, plan)
    return source
