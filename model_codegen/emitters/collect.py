"""Phase one: which calls are written, in which order, and which definitions they need."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.analysis import Analysis
from model_codegen.design import expansion
from model_codegen.design.block_calls import as_declared
from model_codegen.design.config_references import held_models
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    Design,
    ModelGraph,
    SubModel,
)
from model_codegen.design.pieces import in_model
from model_codegen.design.shared_operations import expanded, is_object
from model_codegen.design.traversal import flow, is_input, leaves
from model_codegen.emitters.block_parameters import with_texts
from model_codegen.emitters.body import Body
from model_codegen.emitters.program import Program
from model_codegen.emitters.shared_objects import Called, shared_objects


def _declared(design: Design, graph: ModelGraph) -> ModelGraph:
    """The graph with every call of a definition as the definition declares its inputs."""
    changed = {}
    for node_id, node in graph.nodes.items():
        operation = graph.operations.get(node.operation)
        if isinstance(operation, SubModel) and operation.model in design.models:
            declared = as_declared(design.models[operation.model], node)
            if declared is not node:
                changed[node_id] = declared
    return replace(graph, nodes={**graph.nodes, **changed}) if changed else graph


def collect(design: Design, analysis: Analysis, *, drawn: bool = False) -> Program:
    """Take what reaches an output of a design, and order it.

    Args:
        design: A design without errors.
        analysis: Its analysis.
        drawn: Whether parameters of blocks and repeats stay as they were drawn, to be written so;
            else they are written out, for who asks what is built.
    """
    if not drawn:
        design, analysis = expansion.expanded(design), analysis.whole or analysis
    stored, design = design, in_model(expanded(design))

    def select(graph_id: str) -> Body:
        graph = design.main if graph_id == MAIN else design.models[graph_id]
        known = analysis.graphs[graph_id]
        walked = flow(graph)
        used = walked.reach(ref.node for ref in leaves(known.outputs))
        graph = _declared(design, with_texts(graph, {*used, *leaves(graph.inputs)}))
        calls = [n for n in walked.order if n in used and not is_input(graph, n)]
        return Body(graph_id, graph, known, tuple(calls), design.dtype_policy)

    main = select(MAIN)
    definitions: dict[str, Body] = {}
    pending = [(main, iter(_parts(design, main)))]
    while pending:
        current, needed = pending[-1]
        for model in needed:
            if model not in definitions:
                inner = select(model)
                pending.append((inner, iter(_parts(design, inner))))
                break
        else:
            pending.pop()
            if current is not main:
                definitions[current.graph_id] = current
    graphs = [_called(stored, body) for body in (main, *reversed(definitions.values()))]
    shared = shared_objects(design, graphs)
    if shared.made:
        given = {g.graph_id: g.shared.intersection(shared.made) for g in graphs}
        main = replace(main, given=given[MAIN])
        definitions = {k: replace(body, given=given[k]) for k, body in definitions.items()}
    return Program(design, main, definitions, shared.instances, analysis.chain_reasons, shared)


def _parts(design: Design, body: Body) -> list[str]:
    """The definitions that a graph needs."""
    called = (body.graph.operations[key] for key in body.operations)
    return held_models(design, called)


def _called(stored: Design, body: Body) -> Called:
    own = stored.main if body.graph_id == MAIN else stored.models[body.graph_id]
    operations = {key: body.graph.operations[key] for key in body.operations}
    shared = {k for k, o in operations.items() if k not in own.operations and is_object(o)}
    return Called(body.graph_id, operations, frozenset(shared))
