"""What is wrong with a graph as a graph: references, cycles, inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.design import patches
from model_codegen.design.diagnostic_codes import Code, Severity
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.fileformat.serialization import argument_to_json
from model_codegen.design.graph import INPUT_CLASS, Layer, Missing, ModelGraph, TensorRef
from model_codegen.design.patches import fix, graph_pointer
from model_codegen.design.traversal import Flow, arguments, is_input, leaves
from model_codegen.design.wording import Words, quote


@dataclass
class Structure:
    """The checks of one graph that need no Keras.

    Attributes:
        graph: The graph.
        graph_id: Its id.
        flow: How its tensors run.
        words: How to call things.
        outputs: Its outputs, `"auto"` worked out as far as possible without shapes.
        used: The inputs and the calls that reach an output.
        broken: Filled by `check`: calls that make no sense and must not be worked out.
    """

    graph: ModelGraph
    graph_id: str
    flow: Flow
    words: Words
    outputs: Any
    used: Set[str]
    broken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        graph = self.graph
        inputs = {
            key
            for key, operation in graph.operations.items()
            if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS
        }
        self._input_nodes = [n for n in self.flow.order if graph.nodes[n].operation in inputs]

    def check(self) -> Iterator[Diagnostic]:
        """Find everything that is wrong."""
        yield from self._calls()
        yield from self._cycles()
        yield from self._inputs()
        yield from self._outputs()

    def _found(
        self,
        code: Code,
        message: str,
        *nodes: str,
        change: Fix | None = None,
        broken: bool = False,
        alike: str = "",
    ) -> Diagnostic:
        """An error, or a warning if it stands where no output depends on it."""
        if broken:
            self.broken.update(nodes)
        counts = not nodes or any(node_id in self.used for node_id in nodes)
        severity: Severity = "error" if counts else "warning"
        return Diagnostic(code, severity, message, nodes, self.graph_id, change, alike=alike)

    def _calls(self) -> Iterator[Diagnostic]:
        nodes, operations = self.graph.nodes, self.graph.operations
        references = self.flow.references
        for node_id in self.flow.order:
            node = nodes[node_id]
            if node.operation not in operations:
                name = self.words.node(node_id)
                message = f"{name} calls {quote(node.operation)}, which is not there: remove {name}"
                yield self._found(
                    "dangling-reference", message, node_id, broken=True, alike="operation"
                )
                continue
            for ref in references[node_id]:
                if ref.node not in nodes or ref.index < 0:
                    yield self._dangling(node_id, ref)
                    break
        first: dict[str, str] = {}
        for node_id in self._input_nodes:
            node = nodes[node_id]
            if node.args or node.kwargs:
                message = (
                    f"{self.words.node(node_id)} is an input and takes no arguments: remove them"
                )
                change = fix("Remove its arguments", self._no_arguments(node_id))
                yield self._found("invalid-argument", message, node_id, change=change, broken=True)
            elif node.operation in first:
                message = (
                    f"{self.words.node(node_id)} is an input and stands in a graph once: "
                    f"use {quote(first[node.operation])}"
                )
                yield self._found(
                    "invalid-argument", message, node_id, broken=True, alike="called again"
                )
            first.setdefault(node.operation, node_id)

    def _no_arguments(self, node_id: str) -> patches.Operations:
        here = graph_pointer(self.graph_id, "nodes", node_id)
        return [patches.replace(f"{here}/args", []), patches.replace(f"{here}/kwargs", {})]

    def _dangling(self, node_id: str, gone: TensorRef) -> Diagnostic:
        places = [
            path
            for path, leaf in arguments(self.graph.nodes[node_id])
            if isinstance(leaf, TensorRef) and leaf.node == gone.node
        ]
        where = [
            patches.argument_pointer(self.graph_id, self.graph, node_id, path) for path in places
        ]
        empty = argument_to_json(Missing())
        emptied = fix("Leave the argument empty", [patches.replace(each, empty) for each in where])
        # Of a list the last comes first, so that the others stay where they are.
        out = fix(f"Leave out {quote(gone.node)}", [patches.remove(each) for each in where[::-1]])
        optional = all(path[0] == "kwargs" or len(path) > 2 for path in places)
        message = (
            f"{self.words.described(node_id)} takes a tensor of {quote(gone.node)}, "
            "which is not there: connect another one"
        )
        fixes = [out, emptied] if optional else [emptied]
        found = self._found("dangling-reference", message, node_id, broken=True)
        return replace(found, fix=fixes[0], others=tuple(fixes[1:]))

    def _cycles(self) -> Iterator[Diagnostic]:
        for cycle in self.flow.cycles():
            self.broken.update(cycle)
            names = [self.words.node(node_id) for node_id in cycle]
            shown = [*names[:3], "…", names[-1]] if len(names) > 5 else names
            walk_of = " → ".join([*shown, names[0]])
            message = f"{walk_of}: a model has no loops, remove one of these connections"
            yield Diagnostic("cycle", "error", message, tuple(cycle), self.graph_id)

    def _inputs(self) -> Iterator[Diagnostic]:
        graph, where = self.graph, graph_pointer(self.graph_id, "inputs")
        declared = leaves(graph.inputs)
        real = [leaf for leaf in declared if isinstance(leaf, str) and is_input(graph, leaf)]
        listed = set(real)
        undeclared = [n for n in self._input_nodes if n not in listed]
        if len(real) != len(declared) or len(listed) != len(real):
            kept = list(dict.fromkeys(real))
            change = fix("List the inputs that are there", [patches.replace(where, _inputs(kept))])
            message = "The model's inputs name something that is no input, or one input twice"
            nodes = [n for n in declared if isinstance(n, str) and n in graph.nodes]
            yield Diagnostic(
                "invalid-input",
                "error",
                message,
                tuple(dict.fromkeys(nodes)),
                self.graph_id,
                change,
            )
        elif not declared and not any(n in self.used for n in undeclared):
            message = "The model has no input: begin with an Input"
            yield Diagnostic("no-input", "error", message, (), self.graph_id)
        if isinstance(graph.inputs, Mapping):
            yield from self._keys(graph.inputs)
        for node_id in undeclared:
            if node_id in self.used:
                change = fix("Make it an input", [patches.replace(where, self._with(node_id))])
                message = (
                    f"{self.words.node(node_id)} is not among the model's inputs, "
                    "though an output depends on it: add it to them"
                )
                yield self._found("undeclared-input", message, node_id, change=change)

    def _with(self, node_id: str) -> Any:
        inputs = self.graph.inputs
        if isinstance(inputs, Mapping):
            name = getattr(self.graph.operations[self.graph.nodes[node_id].operation], "name", "")
            return argument_to_json({**inputs, name: node_id})
        before = [inputs] if isinstance(inputs, str) else list(inputs)
        return argument_to_json([*before, node_id] if before else node_id)

    def _keys(self, inputs: Mapping[str, Any]) -> Iterator[Diagnostic]:
        for key, node_id in inputs.items():
            if not isinstance(node_id, str) or not is_input(self.graph, node_id):
                continue
            operation_id = self.graph.nodes[node_id].operation
            name = getattr(self.graph.operations[operation_id], "name", key)
            if name != key:
                message = (
                    f"The inputs' key {quote(key)} holds the input {quote(name)}: "
                    "Keras wants keys to be the names of their inputs"
                )
                change = fix(f"Rename it {key}", patches.rename(self.graph_id, operation_id, key))
                yield Diagnostic("input-key", "warning", message, (node_id,), self.graph_id, change)

    def _outputs(self) -> Iterator[Diagnostic]:
        found = leaves(self.outputs)
        wrong = [
            leaf
            for leaf in found
            if not isinstance(leaf, TensorRef)
            or leaf.node not in self.graph.nodes
            or leaf.index < 0
        ]
        where = graph_pointer(self.graph_id, "outputs")
        change = fix("Take the loose ends as outputs", [patches.replace(where, "auto")])
        if wrong:
            name = quote(wrong[0].node) if isinstance(wrong[0], TensorRef) else "what is no tensor"
            message = f"The model's outputs name {name}, which is not there: choose others"
            yield self._found("dangling-reference", message, change=change)
        elif not found and self.graph.nodes:
            message = "The model has no output: add a layer after its input"
            if self.graph.outputs != "auto":
                message = "The model has no output: mark one, or take the loose ends"
            yield self._found(
                "no-output", message, change=change if self.graph.outputs != "auto" else None
            )


def _inputs(node_ids: list[str]) -> Any:
    return node_ids[0] if len(node_ids) == 1 else node_ids
