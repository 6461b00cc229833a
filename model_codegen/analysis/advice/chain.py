"""What `keras.Sequential` can hold of a graph, and why it cannot hold the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    Op,
    Slice,
    TensorRef,
)
from model_codegen.design.traversal import Flow, flow, is_input, leaves
from model_codegen.design.wording import listing, quote, shorten

if TYPE_CHECKING:
    from model_codegen.analysis.analysis_result import Analysis, GraphAnalysis


MOST = 20
"""So many reasons of one kind are reported one by one; the rest in one diagnostic."""


def not_a_chain(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Say why the main graph has no Sequential form, one advice for each reason.

    A chain has one input and one output; each of its layers takes the one tensor of the layer
    before it and nothing else, and is called once: Keras holds a layer that is called again, and
    loses the call when it saves the model, so that form is not offered.
    """
    if facts.graph_id != MAIN or not facts.graph.nodes:
        return
    yield from _ends(facts)
    found: dict[_Kind, list[str]] = {}
    for node_id, kinds in _all_kinds(facts).items():
        for kind in kinds:
            found.setdefault(kind, []).append(node_id)
    for kind, (tell, rest) in _KINDS.items():
        nodes = found.get(kind, [])
        for node_id in nodes[:MOST]:
            yield chain_reason(kind, *tell(facts, node_id))
        if len(nodes) > MOST:
            text = f"{len(nodes) - MOST:,} more {rest}"
            yield chain_reason(text, text, *nodes[MOST:])


def chain_reason(kind: str, text: str, *nodes: str) -> Diagnostic:
    """A reason why the main graph has no Sequential form.

    Args:
        kind: The same for all reasons that say the same of different calls.
        text: What is in the way, as the end of a sentence.
        nodes: Where.
    """
    message = f"Sequential is a chain: {text}"
    where = tuple(dict.fromkeys(nodes))
    return Diagnostic("not-a-chain", "advice", message, where, reason=text, alike=kind)


@dataclass(frozen=True)
class Chains:
    """The runs of a graph that one Sequential could hold, one to each call that may end one.

    Attributes:
        before: By call, the one before it in the run.
        lengths: By call, in topological order, how many calls the run has that ends there.
    """

    before: Mapping[str, str]
    lengths: Mapping[str, int]

    def to(self, end: str) -> list[str]:
        """The calls of the run that ends at a call, in order; empty if none does."""
        if end not in self.lengths:
            return []
        run = [end]
        while run[-1] in self.before:
            run.append(self.before[run[-1]])
        return run[::-1]

    @property
    def longest(self) -> list[str]:
        """The longest run; of several the first."""
        lengths = self.lengths
        return self.to(max(lengths, key=lambda node_id: lengths[node_id])) if lengths else []


def longest_chain(design: Design, analysis: Analysis) -> list[str]:
    """The node ids of the longest run of the main graph that one Sequential could hold, in order.

    Args:
        design: The design.
        analysis: Its analysis.
    """
    counts = {
        node_id: len(node.outputs)
        for node_id, node in analysis.nodes.items()
        if node.outputs is not None
    }
    return chains(design, analysis.graphs[MAIN].unused, counts).longest


def chains(
    design: Design,
    unused: Collection[str],
    output_counts: Mapping[str, int],
    known: Flow | None = None,
) -> Chains:
    """The runs of the main graph that one Sequential could hold.

    One begins at an input, or in the middle of the graph with an input of its own. A layer that is
    called several times stands in it once. What reaches no output is left out, as in the code.

    Args:
        design: The design.
        unused: The calls that reach no output.
        output_counts: How many tensors each call returns, as far as that is known.
        known: The flow of the main graph, if it is at hand.
    """
    graph, before = design.main, dict[str, str]()
    left_out = frozenset(unused)
    called = Counter(node.operation for node in graph.nodes.values())
    length: dict[str, int] = {}
    known = known or flow(graph)
    for node_id in known.order:
        if node_id in known.pending or node_id in left_out:
            continue
        if is_input(graph, node_id):
            length[node_id] = 1
        elif _holdable(graph, node_id, output_counts):
            source = known.references[node_id][0].node
            length[node_id] = 1
            if source in length and not _in_run(graph, node_id, source, before, called):
                before[node_id] = source
                length[node_id] += length[source]
    return Chains(before, length)


def _holdable(graph: ModelGraph, node_id: str, output_counts: Mapping[str, int]) -> bool:
    node = graph.nodes[node_id]
    return (
        node.operation in graph.operations
        and not isinstance(graph.operations[node.operation], Op)
        and _takes_one(node)
        and output_counts.get(node_id, 1) == 1
    )


def _takes_one(node: Node) -> bool:
    return len(node.args) == 1 and isinstance(node.args[0], TensorRef) and not node.kwargs


def _in_run(
    graph: ModelGraph, node_id: str, end: str, before: Mapping[str, str], called: Mapping[str, int]
) -> bool:
    """Whether the run that ends at `end` calls the operation of a node already."""
    operation = graph.nodes[node_id].operation
    if called[operation] == 1:
        return False
    here: str | None = end
    while here is not None:
        if graph.nodes[here].operation == operation:
            return True
        here = before.get(here)
    return False


def _ends(facts: GraphFacts) -> Iterator[Diagnostic]:
    words = facts.words
    inputs = [leaf for leaf in leaves(facts.graph.inputs) if leaf in facts.graph.nodes]
    if len(inputs) > 1:
        text = f"it has one input, and this model has {len(inputs)}, {words.nodes(inputs)}"
        yield chain_reason("inputs", text, *inputs)
    elif not _plain(facts.graph.inputs):
        text = f"it takes a bare tensor, and this model takes {_container(facts.graph.inputs)}"
        yield chain_reason("container of inputs", text, *inputs)
    outputs = facts.outputs
    ends = [ref.node for ref in outputs]
    if len(outputs) > 1:
        tensors = listing([words.output(ref) for ref in outputs])
        text = f"it has one output, and this model has {len(outputs)}, {tensors}"
        yield chain_reason("outputs", text, *ends)
    elif not _plain(facts.analysis.outputs):
        text = f"it returns a bare tensor, and this model {_container(facts.analysis.outputs)}"
        yield chain_reason("container of outputs", text, *ends)
    for node_id in inputs:
        if node_id in facts.ends:
            text = f"{words.node(node_id)} is input and output at once, with no layer between"
            yield chain_reason("empty", text, node_id)
    if outputs:
        for node_id in facts.idle:
            yield chain_reason("idle", f"{words.node(node_id)} leads to no output", node_id)


def _plain(tree: Any) -> bool:
    """Whether Keras hands a tree of tensors on as one bare tensor: it unpacks a list of one."""
    if isinstance(tree, (list, tuple)) and len(tree) < 2:
        tree = tree[0] if tree else None
    return not isinstance(tree, (list, tuple, Mapping))


def _container(tree: Any) -> str:
    if isinstance(tree, Mapping):
        return f"a dict with the key {listing([quote(str(key)) for key in tree])}"
    return "a nested list"


class _Asked(NamedTuple):
    """In which ways the calls of a graph break the chain, and what that was read off."""

    facts: GraphFacts
    kinds: dict[str, list[_Kind]]


def _all_kinds(facts: GraphFacts) -> dict[str, list[_Kind]]:
    """By call, the ways in which it breaks the chain; only what is new is asked for."""
    analysis, before = facts.analysis, facts.memory.get("chain")
    if not isinstance(before, _Asked):
        kinds = {node_id: _kinds(facts, analysis, node_id) for node_id in facts.sequence}
    else:
        same, known = _unchanged(facts, before.facts), before.kinds
        kinds = {
            node_id: known[node_id] if node_id in same else _kinds(facts, analysis, node_id)
            for node_id in facts.sequence
        }
    facts.memory["chain"] = _Asked(replace(facts, memory={}), kinds)
    return kinds


def _unchanged(facts: GraphFacts, before: GraphFacts) -> set[str]:
    """The calls of which all is as before that their `_kinds` are read off."""
    nodes, nodes_before = facts.graph.nodes, before.graph.nodes
    operations, operations_before = facts.graph.operations, before.graph.operations
    states, states_before = facts.analysis.nodes, before.analysis.nodes
    found = {
        node_id
        for node_id in facts.sequence
        if (node := nodes[node_id]) is nodes_before.get(node_id)
        and operations.get(key := node.operation) is operations_before.get(key)
        and states[node_id] is states_before[node_id]
    }
    if facts.flow is before.flow and facts.used is before.used and facts.ends == before.ends:
        return found
    # Then whether it is used, or an output, and who consumes it and calls the same.
    users, users_before = facts.flow.consumers, before.flow.consumers
    calls, calls_before = facts.analysis.operations, before.analysis.operations
    moved = facts.used ^ before.used
    shared = {nodes[node_id].operation for node_id in moved if node_id in nodes}
    shared.update(before.graph.nodes[n].operation for n in moved if n in nodes_before)
    ends = facts.ends ^ before.ends
    return {
        node_id
        for node_id in found
        if node_id not in moved
        and node_id not in ends
        and (consumers := users[node_id]) == users_before[node_id]
        and (key := nodes[node_id].operation) not in shared
        and (not moved or moved.isdisjoint(consumers))
        and ((now := calls[key]) is (then := calls_before[key]) or now.calls == then.calls)
    }


def _kinds(facts: GraphFacts, analysis: GraphAnalysis, node_id: str) -> list[_Kind]:
    """The ways in which one call breaks the chain; asked of every call after every edit."""
    found: list[_Kind] = []
    used, node = facts.used, facts.graph.nodes[node_id]
    users = facts.flow.consumers[node_id]
    if users:
        if len(users) > 1 and sum(user in used for user in users) > 1:
            found.append("branch")
        elif node_id in facts.ends and not used.isdisjoint(users):
            found.append("output")
        returned = analysis.nodes[node_id].outputs
        if returned is not None and len(returned) > 1 and not used.isdisjoint(users):
            found.append("several")
    operation = facts.graph.operations.get(node.operation)
    if operation is None or (isinstance(operation, Layer) and operation.class_name == INPUT_CLASS):
        return found
    refs = facts.flow.references[node_id]
    if len(refs) > 1:
        found.append("merge")
    if isinstance(operation, Op):
        found.append("function")
        return found
    args, kwargs = node.args, node.kwargs
    if len(refs) == 1 and not (args and isinstance(args[0], TensorRef)):
        found.append("wrapped")
    if (len(args) > 1 or kwargs) and not all(map(_has_tensor, (*args[1:], *kwargs.values()))):
        found.append("argument")
    calls = analysis.operations[node.operation].calls
    if len(calls) > 1:
        calls = tuple(call for call in calls if call in used)
        if len(calls) > 1 and calls[0] == node_id:
            found.append("shared")
    return found


def _branch(facts: GraphFacts, node_id: str) -> _Reason:
    users = [user for user in facts.flow.consumers[node_id] if user in facts.used]
    name, names = facts.words.node(node_id), facts.words.nodes(users)
    return f"{name} goes to {len(users)} layers, {names}", node_id, *users


def _output(facts: GraphFacts, node_id: str) -> _Reason:
    users = [user for user in facts.flow.consumers[node_id] if user in facts.used]
    name, names = facts.words.node(node_id), facts.words.nodes(users)
    return f"{name} is an output and goes on to {names}", node_id, *users


def _merge(facts: GraphFacts, node_id: str) -> _Reason:
    refs = facts.flow.references[node_id]
    name = facts.words.node(node_id)
    tensors = listing([facts.words.output(ref) for ref in refs])
    text = f"{name} takes {len(refs)} tensors, {tensors}"
    return text, node_id, *(ref.node for ref in refs if ref.node in facts.graph.nodes)


def _shared(facts: GraphFacts, node_id: str) -> _Reason:
    operation_id = facts.node(node_id).operation
    calls = [n for n in facts.analysis.operations[operation_id].calls if n in facts.used]
    name = quote(str(getattr(facts.operation(node_id), "name", operation_id)))
    # Keras builds it, and computes every call: findings/keras_sequential_same_layer_twice.sh.
    text = (
        f"{name} is called {len(calls)} times; Sequential would hold that, but its file keeps one "
        "of the calls and reloads, without a warning, as a model with other outputs"
    )
    return text, *calls


def _argument(facts: GraphFacts, node_id: str) -> _Reason:
    literals = shorten(listing(_literals(facts.node(node_id))))
    name = facts.words.node(node_id)
    text = f"{name} is called with {literals}, and a chain passes only the tensor"
    return text, node_id


def _wrapped(facts: GraphFacts, node_id: str) -> _Reason:
    text = f"{facts.words.node(node_id)} does not take its tensor bare and first"
    return text, node_id


def _several(facts: GraphFacts, node_id: str) -> _Reason:
    count = len(facts.analysis.nodes[node_id].outputs or ())
    text = f"{facts.words.node(node_id)} returns {count} tensors, and a chain hands on one"
    return text, node_id


def _function(facts: GraphFacts, node_id: str) -> _Reason:
    name, kind = facts.words.node(node_id), facts.words.kind(facts.node(node_id).operation)
    return f"it holds layers only, and {name} is a function, {kind}", node_id


_Kind = Literal["branch", "output", "merge", "shared", "argument", "wrapped", "several", "function"]
_Reason = tuple[str, ...]
"""The end of a sentence, and the nodes concerned."""

_KINDS: dict[_Kind, tuple[Callable[[GraphFacts, str], _Reason], str]] = {
    "branch": (_branch, "tensors go to several layers"),
    "output": (_output, "outputs go on to another layer"),
    "merge": (_merge, "layers take several tensors"),
    "shared": (_shared, "layers are called several times"),
    "argument": (_argument, "layers are called with other arguments than a tensor"),
    "wrapped": (_wrapped, "layers do not take their tensor bare and first"),
    "several": (_several, "layers return several tensors"),
    "function": (_function, "calls are functions"),
}


def _literals(node: Node) -> list[str]:
    named = [(f"{key}=", value) for key, value in node.kwargs.items()]
    named += [("", value) for value in node.args[1:]]
    return [key + _text(value) for key, value in named if not _has_tensor(value)]


def _text(value: Any) -> str:
    try:
        return repr(value)
    except (RecursionError, ValueError):  # too deep, or a number too long to print
        return "…"


def _has_tensor(argument: Any) -> bool:
    if isinstance(argument, (list, tuple, Mapping, Slice)):
        return any(isinstance(leaf, TensorRef) for leaf in leaves(argument))
    return isinstance(argument, TensorRef)
