"""Designs with errors, made such that they can be written: what is not there yet becomes `...`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis import Analysis, GraphAnalysis
from model_codegen.analysis.mistyped_names import nearest_layer
from model_codegen.design.config_references import held_ids, replaced
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Expression,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Op,
    Operation,
    SubModel,
    TensorRef,
)
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.pieces import in_model
from model_codegen.design.shared_operations import expanded
from model_codegen.design.traversal import flow, is_input, leaves, map_leaves
from model_codegen.emitters.block_parameters import (
    is_arithmetic,
    operation_with_texts,
    variables,
)
from model_codegen.emitters.call_text import Mistyped, constructor_text
from model_codegen.emitters.literals import ObjectText, literal
from model_codegen.emitters.placeholders import written_config

OPEN = ...
"""What stands for a tensor that is not connected yet."""


@dataclass(frozen=True)
class Unfinished:
    """A design as it can be written.

    Attributes:
        design: The design.
        analysis: Its analysis.
        left_out: By graph: the calls that have no Python.
    """

    design: Design
    analysis: Analysis
    left_out: Mapping[str, tuple[str, ...]]


def writable(design: Design, analysis: Analysis) -> Unfinished:
    """What of a design can be written, however unfinished it is.

    A place for a tensor that is empty, or whose tensor is not to be had, is filled with `...`, also
    where tensors run in a circle. A call of something that has no Python (a block that is gone or
    contains itself, a class that Keras does not have, a value that is none) is left out, and what
    takes its tensors is open.

    Args:
        design: Any design.
        analysis: Its analysis.
    """
    filled = in_model(expanded(design))
    graphs = {MAIN: filled.main, **filled.models}
    order = _inner_first(graphs)
    known = _Known(analysis)
    made: dict[str, ModelGraph] = {}
    left_out = {}
    for key in [*order, *(graphs.keys() - {*order})]:
        graph = graphs[key]
        kept = _kept(design, graph, {*order})
        left_out[key] = tuple(node for node in graph.nodes if node not in kept.nodes)
        found = analysis.graphs[key]
        aside = {*found.unused} - flow(graph).pending
        kept = _connected(kept, found, known)
        known.outputs[key] = _outputs(kept, found, known, aside)
        stored = design.main if key == MAIN else design.models[key]
        own = {n: kept.operations[n] for n in stored.operations if n in kept.operations}
        made[key] = replace(kept, operations=own)
    main = made.pop(MAIN)
    models = {key: made[key] for key in design.models}
    return Unfinished(replace(design, main=main, models=models), known.analysed(), left_out)


@dataclass(frozen=True)
class _Known:
    """What is known of tensors; `outputs` of the graphs that are done."""

    analysis: Analysis
    outputs: dict[str, Any] = field(default_factory=dict)

    def count(self, graph: ModelGraph, found: GraphAnalysis, node_id: str) -> int | None:
        """How many tensors a call returns; None if nothing tells."""
        operation = graph.operations[graph.nodes[node_id].operation]
        if isinstance(operation, SubModel):
            return len(leaves(self.outputs[operation.model]))
        outputs = found.nodes[node_id].outputs
        return None if outputs is None else len(outputs)

    def has(self, graph: ModelGraph, found: GraphAnalysis, ref: TensorRef) -> bool:
        """Whether there is such a tensor, as far as anything tells."""
        if ref.node not in graph.nodes or ref.index < 0:
            return False
        count = self.count(graph, found, ref.node)
        return count is None or ref.index < count

    def analysed(self) -> Analysis:
        """The analysis with these outputs."""
        graphs = self.analysis.graphs
        known = {key: replace(graphs[key], outputs=tree) for key, tree in self.outputs.items()}
        return replace(self.analysis, graphs={**graphs, **known})


def _inner_first(graphs: Mapping[str, ModelGraph]) -> list[str]:
    """The graphs that do not contain themselves, each after those that it is made of."""
    needs = {
        key: {o.model for o in graph.operations.values() if isinstance(o, SubModel)}
        for key, graph in graphs.items()
    }
    done: dict[str, None] = {}
    while more := [k for k, n in needs.items() if k not in done and n & needs.keys() <= {*done}]:
        done |= dict.fromkeys(more)
    return [*done]


def _kept(design: Design, graph: ModelGraph, finite: set[str]) -> ModelGraph:
    """The graph with the calls that have Python."""
    graph = replace(graph, operations={k: _meant(o) for k, o in graph.operations.items()})
    called = variables(graph.parameters)
    can = {key: _can_be_written(design, o, finite, called) for key, o in graph.operations.items()}
    nodes = {key: node for key, node in graph.nodes.items() if can.get(node.operation)}
    return replace(graph, nodes=nodes)


def _meant(operation: Operation) -> Operation:
    """The operation, as that of the layer that was probably meant where Keras has no such layer."""
    if not isinstance(operation, Layer) or operation.recorded is not None:
        return operation
    path = operation.class_name
    if path == INPUT_CLASS or catalogue.find(path) is not None:
        return operation
    near = nearest_layer(path)
    return operation if near is None else replace(operation, class_name=Mistyped.of(near, path))


def _can_be_written(
    design: Design, operation: Operation, finite: set[str], called: Mapping[str, str]
) -> bool:
    if isinstance(operation, Op):
        return catalogue.find(operation.function) is not None
    try:
        operation = operation_with_texts(operation, called)
    except LayerloomError:
        return False
    if isinstance(operation, SubModel):
        return operation.model in finite
    assert isinstance(operation, Layer)
    if not {*held_ids(operation)} <= design.operations.keys():
        return False
    for key in held_ids(operation):
        if not _can_be_written(design, design.operations[key], finite, called):
            return False
    config = replaced(operation.config, ObjectText)
    try:
        if operation.recorded is not None:
            literal(written_config(operation))
        elif operation.class_name != INPUT_CLASS and catalogue.find(operation.class_name) is None:
            return False
        else:
            constructor_text(replace(operation, config=config), "", frozen=False, spelled=True)
    except (LayerloomError, AttributeError, TypeError, ValueError, RecursionError):
        return False
    return True


def _connected(graph: ModelGraph, found: GraphAnalysis, known: _Known) -> ModelGraph:
    """The graph with every tensor that is not to be had open."""
    called = variables(graph.parameters)
    places = {key: place for place, key in enumerate(flow(graph).order)}
    nodes: dict[str, Node] = {}
    for key, node in graph.nodes.items():

        def open_(leaf: Any, here: int = places[key]) -> Any:
            if isinstance(leaf, TensorRef):
                there = known.has(graph, found, leaf) and places[leaf.node] < here
                return leaf if there else OPEN
            if isinstance(leaf, Expression) and not is_arithmetic(leaf.text, called):
                return OPEN
            return OPEN if isinstance(leaf, Missing) else leaf

        args = tuple(map_leaves(argument, open_) for argument in node.args)
        kwargs = {name: map_leaves(item, open_) for name, item in node.kwargs.items()}
        nodes[key] = Node(node.operation, args, kwargs)
    return replace(graph, nodes=nodes, inputs=_inputs(graph))


def _inputs(graph: ModelGraph) -> Any:
    """The tree of inputs, if it is one; else all inputs in a list."""
    declared = leaves(graph.inputs)
    there = sorted(key for key in graph.nodes if is_input(graph, key))
    if {*declared} == {*there} and len(declared) == len(there):
        return graph.inputs
    ordered = [key for key in dict.fromkeys(declared) if key in there]
    return [*ordered, *(key for key in there if key not in ordered)]


def _outputs(graph: ModelGraph, found: GraphAnalysis, known: _Known, aside: set[str]) -> Any:
    if graph.outputs == "auto":
        nodes = {key: node for key, node in graph.nodes.items() if key not in aside}
        counts = {n: c for n in nodes if (c := known.count(graph, found, n)) is not None}
        return resolve_outputs(replace(graph, nodes=nodes), counts)
    tree = graph.outputs
    declared = leaves(tree)
    there = [ref for ref in declared if isinstance(ref, TensorRef) and known.has(graph, found, ref)]
    return tree if len(there) == len(declared) and declared else there
