"""From a call that failed to a diagnostic: which ends do not fit, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.call_outcome import Failure, Problem
from model_codegen.analysis.graph_state import Build, GraphState
from model_codegen.analysis.repairs import repairs
from model_codegen.design.diagnostic_codes import Severity
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import Layer, TensorRef
from model_codegen.design.traversal import leaves, references
from model_codegen.design.wording import listing, quote


class Explainer:
    """Explains the failures of one graph.

    Args:
        state: What is known of the graph.
        offers: Whether fixes are looked for.
    """

    def __init__(self, state: GraphState, *, offers: bool = True) -> None:
        self._state = state
        self._offers = offers

    def explain(self, node_id: str, failure: Failure) -> list[Diagnostic]:
        """Return the reasons why a call cannot be made, one diagnostic each."""
        severity: Severity = "error" if node_id in self._state.used else "warning"
        found = []
        for problem in failure.problems:
            fixes = [*repairs(self._state, node_id, problem)] if self._offers else []
            found.append(
                Diagnostic(
                    problem.code,
                    severity,
                    self._message(node_id, problem),
                    (node_id,),
                    self._state.graph_id,
                    fixes[0] if fixes else None,
                    others=tuple(fixes[1:]),
                    alike=self._alike(node_id, problem),
                )
            )
        return found

    def mask_lost(self, node_id: str) -> Diagnostic:
        """Return the warning that a layer drops the mask of its input, as Keras warns."""
        kind = self._state.words.kind(self._state.graph.nodes[node_id].operation)
        message = (
            f"{self._state.words.described(node_id)} does not support masking: "
            "it drops the mask of its input, and layers behind it see padding as data"
        )
        return Diagnostic(
            "mask-lost", "warning", message, (node_id,), self._state.graph_id, alike=kind
        )

    def missing_outputs(self) -> Iterator[Diagnostic]:
        """Yield an error for each output that is a tensor its call does not return."""
        for leaf in leaves(self._state.outputs):
            found = self._state.symbols.get(leaf.node) if isinstance(leaf, TensorRef) else None
            if found is not None and leaf.index >= len(found):
                name = self._state.words.node(leaf.node)
                message = (
                    f"The model's outputs name output {leaf.index} of {name}, "
                    f"which has {len(found)}: choose another one"
                )
                yield Diagnostic(
                    "dangling-reference", "error", message, (leaf.node,), self._state.graph_id
                )

    def _tensors(self, build: Build) -> str:
        """What an operation was built with: the tensors, or their shapes in another graph."""
        if build.graph_id == self._state.graph_id:
            return self._state.words.tensors(self._state.flow.references[build.node_id])
        design = self._state.design
        graph = design.main if build.graph_id == MAIN else design.models[build.graph_id]
        found = [build.symbols[ref.node][ref.index].shape for ref in references(build.node)]
        return f"{listing([*map(str, found)])} in {quote(graph.name)}"

    def _alike(self, node_id: str, problem: Problem) -> str:
        """The class and the argument at fault: what Keras says differs in its numbers."""
        kind = self._state.words.kind(self._state.graph.nodes[node_id].operation)
        if problem.code == "missing-argument":
            return f"{kind} {problem.text}"
        return f"{kind}.{problem.argument}" if problem.argument else kind

    def _message(self, node_id: str, problem: Problem) -> str:
        words, code = self._state.words, problem.code
        text = problem.text.rstrip(".")
        node = self._state.graph.nodes[node_id]
        operation = self._state.graph.operations[node.operation]
        if code in ("missing-argument", "invalid-repeat"):
            return f"{words.described(node_id)} {text}"
        if code == "invalid-config" and isinstance(operation, Layer):
            argument = f"`{problem.argument}`"
            if problem.argument and text.startswith(argument):
                return quote(f"{operation.name}.{problem.argument}") + text.removeprefix(argument)
            return f"{quote(operation.name)}: {text}"
        if code != "shape-mismatch":
            return f"{words.described(node_id)}: {text}"
        refs = self._state.flow.references[node_id]
        build = self._state.build(node.operation)
        verb = "join" if len(refs) > 1 else "take"
        tensors = words.tensors(refs)
        if build is not None:
            before = self._tensors(build)
            return (
                f"{words.described(node_id)} was built with {before} "
                f"and cannot {verb} {tensors} as well: {text}"
            )
        return f"{words.described(node_id)} cannot {verb} {tensors}: {text}"
