"""Subclass style: a `keras.Model` whose `call` runs the layers that its `__init__` made."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.call_text import argument_text
from model_codegen.emitters.folding.call_order import made_as_listed
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.class_inputs import model_name
from model_codegen.emitters.styles.model_class import MODEL, write_class
from model_codegen.emitters.styles.pretrained_layers import write_pretrained
from model_codegen.emitters.styles.script import write_head
from model_codegen.emitters.styles.style import Style
from model_codegen.keras_bridge.automatic_names import auto_name


def _write(plan: Plan, foldings: Mapping[str, Folding]) -> Source:
    source = Source(plan.program.comments)
    attributes = dict(write_head(source, plan, foldings))
    body = plan.program.main
    model = model_name(body, plan.names)
    attributes[MAIN] = write_class(source, plan, body, model, MODEL, foldings.get(MAIN))
    name = body.graph.name
    spelled = f"name={literal(name)}" if name != auto_name(model) else ""
    shapes = {TensorRef(n): literal(body.specs(n)[0].shape) for n in body.inputs}
    with source.block(f"def {plan.build}():"):
        source.line(f"model = {model}({spelled})")
        shape = argument_text(map_leaves(body.graph.inputs, TensorRef), shapes)
        source.line(f"model.build({shape})", [(MAIN, n) for n in body.inputs])
        write_pretrained(source, plan, "model", Namespace({"model"}, plan.names), attributes)
        source.line("return model")
    return source


SUBCLASS = Style(
    name="subclass",
    title="Subclass",
    loses=(
        "**The same numbers, but the graph becomes code.** It lives in `call`, where Keras cannot "
        "look: no picture of the connections, no cutting at a tensor, and shapes are known only "
        "once it is built. In return, `call` may hold any Python."
    ),
    making="attributes",
    write=_write,
    always_classes=True,
    reorder=made_as_listed,
)
