"""Sequential style: a list of layers."""

from __future__ import annotations

from model_codegen.diagnostics import MAIN
from model_codegen.emitters.collect import Program
from model_codegen.emitters.definitions import write_head, write_script
from model_codegen.emitters.freezing import frozen_by_attribute
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.plan import make_plan
from model_codegen.emitters.source import Source
from model_codegen.errors import NotExpressible
from model_codegen.graph import Op

STYLE = "sequential"


def emit_sequential(program: Program, *, classes: bool) -> Source:
    """Write a design in Sequential style.

    Args:
        program: The design.
        classes: Whether definitions become classes, or else functions.

    Raises:
        NotExpressible: If the main graph is no chain; with the reasons that the analysis gives.
    """
    if program.chain_reasons:
        raise NotExpressible(STYLE, program.chain_reasons)
    plan = make_plan(program, STYLE, "chain", classes=classes)
    source = Source()
    write_head(source, plan)
    body = program.main
    with source.block(f"def {plan.build}():"):
        names = Namespace({"model"}, plan.names)
        frozen = {}
        for node_id in body.calls:
            operation_id = body.node(node_id).operation
            operation = body.operation(node_id)
            if frozen_by_attribute(body, operation_id) and not isinstance(operation, Op):
                name = frozen[node_id] = names.name(operation.name)
                source.line(f"{name} = {plan.make(body, operation_id)}", [(MAIN, node_id)])
        with source.block(
            "return keras.Sequential([" if not frozen else "model = keras.Sequential(["
        ):
            for node_id in (*body.inputs, *body.calls):
                made = frozen.get(node_id) or plan.make(body, body.node(node_id).operation)
                source.line(f"{made},", [(MAIN, node_id)])
        source.line(f"], name={literal(body.graph.name)})")
        for node_id, name in frozen.items():
            source.line(f"{name}.trainable = False", [(MAIN, node_id)])
        if frozen:
            source.line("return model")
    write_script(source, plan)
    return source
