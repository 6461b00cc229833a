"""Changes that take a reason out of the way why the main graph has no Sequential form.

Each has its price: weights, a shared layer, an input, an output. What is said here is what the
change itself takes away; whether it can be built, and its parameters, an analysis tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from model_codegen.analysis.advice import joined_inputs, reduced_graph
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, Operation, TensorRef
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.patches import fresh_names
from model_codegen.design.traversal import flattened, flow, is_input, leaves
from model_codegen.design.wording import listing, quote

MOST = 3
"""So many ways of one kind are offered for one reason."""

_ACTIVATIONS = frozenset(
    ("elu", "gelu", "relu", "relu6", "selu", "sigmoid", "silu", "softmax", "softplus", "tanh")
)
_MERGES = {
    "add": "Add",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "multiply": "Multiply",
    "subtract": "Subtract",
}


@dataclass(frozen=True)
class ChainRepair:
    """One way to get rid of a reason.

    Attributes:
        title: What the button says, in the imperative.
        loses: A sentence: what is not as before.
        design: The design after it.
    """

    title: str
    loses: str
    design: Design


def chain_repairs(
    design: Design, reason: Diagnostic, output_counts: Mapping[str, int] | None = None
) -> Iterator[ChainRepair]:
    """Ways to get rid of a reason, the gentlest first; none where there is no sensible one.

    Args:
        design: The design.
        reason: One of `Analysis.chain_reasons` of it.
        output_counts: How many tensors each call returns, where that is not one.
    """
    of_kind = _REPAIRS.get(reason.alike)
    if of_kind is not None and all(node in design.main.nodes for node in reason.nodes):
        yield from of_kind(_Drawn(design, output_counts or {}), reason.nodes)


@dataclass(frozen=True)
class _Drawn:
    design: Design
    output_counts: Mapping[str, int]

    @property
    def graph(self) -> ModelGraph:
        return self.design.main

    @cached_property
    def order(self) -> tuple[str, ...]:
        return flow(self.graph).order

    @property
    def outputs(self) -> list[TensorRef]:
        found = flattened(resolve_outputs(self.graph, self.output_counts))
        return [ref for ref in found if isinstance(ref, TensorRef)]

    def name(self, node_id: str) -> str:
        node = self.graph.nodes[node_id]
        operation = self.graph.operations.get(
            node.operation, self.design.operations.get(node.operation)
        )
        if isinstance(operation, Op):
            return quote(operation.function.rpartition(".")[2])
        calls = [key for key in self.order if self.graph.nodes[key].operation == node.operation]
        turn = f" (call {calls.index(node_id) + 1})" if len(calls) > 1 else ""
        return quote(operation.name if operation is not None else node_id) + turn

    def repair(self, title: str, loses: str, graph: ModelGraph) -> ChainRepair:
        return ChainRepair(title, loses, replace(self.design, main=graph))


def _inputs(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    joined = joined_inputs.joined(drawn.graph, drawn.outputs)
    if joined is not None:
        lost, sees = map(drawn.name, joined.gone), map(drawn.name, joined.kept)
        seen = kept = ""
        if joined.gone:
            seen = f"{listing([*lost])} {'is' if len(joined.gone) == 1 else 'are'} gone, and "
            verb = "sees" if len(joined.kept) == 1 else "see"
            kept = f"{listing([*sees])} {verb} all inputs. "
        said = "Whoever calls the model has to put the inputs side by side, in this order."
        yield drawn.repair(
            f"Flatten to one input of {joined.size}", f"{seen}{kept}{said}", joined.graph
        )
    for kept in nodes[:MOST]:
        gone = [node for node in nodes if node != kept]
        found = reduced_graph.without(drawn.graph, gone, (), drawn.outputs)
        if found is not None:
            names = ", ".join(map(drawn.name, gone))
            loses = f"What {names} told is not known to the model any more."
            yield drawn.repair(f"Keep only {drawn.name(kept)}", loses, found)


def _outputs(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    for ref in drawn.outputs[:MOST]:
        others = ", ".join(drawn.name(r.node) for r in drawn.outputs if r != ref)
        graph = reduced_graph.pruned(drawn.graph, [ref])
        yield drawn.repair(
            f"Keep only {drawn.name(ref.node)}",
            f"The model does not answer {others} any more.",
            graph,
        )


def _branch(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    source, *users = nodes
    copied = _duplicated(drawn, source, users)
    if copied is not None:
        yield copied
    for kept in users[:MOST]:
        wires = [(source, user) for user in users if user != kept]
        found = reduced_graph.without(drawn.graph, (), wires, drawn.outputs)
        if found is not None:
            others = ", ".join(drawn.name(user) for user in users if user != kept)
            yield drawn.repair(
                f"Go on with {drawn.name(kept)} only",
                f"What {drawn.name(source)} returns does not reach {others} any more.",
                found,
            )


def _duplicated(drawn: _Drawn, source: str, users: list[str]) -> ChainRepair | None:
    """A copy of all that leads to a tensor, inputs too, for each user but the first."""
    graph = drawn.graph
    above = reduced_graph.in_order(graph, flow(graph).reach([source]))
    operations, nodes = dict(graph.operations), dict(graph.nodes)
    inputs = list(leaves(graph.inputs))
    for user in users[1:]:
        made: dict[str, str] = {}
        ids: dict[str, str] = {}
        for node_id in above:
            node = graph.nodes[node_id]
            operation = operations.get(node.operation)
            if operation is None:  # what blocks share with it stays shared
                return None
            if node.operation not in made:
                made[node.operation] = _copied(operations, nodes, operation)
            whole = replace(graph, operations=operations, nodes=nodes)
            ids[node_id] = next(fresh_names(whole, made[node.operation]))
            if made[node.operation] not in nodes:
                ids[node_id] = made[node.operation]
            nodes[ids[node_id]] = reduced_graph.renamed(
                replace(node, operation=made[node.operation]), ids
            )
            if is_input(graph, node_id):
                inputs.append(ids[node_id])
        nodes[user] = reduced_graph.renamed(nodes[user], {source: ids[source]})
    twice = replace(graph, operations=operations, nodes=nodes, inputs=inputs)
    if is_input(graph, source):
        loses = "Whoever calls the model has to give it the same several times."
        return drawn.repair("Give each an input of its own", loses, twice)
    loses = "The copies are alike in form only: each has weights, and an input, of its own."
    return drawn.repair("Duplicate the branch", loses, twice)


def _copied(
    operations: dict[str, Operation], nodes: Mapping[str, Node], operation: Operation
) -> str:
    """The id of a copy of an operation, which is added."""
    stem = operation.function.rpartition(".")[2] if isinstance(operation, Op) else operation.name
    key = next(fresh_names(ModelGraph("", operations, nodes), stem))
    operations[key] = operation if isinstance(operation, Op) else replace(operation, name=key)
    return key


def _output(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    kept = [ref for ref in drawn.outputs if ref.node != nodes[0]]
    if kept:
        graph = reduced_graph.pruned(drawn.graph, kept)
        loses = f"What {drawn.name(nodes[0])} returns is not handed out any more."
        yield drawn.repair("Take it only as a step on the way", loses, graph)


def _merge(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    merge = nodes[0]
    sources = dict.fromkeys(flow(drawn.graph).references[merge])
    for ref in [*sources][:MOST]:
        graph = reduced_graph.instead(drawn.graph, {merge: ref}, drawn.outputs)
        others = ", ".join(
            dict.fromkeys(drawn.name(r.node) for r in sources if r != ref and _is_there(drawn, r))
        )
        loses = f"{drawn.name(merge)} is gone, and what {others or 'the others'} gave to it."
        yield drawn.repair(f"Go on with {drawn.name(ref.node)} only", loses, graph)


def _is_there(drawn: _Drawn, ref: TensorRef) -> bool:
    return ref.node in drawn.graph.nodes


def _shared(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    graph = drawn.graph
    key = graph.nodes[nodes[0]].operation
    operation = graph.operations.get(key)
    if operation is None:
        return
    operations, calls = dict(graph.operations), dict(graph.nodes)
    for node_id in nodes[1:]:
        calls[node_id] = replace(calls[node_id], operation=_copied(operations, calls, operation))
    apart = replace(graph, operations=operations, nodes=calls)
    loses = f"The calls of {quote(getattr(operation, 'name', key))} do not learn together any more."
    yield drawn.repair("Give each call a layer of its own", loses, apart)


def _function(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    graph, node = drawn.graph, drawn.graph.nodes[nodes[0]]
    operation = graph.operations.get(node.operation)
    refs = flow(graph).references[nodes[0]]
    if not isinstance(operation, Op) or node.kwargs or len(refs) != len(node.args):
        return
    name = operation.function.rpartition(".")[2]
    if name in _ACTIVATIONS and len(refs) == 1:
        layer = Layer("keras.layers.Activation", "", {"activation": name})
        call: tuple[Any, ...] = (refs[0],)
    elif name in _MERGES and len(refs) == 2:
        layer = Layer(f"keras.layers.{_MERGES[name]}", "")
        call = ([*refs],)
    else:
        return
    kind = layer.class_name.rpartition(".")[2]
    key = next(fresh_names(graph, kind.lower()))
    changed = replace(
        graph,
        operations={**graph.operations, key: replace(layer, name=key)},
        nodes={**graph.nodes, nodes[0]: Node(key, call)},
    )
    loses = "Nothing: the layer computes the same."
    yield drawn.repair(f"Use the layer {kind}", loses, reduced_graph.pruned(changed, drawn.outputs))


def _argument(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    node = drawn.graph.nodes[nodes[0]]
    if not node.args:
        return
    plain = replace(node, args=node.args[:1], kwargs={})
    graph = replace(drawn.graph, nodes={**drawn.graph.nodes, nodes[0]: plain})
    loses = "The layer does what it does by itself, without being told otherwise."
    yield drawn.repair("Call it with the tensor alone", loses, graph)


def _wrapped(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    node, refs = drawn.graph.nodes[nodes[0]], flow(drawn.graph).references[nodes[0]]
    if len(refs) == 1 and isinstance(node.args[0] if node.args else None, (list, tuple)):
        bare = replace(node, args=(refs[0], *node.args[1:]))
        graph = replace(drawn.graph, nodes={**drawn.graph.nodes, nodes[0]: bare})
        yield drawn.repair(
            "Hand the tensor over bare", "Nothing, where the layer takes it so.", graph
        )


def _idle(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    graph = reduced_graph.pruned(drawn.graph, drawn.outputs)
    yield drawn.repair("Remove what leads nowhere", "Nothing that the model answers with.", graph)


def _bare_inputs(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    found = leaves(drawn.graph.inputs)
    if len(found) == 1:
        graph = replace(drawn.graph, inputs=found[0])
        yield drawn.repair("Take a bare tensor", "The model is called without a key.", graph)


def _bare_outputs(drawn: _Drawn, nodes: tuple[str, ...]) -> Iterator[ChainRepair]:
    if len(drawn.outputs) == 1:
        graph = replace(drawn.graph, outputs=drawn.outputs[0])
        yield drawn.repair("Return a bare tensor", "The answer has no key any more.", graph)


_REPAIRS: dict[str, Callable[[_Drawn, tuple[str, ...]], Iterator[ChainRepair]]] = {
    "inputs": _inputs,
    "container of inputs": _bare_inputs,
    "outputs": _outputs,
    "container of outputs": _bare_outputs,
    "idle": _idle,
    "branch": _branch,
    "output": _output,
    "merge": _merge,
    "shared": _shared,
    "argument": _argument,
    "wrapped": _wrapped,
    "function": _function,
}
