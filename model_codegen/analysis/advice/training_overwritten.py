"""Warnings of a `training=` in a call that Functional models do not keep to."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.analysis.symbol import Symbol
from model_codegen.analysis.training_modes import Mode, modes
from model_codegen.design import patches
from model_codegen.design.diagnostics import MAIN, Diagnostic, Fix
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, ModelGraph, SubModel
from model_codegen.design.patches import fix, graph_pointer
from model_codegen.design.traversal import references
from model_codegen.keras_bridge.dtype_policies import policy_exists


def training_overwritten(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of calls whose `training=` counts in subclass source and not in a Functional model.

    `Functional.call` hands its own `training` on to every layer, whatever its call has recorded
    (`operation_fn` of `keras/src/models/functional.py`). What that comes to is in
    docs/training-mode.md, and what is made of it in docs/decisions/0130-training-mode.md.
    """
    nodes = facts.graph.nodes
    named = [n for n in facts.sequence if nodes[n].kwargs]
    told = [n for n in named if isinstance(nodes[n].kwargs.get("training"), bool)]
    frozen = bool(told) and _frozen(facts.design, facts.graph_id)
    for node_id in told:
        recorded = facts.node(node_id).kwargs["training"]
        found = _modes(facts, node_id, frozen=frozen)
        if not found:
            continue
        name = facts.words.node(node_id)
        if recorded:
            message = (
                f"{name} is called with training=True, which a Functional model keeps to only when "
                "it is called by itself: `predict` and `evaluate` overwrite it. "
                "Take subclass source where it must always hold"
            )
            yield facts.found("training-overwritten", "warning", message, node_id, alike="True")
            continue
        change = _freeze(facts, node_id) if any(mode.held for mode in found) else None
        if change is None:
            what = "it runs in training mode (in subclass source it does not)"
            remedy = "Take subclass source where it must always hold"
        else:
            what = "its statistics move (in subclass source they stay)"
            remedy = "Freeze it to keep them"
            if not all(mode.held for mode in found):
                remedy += "; what is random in it stays so"
        message = (
            f"{name} is called with training=False, which `fit` overwrites in a Functional model: "
            f"{what}. {remedy}"
        )
        yield facts.found(
            "training-overwritten", "warning", message, node_id, fix=change, alike="False"
        )


def _modes(facts: GraphFacts, node_id: str, *, frozen: bool) -> set[Mode]:
    """What has two modes in an operation and in all that is inside, as it stands in the design."""
    operation_id = facts.node(node_id).operation
    pending = [(facts.graph_id, operation_id, frozen)]
    seen = set(pending)
    found: set[Mode] = set()
    while pending:
        graph_id, operation_id, frozen = pending.pop()
        graph = facts.design.main if graph_id == MAIN else facts.design.models[graph_id]
        operation = graph.operations.get(operation_id)
        if isinstance(operation, SubModel) and operation.model in facts.analyses:
            frozen = frozen or not operation.trainable
            inner = facts.analyses[operation.model]
            inside = [(operation.model, key, frozen) for key in inner.operations]
            pending += [part for part in inside if part not in seen]
            seen.update(inside)
        elif isinstance(operation, Layer):
            own = _of_layer(facts, graph_id, graph, operation_id, operation)
            found.update(mode for mode in own if not (frozen and mode.held))
    return found


def _of_layer(
    facts: GraphFacts, graph_id: str, graph: ModelGraph, operation_id: str, layer: Layer
) -> frozenset[Mode]:
    analysis = facts.analyses[graph_id]
    unused = set(analysis.unused)
    calls = [n for n in analysis.operations[operation_id].calls if n not in unused]
    if not calls or layer.recorded is not None or layer.class_name == INPUT_CLASS:
        return frozenset()
    if analysis.nodes[calls[0]].state != "known":
        return frozenset()
    node = graph.nodes[calls[0]]
    specs = {ref.node: analysis.nodes[ref.node].outputs or () for ref in references(node)}
    symbols = {
        key: tuple(Symbol(spec.shape, spec.dtype) for spec in found) for key, found in specs.items()
    }
    policy = facts.design.dtype_policy
    return modes(layer, node, symbols, policy if policy_exists(policy) else "float32")


def _frozen(design: Design, graph_id: str) -> bool:
    """Whether a definition is part of the model in frozen blocks only."""
    reached = {MAIN: True}
    pending = [(MAIN, True)]
    while pending:
        key, trained = pending.pop()
        graph = design.main if key == MAIN else design.models[key]
        for operation in graph.operations.values():
            if not isinstance(operation, SubModel) or operation.model not in design.models:
                continue
            inner = operation.model, trained and operation.trainable
            if inner[0] not in reached or (inner[1] and not reached[inner[0]]):
                reached[inner[0]] = inner[1]
                pending.append(inner)
    return not reached.get(graph_id, True)


def _freeze(facts: GraphFacts, node_id: str) -> Fix:
    operation_id = facts.node(node_id).operation
    where = graph_pointer(facts.graph_id, "operations", operation_id)
    change = [patches.add(f"{where}/trainable", False)]
    operation = facts.operation(node_id)
    if isinstance(operation, Layer) and operation.trainable_layers is not None:
        change.append(patches.remove(f"{where}/trainable_layers"))
    return fix(f"Freeze {facts.words.node(node_id)}", change)
