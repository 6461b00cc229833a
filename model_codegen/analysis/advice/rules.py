"""Warnings and advice about a design that may be fine otherwise.

Errors are found by the analysis, call by call; these rules look at what it found as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from model_codegen.analysis.advice.block_ports import values_cast
from model_codegen.analysis.advice.chain import not_a_chain
from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.analysis.advice.training_overwritten import training_overwritten
from model_codegen.analysis.advice.unshared_copies import copied_not_shared
from model_codegen.analysis.advice.whole_numbers import whole_numbers
from model_codegen.analysis.recorded_inputs import is_about
from model_codegen.design import patches
from model_codegen.design.config_references import held
from model_codegen.design.custom_code import read_code
from model_codegen.design.custom_layers import own_names
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.fileformat.serialization import argument_to_json
from model_codegen.design.graph import Layer, SubModel, TensorRef
from model_codegen.design.head_names import named_outputs
from model_codegen.design.patches import fix, graph_pointer
from model_codegen.design.pieces import is_lacking, pieces
from model_codegen.design.traversal import flattened, is_application, is_input, leaves
from model_codegen.design.wording import listing, quote

LOW_PRECISION = ("float16", "bfloat16")

DEEPEST = 950
"""The longest path of calls that Keras can follow: it recurses, and Python stops at 1,000."""

MANY = 20
"""More unused calls than this are reported in one diagnostic."""


def check(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Apply every rule to one analysed graph."""
    for rule in RULES:
        yield from rule(facts)


def unused_node(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of calls that reach no output: they are left out of the code."""
    if not facts.outputs:
        return
    unused = [node_id for node_id in facts.analysis.unused if node_id not in facts.aside]
    if len(unused) > MANY:
        message = f"{facts.words.nodes(unused)} reach no output and are left out of the code"
        yield facts.found("unused-node", "warning", message, *unused)
    else:
        for node_id in unused:
            name = facts.words.node(node_id)
            message = f"{name} reaches no output and is left out of the code"
            change = None
            if not facts.flow.consumers[node_id]:
                change = fix(f"Remove {name}", _removal(facts, node_id))
            yield facts.found("unused-node", "warning", message, node_id, fix=change)
    for node_id in facts.idle:
        name = facts.words.node(node_id)
        message = f"{name} reaches no output: the model asks for it and makes no use of it"
        change = None
        if not facts.flow.consumers[node_id] and len(leaves(facts.graph.inputs)) > 1:
            where = graph_pointer(facts.graph_id, "inputs")
            left = argument_to_json(_without(facts.graph.inputs, node_id))
            removal = [*_removal(facts, node_id), patches.replace(where, left)]
            change = fix(f"Remove {name}", removal)
        yield facts.found("unused-node", "warning", message, node_id, fix=change, alike="input")


def aside(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Tell of each piece that is no part of the model, since it is not wired yet."""
    for piece in pieces(facts.flow) if facts.aside else ():
        lacking = [n for n in piece if n in facts.aside and is_lacking(facts.graph, n, facts.flow)]
        if not lacking:
            continue
        names = facts.words.nodes(lacking)
        message = f"{names} {'is' if len(lacking) == 1 else 'are'} not wired yet and left out"
        if others := [node_id for node_id in piece if node_id not in lacking]:
            message += f", with {facts.words.nodes(others)}"
        message += ": connect what is empty, or remove it"
        title = f"Remove {names}" if len(piece) == 1 else f"Remove these {len(piece)} calls"
        change = fix(title, _removal_of(facts, piece)) if len(piece) <= MANY else None
        nodes = (*lacking, *others)
        yield facts.found("left-aside", "warning", message, *nodes, fix=change)


def _removal_of(facts: GraphFacts, piece: list[str]) -> patches.Operations:
    """Remove a whole piece, with what it calls and the inputs in it."""
    gone = [patches.remove(graph_pointer(facts.graph_id, "nodes", n)) for n in piece]
    for operation_id in dict.fromkeys(facts.node(n).operation for n in piece):
        calls = facts.analysis.operations[operation_id].calls
        if {*calls} <= {*piece} and operation_id in facts.graph.operations:
            gone.append(patches.remove(graph_pointer(facts.graph_id, "operations", operation_id)))
    places = facts.design.positions.get(facts.graph_id, {})
    where = [patches.pointer("positions", facts.graph_id, n) for n in piece if n in places]
    gone += map(patches.remove, where)
    if any(is_input(facts.graph, node_id) for node_id in piece):
        # Those in it are none of `facts.graph` any more.
        inputs = argument_to_json(facts.graph.inputs)
        gone.append(patches.replace(graph_pointer(facts.graph_id, "inputs"), inputs))
    return gone


def _removal(facts: GraphFacts, node_id: str) -> patches.Operations:
    operation_id = facts.node(node_id).operation
    calls = facts.analysis.operations[operation_id].calls
    gone = [patches.remove(graph_pointer(facts.graph_id, "nodes", node_id))]
    if calls == (node_id,) and operation_id in facts.graph.operations:
        gone.append(patches.remove(graph_pointer(facts.graph_id, "operations", operation_id)))
    if node_id in facts.design.positions.get(facts.graph_id, {}):
        gone.append(patches.remove(patches.pointer("positions", facts.graph_id, node_id)))
    return gone


def _without(inputs: Any, node_id: str) -> Any:
    if isinstance(inputs, Mapping):
        return {key: item for key, item in inputs.items() if item != node_id}
    left = [item for item in inputs if item != node_id]
    return left[0] if len(left) == 1 else left


def low_precision_head(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of outputs computed in half precision, which is too coarse for probabilities and losses.

    Source: https://keras.io/api/mixed_precision/, "the output of the model should be float32".
    """
    if facts.graph_id != MAIN:
        return  # inside of the model half precision is what it is for
    for ref in dict.fromkeys(facts.outputs):
        found = facts.analysis.nodes[ref.node].outputs
        if found is None or ref.index >= len(found) or found[ref.index].dtype not in LOW_PRECISION:
            continue
        dtype, name = found[ref.index].dtype, facts.words.node(ref.node)
        head = _head(facts, ref)
        if head is None:
            message = (
                f"{name} returns {dtype}: let a layer with the dtype float32 end the model"
                f"{_for_loss(facts, ref, dtype)}"
            )
            yield facts.found("low-precision-head", "warning", message, ref.node)
            continue
        graph_id, operation_id, layer = head
        what = _computed(layer)
        message = (
            f"{name} computes its {what} in {dtype}: give it the dtype float32"
            f"{_for_loss(facts, ref, dtype)}"
        )
        change = fix(
            f"Compute {name} in float32", patches.set_dtype(graph_id, operation_id, "float32")
        )
        yield facts.found("low-precision-head", "warning", message, ref.node, fix=change)


def _for_loss(facts: GraphFacts, ref: TensorRef, dtype: str) -> str:
    """What half precision leaves for the loss of an output that is trained."""
    training = facts.design.training
    if training is None or not training.heads:
        return ""
    names = [n for n, each in named_outputs(facts.design, facts.analysis.outputs) if each == ref]
    losses = [training.heads[name].loss for name in names if name in training.heads]
    if not any(losses):
        return ""
    loss = next(str(loss["class_name"]).rpartition(".")[2] for loss in losses if loss)
    left = "nothing below 6e-8" if dtype == "float16" else "three digits"
    return f". Its {loss} is computed in float32, of what {dtype} keeps: {left}"


def _head(facts: GraphFacts, ref: TensorRef) -> tuple[str, str, Layer] | None:
    """The layer that computes an output, looked up inside of blocks: graph, operation and layer."""
    graph_id, graph = facts.graph_id, facts.graph
    while ref.node in graph.nodes:
        operation_id = graph.nodes[ref.node].operation
        operation = graph.operations.get(operation_id)
        if isinstance(operation, Layer):
            fixed = is_input(graph, ref.node) or is_application(operation)
            return None if fixed else (graph_id, operation_id, operation)
        if not isinstance(operation, SubModel) or operation.model not in facts.analyses:
            return None
        graph_id = operation.model
        graph = facts.design.models[graph_id]
        outputs = flattened(facts.analyses[graph_id].outputs)
        if ref.index >= len(outputs):
            return None
        ref = outputs[ref.index]
    return None


def _computed(layer: Layer) -> str:
    activation = layer.config.get("activation")
    if layer.class_name == "keras.layers.Softmax":
        return "softmax"
    return activation if isinstance(activation, str) and activation != "linear" else "output"


def deep_graph(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of a path too long for Keras, which follows it by recursion when it makes a model."""
    if len(facts.sequence) <= DEEPEST:
        return
    known = facts.memory.get("depth")
    if known is None or known[0] is not facts.flow or known[1] is not facts.used:
        known = facts.memory["depth"] = facts.flow, facts.used, *_longest_way(facts)
    _, _, deepest, depth = known
    if depth > DEEPEST:
        message = (
            f"The way to {facts.words.node(deepest)} is {depth:,} calls long, and Keras "
            f"recurses along it: make blocks of it, or raise Python's recursion limit"
        )
        yield facts.found("deep-graph", "warning", message, deepest)


def _longest_way(facts: GraphFacts) -> tuple[str, int]:
    """The first of the calls to which most others lead one after the other, and their number."""
    depth: dict[str, int] = {}
    references = facts.flow.references
    for node_id in facts.sequence:
        below = 0
        for ref in references[node_id]:
            if (found := depth.get(ref.node, 0)) > below:  # `max` takes as long as all the rest
                below = found
        depth[node_id] = 1 + below
    deepest = max(depth, key=lambda node_id: depth[node_id])
    return deepest, depth[deepest]


def placeholder(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Tell of layers that cannot be made here, of which a file recorded the shapes."""
    told: set[str] = set()
    for node_id, operation in facts.placeholders:
        operation_id = facts.node(node_id).operation
        if operation.recorded is not None and operation_id not in told:
            told.add(operation_id)
            if own_names(operation, read_code(facts.design.code)):
                if not operation.recorded.outputs:
                    message = (
                        f"What {facts.words.node(node_id)} returns is not known before its code "
                        "has run: build the design"
                    )
                    yield facts.found("custom-code", "warning", message, node_id)
                continue
            reason = operation.recorded.reason.rstrip(".")
            untold = "What it returns is not recorded, so that what follows it is not known. "
            message = (
                f"{facts.words.node(node_id)} is a placeholder{': ' if reason else ''}{reason}. "
                f"{'' if operation.recorded.outputs else untold}"
                "The code imports its class from `custom_layers`, which is yours to fill in"
            )
            yield facts.found(
                "placeholder", "warning", message, node_id, alike=operation.class_name
            )


def recorded_for_other_inputs(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of placeholders that were recorded with tensors of other shapes than they get now."""
    for node_id, operation in facts.placeholders:
        recorded = operation.recorded
        given = [facts.spec(ref) for ref in facts.flow.references[node_id]]
        known = [spec for spec in given if spec is not None]
        if (
            recorded is None
            or not recorded.outputs
            or len(known) != len(given)
            or is_about(recorded, known)
        ):
            continue
        before, now = (
            listing([str(spec.shape) for spec in specs]) for specs in (recorded.inputs, known)
        )
        message = (
            f"{facts.words.node(node_id)} was recorded with {before} and is called with {now}: "
            "what it returns now is not known, nor what follows it"
        )
        yield facts.found("recorded-for-other-inputs", "warning", message, node_id)


def holds_a_placeholder(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of layers that have a placeholder as an argument: nothing tells what they return."""
    told: set[str] = set()
    for node_id in facts.sequence if facts.design.operations else ():
        operation_id = facts.graph.nodes[node_id].operation
        operation = facts.operation(node_id)
        if operation is None or operation_id in told:
            continue
        inner = held(facts.design, [operation]).values()
        names = [o.name for o in inner if isinstance(o, Layer) and o.recorded is not None]
        if names:
            told.add(operation_id)
            message = (
                f"What {facts.words.node(node_id)} returns is not known, nor what follows it: it "
                f"holds {listing([*map(quote, names)], 4)}, which cannot be asked here"
            )
            yield facts.found("placeholder", "warning", message, node_id)


Rule = Callable[[GraphFacts], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    unused_node,
    aside,
    values_cast,
    whole_numbers,
    low_precision_head,
    deep_graph,
    placeholder,
    holds_a_placeholder,
    recorded_for_other_inputs,
    training_overwritten,
    copied_not_shared,
    not_a_chain,
)
