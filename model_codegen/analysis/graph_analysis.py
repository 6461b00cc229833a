"""One graph: every call in order, each looked up by its content or worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from functools import cached_property
from typing import Any

from model_codegen.analysis import cached_calls, pretrained_weights
from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.analysis.analysis_result import GraphAnalysis, NodeAnalysis, OperationAnalysis
from model_codegen.analysis.call_evaluation import lacking, recorded_state
from model_codegen.analysis.call_failures import Explainer
from model_codegen.analysis.call_outcome import Failure, Outcome, State, Success
from model_codegen.analysis.call_signature import UnknownTensorError, signature
from model_codegen.analysis.expansion_flaws import flawed, unchained
from model_codegen.analysis.graph_state import Build, GraphState, Walked
from model_codegen.analysis.kept_outcomes import KeptOutcomes
from model_codegen.analysis.name_checks import check_names
from model_codegen.analysis.nested_models import Definition, unfilled
from model_codegen.analysis.recorded_inputs import is_about
from model_codegen.analysis.structure_checks import Structure
from model_codegen.design.config_references import held_models
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Layer, Node, Op, Operation, SubModel
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.wording import listing, quote

_UNKNOWN = NodeAnalysis("unknown")
_FAILED = NodeAnalysis("failed")
_TOO_DEEP = Failure.of("invalid-argument", "its arguments are nested too deeply")
_UNPRINTABLE = Failure.of("invalid-config", "a value is nested too deeply or too large")


class GraphAnalyser(GraphState):
    """Works out one graph, call by call."""

    needed: bool = True
    """Whether the built model is made of it; what it shares with other graphs is built then."""

    offers: bool = True
    """Whether fixes are looked for, which takes some time."""

    def __post_init__(self, walked_before: Walked | None) -> None:
        super().__post_init__(walked_before)
        self._states: dict[str, NodeAnalysis] = {}
        self._keys: dict[str, Hashable] = {}
        self.kept = KeptOutcomes(self)
        self._definition: Definition | None = None

    def follow(self, before: GraphAnalyser, same_models: Set[str]) -> None:
        """Take over from an earlier analysis what it came to and cannot have changed.

        Neither of the designs may have operations of its own, or definitions without end.

        Args:
            before: An earlier state of the graph, analysed with the same policy.
            same_models: The definitions that are what they were then.
        """
        self.kept = KeptOutcomes(self, before.kept, same_models)

    def settle(self) -> None:
        """Let go of what was only needed while the design was analysed."""
        self.kept.settle()
        self.definitions = {}

    @cached_property
    def models(self) -> frozenset[str]:
        """The definitions that it has instances of, whether or not they are there."""
        operations = self.graph.operations.values()
        return frozenset(o.model for o in operations if isinstance(o, SubModel))

    @property
    def result(self) -> GraphAnalysis:
        """What `run` returned."""
        return self.kept.result

    def run(self) -> GraphAnalysis:
        """Analyse first what is in the code: the inputs, and the calls that reach an output."""
        structure = Structure(
            self.graph, self.graph_id, self.flow, self.words, self.outputs, self.used
        )
        self.diagnostics += structure.check()
        self.diagnostics += check_names(self.graph, self.graph_id, self.calls, self.used)
        explainer = Explainer(self, offers=self.offers)
        kept, used = self.kept, self.used
        unused = [node_id for node_id in self.flow.order if node_id not in used]
        for node_id in [n for n in self.flow.order if n in used] + unused:
            if node_id in structure.broken:
                self._states[node_id] = _FAILED
                kept.lost(node_id)
            elif (found := kept.find(node_id)) is not None:
                self._states[node_id] = found.state
                if found.outputs is not None:
                    self.symbols[node_id] = found.outputs
            else:
                told = len(self.diagnostics)
                self._states[node_id] = self._work_out(node_id, explainer)
                kept.keep(node_id, self._states, quiet=told == len(self.diagnostics))
        counts = {node_id: len(symbols) for node_id, symbols in self.symbols.items()}
        self.outputs = resolve_outputs(self.graph, counts, self.flow, self.walked.aside)
        self.diagnostics += explainer.missing_outputs()
        result = self._result()
        self.diagnostics += pretrained_weights.check(self.graph, self.graph_id, result.operations)
        kept.result = result
        return result

    def _work_out(self, node_id: str, explainer: Explainer) -> NodeAnalysis:
        outcome = self._outcome(node_id)
        if isinstance(outcome, Success):
            self.symbols[node_id] = outcome.outputs
            if outcome.mask_lost:
                self.diagnostics.append(explainer.mask_lost(node_id))
            return outcome.node
        if outcome is None:
            return _UNKNOWN
        problems = explainer.explain(node_id, outcome)
        if node_id in self.walked.aside:
            # What is not wired yet is told as that (`advice.rules.aside`).
            problems = [found for found in problems if found.code != "missing-argument"]
            if not problems:
                return _UNKNOWN
        self.diagnostics += problems
        return _FAILED

    def definition(self) -> Definition:
        """What calls of this graph need to know of it, once it was run."""
        if self._definition is None:
            self._definition = self._defined()
        return self._definition

    def _defined(self) -> Definition:
        used = {self.graph.nodes[node_id].operation for node_id in self.used}
        states = [(self._name(o), b.state) for o, b in self.builds.items() if o in used]
        parts = held_models(self.design, self.graph.operations.values())
        return Definition(
            self.graph,
            self.flow,
            self.outputs,
            self.symbols,
            State.of_parts(states),
            {key: self.definitions[key] for key in parts if key in self.definitions},
            self.dtype_policy,
            any(found.severity == "error" for found in self.diagnostics),
            self.held,
            self.shared,
        )

    def facts(
        self, analyses: Mapping[str, GraphAnalysis], memory: dict[str, Any] | None = None
    ) -> GraphFacts:
        """The graph as the rules look at it.

        Args:
            analyses: Of this graph and of all that it instantiates, by id.
            memory: As in `GraphFacts`.
        """
        return GraphFacts(
            self.design,
            self.graph_id,
            self.graph,
            self.flow,
            self.used,
            self.words,
            analyses,
            {} if memory is None else memory,
            self.walked.aside,
        )

    def instantiated(self) -> list[str]:
        """The definitions that the calls which reach an output have instances of."""
        if not self.design.models:
            return []
        used = dict.fromkeys(self.graph.nodes[node_id].operation for node_id in self.used)
        operations = [self.graph.operations[key] for key in used if key in self.graph.operations]
        return held_models(self.design, operations)

    def _name(self, operation_id: str) -> str:
        return str(getattr(self.graph.operations[operation_id], "name", operation_id))

    def _outcome(self, node_id: str) -> Outcome | None:
        """Evaluate a call; None if it depends on a tensor that is unknown."""
        node = self.graph.nodes[node_id]
        operation = self.graph.operations[node.operation]
        if self.use is not None and (failure := flawed(self.use, node_id, node)):
            return failure
        if (state := self._untold(operation)) is not None:
            self._built(node_id, None, state)
            return None
        try:
            key = signature(node, self.symbols)
        except UnknownTensorError:
            return self._out_of_range(node_id) or self._unfed(operation, node)
        except RecursionError:
            return _TOO_DEEP
        if isinstance(operation, Layer) and (recorded := operation.recorded) is not None:
            given = [self.symbols[ref.node][ref.index] for ref in self.flow.references[node_id]]
            if not is_about(recorded, given):
                self._built(node_id, None, recorded_state(recorded, trainable=operation.trainable))
                return None
        if isinstance(operation, SubModel):
            if (held := self._unanswered(operation, node)) is not None:
                self._built(node_id, None, held.owned(trainable=operation.trainable))
                self.diagnostics.append(self._recorded_otherwise(node_id, held))
                return None
            outcome = self._block(operation, node)
        else:
            outcome = self._call(operation, node, key)
        if isinstance(outcome, Success):
            return self._built(node_id, key, outcome.state) or outcome
        return outcome

    def _built(self, node_id: str, key: Hashable, state: State) -> Failure | None:
        """Keep what an operation owns now; what is wrong if it is built otherwise elsewhere."""
        node = self.graph.nodes[node_id]
        if node.operation in self.builds:
            return None
        if node.operation in self.shared:
            state = state.of_design(node.operation)
        if failure := self._otherwise(state):
            return failure
        build = Build(node_id, node, key, state, self.graph_id)
        self.builds[node.operation] = build
        if self.needed and node_id in self.used:
            for operation_id, own in state.shared:
                self.elsewhere.states.setdefault(operation_id, (own, self.graph.name))
            if node.operation in self.shared and key is not None:
                self.elsewhere.builds.setdefault(node.operation, build.apart(self.symbols))
        return None

    def _otherwise(self, state: State) -> Failure | None:
        """Why what is shared cannot own this: its weights have other shapes elsewhere."""
        for operation_id, own in state.shared:
            known, where = self.elsewhere.states.get(operation_id, (own, ""))
            before, after = ([w.shape for w in s.weights or ()] for s in (known, own))
            if known.weights is not None and own.weights is not None and before != after:
                name = getattr(self.design.operations[operation_id], "name", operation_id)
                shapes = f"{listing([*map(str, before)])}, and {listing([*map(str, after)])} here"
                text = f"{quote(name)} is shared with {quote(where)}, its weights are {shapes}"
                return Failure.of("shape-mismatch", text)
        return None

    def _untold(self, operation: Operation) -> State | None:
        """What an operation owns whose outputs nothing tells, though nothing is wrong with it."""
        if isinstance(operation, Layer) and operation.recorded is not None:
            told = bool(operation.recorded.outputs)
            return (
                None if told else recorded_state(operation.recorded, trainable=operation.trainable)
            )
        if isinstance(operation, Layer):
            held = self.held.placeholders(operation)
            if not held or self.held.problems(operation):
                return None
            parts = [
                recorded_state(inner.recorded, trainable=inner.trainable).of_design(key)
                for key, inner in held.items()
                if inner.recorded is not None
            ]
            state = State.counted(parts)
            return state if operation.trainable else state.frozen()
        if not isinstance(operation, SubModel):
            return None
        definition = self.definitions.get(operation.model)
        if definition is None or definition.known or definition.broken:
            return None
        return definition.state if operation.trainable else definition.state.frozen()

    def _unfed(self, operation: Operation, node: Node) -> Failure | None:
        """What is wrong with a call whose tensors are not known yet."""
        if isinstance(operation, SubModel):
            definition = self.design.models.get(operation.model)
            return None if definition is None else unfilled(definition, node)
        try:
            owner = self._operation_key(node.operation, operation)
        except (RecursionError, ValueError):  # too deep to print, or a number too long
            return _UNPRINTABLE
        try:
            found = cached_calls.config_problems(owner, operation, self.held)
        except RecursionError:
            return _UNPRINTABLE
        problems = (*lacking(operation, node), *found)
        return Failure(problems) if problems else None

    def _call(self, operation: Layer | Op, node: Node, key: Hashable) -> Outcome:
        try:
            return self._evaluated(operation, node, key)
        except RecursionError:  # layers that hold layers, too deep to be made
            return _UNPRINTABLE

    def _evaluated(self, operation: Layer | Op, node: Node, key: Hashable) -> Outcome:
        build = self.build(node.operation)
        again = None if build is None or build.signature == key else build
        try:
            owner = self._operation_key(node.operation, operation)
        except (RecursionError, ValueError):  # too deep to print, or a number too long
            return _UNPRINTABLE
        if again is None:
            return cached_calls.outcome(
                (owner, None, key),
                operation,
                self.dtype_policy,
                node,
                None,
                self.symbols,
                self.held,
            )
        return cached_calls.outcome(
            (owner, again.signature, key),
            operation,
            self.dtype_policy,
            again.node,
            node,
            {**self.symbols, **again.symbols} if again.symbols else self.symbols,
            self.held,
        )

    def _block(self, operation: SubModel, node: Node) -> Outcome:
        name = self.words.kind(node.operation)
        if operation.model in self.endless and self.graph_id in self.endless:
            return Failure.of("recursive-model", f"`{name}` contains itself, so that it never ends")
        if operation.model not in self.design.models:
            return Failure.of("unknown-layer", f"this design has no definition `{name}`")
        definition = self.definitions.get(operation.model)
        if definition is None or not definition.known:
            return Failure.of("broken-block", f"`{name}` has errors of its own: open and mend it")
        repeated = self.use is not None and node.operation in self.use.repeats
        if repeated and (failure := unchained(definition)):
            return failure
        return definition.call(node, self.symbols, trainable=operation.trainable)

    def _unanswered(self, operation: SubModel, node: Node) -> Definition | None:
        """The definition of a call with other shapes than its own, if it holds placeholders."""
        definition = self.definitions.get(operation.model)
        if definition is None or not definition.placeholders or not definition.known:
            return None
        if unfilled(definition.graph, node) or definition.answers(node, self.symbols):
            return None
        return definition

    def _recorded_otherwise(self, node_id: str, definition: Definition) -> Diagnostic:
        names = listing([quote(name) for name in definition.placeholders], 4)
        message = (
            f"{self.words.node(node_id)} is called with other shapes than those of its inputs, and "
            f"{names} in it cannot be asked: what it returns is not known, nor what follows it"
        )
        return Diagnostic(
            "recorded-for-other-inputs", "warning", message, (node_id,), self.graph_id
        )

    def _out_of_range(self, node_id: str) -> Failure | None:
        for ref in self.flow.references[node_id]:
            if (found := self.symbols.get(ref.node)) is not None and ref.index >= len(found):
                count = "1 output" if len(found) == 1 else f"{len(found)} outputs"
                text = f"{self.words.node(ref.node)} has {count}, and none of number {ref.index}"
                return Failure.of("dangling-reference", text)
        return None

    def _operation_key(self, operation_id: str, operation: Layer | Op) -> Hashable:
        key = self._keys.get(operation_id)
        if key is None:
            key = cached_calls.operation_key(operation, self.dtype_policy, self.held)
            self._keys[operation_id] = key
        return key

    def _result(self) -> GraphAnalysis:
        calls = {key: self.calls.get(key, ()) for key in self.graph.operations}
        if not self.calls.keys() <= calls.keys():
            calls |= {key: found for key, found in self.calls.items() if key not in calls}
        used = {self.graph.nodes[node_id].operation for node_id in self.used}
        owned = State.counted([b.state for o, b in self.builds.items() if o in used])
        known = self.kept.operation
        return GraphAnalysis(
            nodes=self._states,
            operations={
                key: known(key, found) or self._operation(key, found, owned)
                for key, found in calls.items()
            },
            outputs=self.outputs,
            unused=tuple(n for n in self.flow.order if n not in self.used),
            total_params=owned.params,
            trainable_params=owned.trainable_params,
            non_trainable_params=owned.params - owned.trainable_params,
            bytes=owned.bytes,
        )

    def _operation(
        self, operation_id: str, calls: tuple[str, ...], owned: State
    ) -> OperationAnalysis:
        build = self.builds.get(operation_id)
        if build is None:
            return OperationAnalysis(calls)
        state = build.state
        if operation_id in self.shared and isinstance(self.graph.operations[operation_id], Layer):
            # A frozen block that has it inside freezes it here as well.
            here = dict(owned.shared).get(operation_id, state)
            state = state if here.trainable_params else state.frozen()
        return OperationAnalysis(
            calls,
            state.weights,
            state.params,
            state.trainable_params,
            state.params - state.trainable_params,
            state.bytes,
            state.compute_dtype,
            state.variable_dtype,
        )
