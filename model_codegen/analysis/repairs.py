"""Changes after which a call that failed may work; what is offered is tried on the design first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from model_codegen.analysis.call_outcome import Problem, Success
from model_codegen.analysis.expansion_flaws import mended
from model_codegen.analysis.graph_state import GraphState
from model_codegen.analysis.insertions import insertions
from model_codegen.analysis.mistyped_names import meant
from model_codegen.analysis.size_arguments import size_arguments
from model_codegen.design import patches
from model_codegen.design.diagnostics import Fix
from model_codegen.design.graph import Layer, Missing, SubModel
from model_codegen.design.traversal import arguments, is_application


def repairs(state: GraphState, node_id: str, problem: Problem) -> Iterator[Fix]:
    """Changes after which a failed call can be made, the likeliest first.

    Args:
        state: What is known of the graph.
        node_id: The call.
        problem: Why it failed.
    """
    node = state.graph.nodes[node_id]
    operation = state.graph.operations[node.operation]
    if (found := meant(state, node_id, problem)) is not None:
        yield found
    if problem.code == "missing-argument":
        yield from _without_gap(state, node_id)
    if state.use is not None:
        yield from mended(state.use, state.graph_id, node.operation, problem)
    if problem.code != "shape-mismatch":
        return
    if state.build(node.operation) is not None and isinstance(operation, (Layer, SubModel)):
        yield from _own_copy(state, node_id, operation)
    elif not isinstance(operation, SubModel):
        if is_application(operation):
            yield from _own_shape(state, node_id, operation)
        yield from size_arguments(state, node_id, operation)
        yield from insertions(state, node_id, operation)


def _without_gap(state: GraphState, node_id: str) -> Iterator[Fix]:
    """Leave out an empty place that need not be there."""
    node = state.graph.nodes[node_id]
    gap = next((p for p, leaf in arguments(node) if isinstance(leaf, Missing)), None)
    if gap is None:
        return
    if gap[0] == "kwargs" and len(gap) == 2:
        title = f"Leave out {gap[1]}"
    elif len(gap) == 3 and gap[0] == "args" and len(state.flow.references[node_id]) > 1:
        title = "Remove the empty place"
    else:
        return
    where = patches.argument_pointer(state.graph_id, state.graph, node_id, gap)
    yield patches.fix(title, [patches.remove(where)])


def _own_shape(state: GraphState, node_id: str, model: Layer) -> Iterator[Fix]:
    """Let a model of `keras.applications` be made for the shape that comes."""
    node, refs = state.graph.nodes[node_id], state.flow.references[node_id]
    if len(refs) != 1:
        return
    shape = list(state.symbols[refs[0].node][refs[0].index].shape[1:])
    made = replace(model, config={**model.config, "input_shape": shape})
    if not isinstance(state.attempt(made, node, state.symbols), Success):
        return
    where = patches.graph_pointer(
        state.graph_id, "operations", node.operation, "config", "input_shape"
    )
    title = f"Make {state.words.node(node_id)} for {tuple(shape)}"
    yield patches.fix(title, [patches.add(where, shape)])


def _own_copy(state: GraphState, node_id: str, operation: Layer | SubModel) -> Iterator[Fix]:
    if isinstance(operation, Layer):
        outcome = state.attempt(operation, state.graph.nodes[node_id], state.symbols)
        if not isinstance(outcome, Success):
            return
    name = patches.fresh(state.graph, operation.name)
    title = "Make it a copy with weights of its own"
    yield patches.fix(title, patches.copy_operation(state.graph_id, operation, name, node_id))
