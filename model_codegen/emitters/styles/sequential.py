"""Sequential style: a list of layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model_codegen.analysis.advice.chain import chain_reason
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import SubModel, TensorRef
from model_codegen.design.traversal import flattened, is_application
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.freezing import freeze_application, made_before_chain
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.policy_scope import DEFAULT, policy_scope
from model_codegen.emitters.program import Program
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.pretrained_layers import takes_weights, write_pretrained
from model_codegen.emitters.styles.script import write_head
from model_codegen.emitters.styles.shared_making import given_names, make_shared
from model_codegen.emitters.styles.style import Style


def _write(plan: Plan, foldings: Mapping[str, Folding]) -> Source:
    source = Source(plan.program.comments)
    attributes = write_head(source, plan, foldings)
    body = plan.program.main
    with source.block(f"def {plan.build}():"):
        names = Namespace({"model"}, plan.names)
        policy = plan.program.design.dtype_policy
        frozen = {}
        ready = {}
        given = given_names(plan, body, names)
        with policy_scope(source, policy, names):
            make_shared(source, plan, given, names)
            for node_id in body.calls:
                operation_id = body.node(node_id).operation
                operation = body.operation(node_id)
                if operation_id in body.given:
                    ready[node_id] = given[operation_id]
                    if plan.frozen_later(body, operation_id):
                        frozen[node_id] = ready[node_id]
                    continue
                if not made_before_chain(body, operation_id, classes=plan.are_classes):
                    continue
                name = ready[node_id] = names.name(body.label(operation_id))
                made = plan.make(body, operation_id, given)
                source.line(f"{name} = {made}", [(MAIN, node_id)])
                if is_application(operation):
                    freeze_application(source, operation, name, names, [(MAIN, node_id)])
                else:
                    frozen[node_id] = name
            named = bool(frozen) or policy != DEFAULT or takes_weights(plan)
            with source.block(f"{'model =' if named else 'return'} keras.Sequential(["):
                for node_id in (*body.inputs, *body.calls):
                    operation_id = body.node(node_id).operation
                    star = "*" if body.repeats(operation_id) > 1 else ""
                    made = ready.get(node_id) or plan.make(body, operation_id, given)
                    source.comment((MAIN, node_id))
                    source.line(f"{star}{made},", [(MAIN, node_id)])
            source.line(f"], name={literal(body.graph.name)})")
        for node_id, name in frozen.items():
            if body.repeats(body.node(node_id).operation) > 1:
                each = names.name(body.label(body.node(node_id).operation))
                with source.block(f"for {each} in {name}:", [(MAIN, node_id)]):
                    source.line(f"{each}.trainable = False", [(MAIN, node_id)])
                continue
            source.line(f"{name}.trainable = False", [(MAIN, node_id)])
        if named:
            write_pretrained(source, plan, "model", names, attributes)
            source.line("return model")
    return source


def _reasons_against(program: Program) -> Iterator[Diagnostic]:
    """Why the main graph is no chain.

    Besides what the analysis says: blocks whose one tensor comes in a list, which the next layer
    would be given as it is.
    """
    yield from program.chain_reasons
    for node_id in program.main.calls[:-1]:
        operation = program.main.operation(node_id)
        if isinstance(operation, SubModel):
            outputs = program.definitions[operation.model].outputs
            if not isinstance(outputs, TensorRef) and len(flattened(outputs)) == 1:
                text = (
                    f"`{operation.name}` returns its tensor in a container, "
                    "and a chain hands on a bare one"
                )
                yield chain_reason("container", text, node_id)


SEQUENTIAL = Style(
    name="sequential",
    title="Sequential",
    loses="**Nothing is lost:** this design is a chain, and a list of layers says it all.",
    making="chain",
    write=_write,
    reasons_against=_reasons_against,
    folds=False,
)
