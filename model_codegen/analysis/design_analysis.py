"""`analyse`: a whole design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.advice.rules import check
from model_codegen.analysis.analysis_result import Analysis, GraphAnalysis
from model_codegen.analysis.custom_code_checks import check_code
from model_codegen.analysis.drawn_analysis import DrawnAnalysis
from model_codegen.analysis.graph_analysis import GraphAnalyser
from model_codegen.analysis.graph_state import SharedBuilds
from model_codegen.analysis.nested_models import Definition
from model_codegen.analysis.operation_checks import in_design, saved_apart, unused_operations
from model_codegen.analysis.parameter_checks import check_parameters
from model_codegen.analysis.training.check_training import check_training
from model_codegen.analysis.tried_fixes import Trials, to_try, tried, untried
from model_codegen.design import patches
from model_codegen.design.definition_order import MakingOrder, making_order
from model_codegen.design.diagnostics import MAIN, Diagnostic, Fix
from model_codegen.design.expansion import Expander, Expansion
from model_codegen.design.graph import Design, Layer
from model_codegen.design.patches import fix
from model_codegen.design.shared_operations import expanded, is_object
from model_codegen.design.wording import quote
from model_codegen.keras_bridge.dtype_policies import float_policy, policy_exists
from model_codegen.keras_bridge.layer_internals import quantizes

QUICK = 300
"""So many calls are analysed to try fixes while nobody notices: about 12 ms on a slow machine."""

_SEVERITIES = ("error", "warning", "advice")


@dataclass
class Last:
    """What an analyser keeps of the last design.

    Attributes:
        expander: Expands the next one.
        teller: Tells what was found of it.
        policy: The dtype policy with which it was analysed.
        needed: The graphs that the built model is made of.
        analysers: What has worked out each graph.
        memory: What rules keep of the main graph.
    """

    expander: Expander = field(default_factory=Expander)
    teller: DrawnAnalysis = field(default_factory=DrawnAnalysis)
    policy: str = ""
    needed: set[str] = field(default_factory=set)
    analysers: dict[str, GraphAnalyser] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)

    def apart(self) -> Last:
        """The same, for somebody who goes on from here by himself."""
        return replace(
            self,
            expander=copy(self.expander),
            teller=copy(self.teller),
            memory=dict(self.memory),
        )


class DesignAnalyser:
    """Analyses one document again and again, each time only what was changed.

    It keeps what the last analysis came to. What the next design has of the very same objects
    (`is`), as `fileformat.incremental.reread` leaves them, is not looked at again, and the answer
    has the very same objects for it, too. It always equals that of `analyse`. Not for several
    threads at once.

    Args:
        last: What is known of an earlier design.
        offers: Whether fixes are looked for, and tried.
    """

    def __init__(self, last: Last | None = None, *, offers: bool = True) -> None:
        self._last = last or Last()
        self._offers = offers

    def analyse(self, design: Design) -> Analysis:
        """Work out a design: as `analyse` does.

        Args:
            design: Any design; most quickly answered if it is like the one before.
        """
        if self._offers:
            return self.finished(design, self.trials(design))
        found = self._told(design)
        return _with(found, check_training(design, found, None))

    def at_once(self, design: Design) -> Analysis:
        """The same, without any fix where trying them would take longer than a hand notices.

        Args:
            design: As in `analyse`.

        Returns:
            `untried` where `trials` and `finished` can tell more.
        """
        found = self._told(design)
        calls = sum(len(graph.nodes) for graph in found.graphs.values())
        changes = to_try(found)
        if calls * max(changes, 1) <= QUICK:
            return self.finished(design, Trials(design, found, self._attempt))
        told = check_training(design, found, None)
        return _with(untried(found) if changes or told else found, told)

    def trials(self, design: Design, value: dict[str, Any] | None = None) -> Trials:
        """The fixes that there are, to be tried.

        Args:
            design: As in `analyse`.
            value: Its JSON, where it is known.
        """
        return Trials(design, self._told(design), self._attempt, value)

    def finished(self, design: Design, trials: Trials) -> Analysis:
        """The answer, with the fixes that mend something.

        Args:
            design: That of the trials.
            trials: They are carried through here.
        """
        trials.go_on()
        found = trials.result

        def mending(finding: Diagnostic, all_told: Sequence[Diagnostic]) -> Fix | None:
            """The best change that mends a finding of the training, and breaks nothing else."""
            others = [one for one in (*found.diagnostics, *all_told) if one != finding]
            known = [finding, *(replace(one, fix=None, others=()) for one in others)]
            answer = tried(design, replace(found, diagnostics=tuple(known)), self._attempt)
            return answer.diagnostics[0].fix

        return _with(found, check_training(design, found, mending))

    def _attempt(self, design: Design) -> Analysis:
        """Analyse a design that differs a little from the last one, which stays the last."""
        kept = [(each, each.design, each.needed) for each in self._last.analysers.values()]
        try:
            return DesignAnalyser(self._last.apart(), offers=False).analyse(design)
        finally:
            for analyser, own, needed in kept:
                analyser.design, analyser.needed = own, needed

    def _told(self, design: Design) -> Analysis:
        """What is found, before any fix is tried."""
        expansion = self._last.expander.expand(design)
        whole = self._analysed(expansion)
        if expansion.design is design:
            return whole
        told = self._last.teller.told(expansion, whole)
        found = (*told.diagnostics, *check_parameters(design))
        needed = {expansion.uses[graph_id].graph_id for graph_id in self._last.needed}
        return replace(told, diagnostics=_ranked(found, needed))

    def _analysed(self, expansion: Expansion) -> Analysis:
        """Work out an expanded design."""
        design = expansion.design
        last = self._last
        before, last.analysers = last.analysers, {}  # Nothing is left if this one fails.
        policy, diagnostics = design.dtype_policy, []
        if not policy_exists(policy):
            message = f"Keras has no dtype policy {quote(policy)}: take float32 or mixed_float16"
            change = fix("Take float32", [patches.replace("/dtype_policy", "float32")])
            diagnostics.append(Diagnostic("invalid-dtype-policy", "error", message, fix=change))
            policy = "float32"
        elif (plain := float_policy(policy)) != policy:
            diagnostics.append(_quantized(expansion.drawn, plain))
            policy = plain
        order = making_order(design)
        related = not (design.operations or order.endless or order.endless_operations)
        if not related or policy != last.policy:
            before = {}
        definitions: dict[str, Definition] = {}
        analysers = _analysers(expansion, policy, order, definitions, before)
        last.needed = needed = _needed(analysers)
        graphs: dict[str, GraphAnalysis] = {}
        same: set[str] = set()
        for graph_id, analyser in analysers.items():
            analyser.needed, analyser.offers = graph_id in needed, self._offers
            known = before.get(graph_id)
            if known is analyser:
                graphs[graph_id] = analyser.result
                same.add(graph_id)
            else:
                if known is not None:
                    analyser.follow(known, same)
                graphs[graph_id] = analyser.run()
            if graph_id != MAIN:
                definitions[graph_id] = analyser.definition()
            diagnostics += analyser.diagnostics
            memory = last.memory if graph_id == MAIN else None
            diagnostics += check(analyser.facts(graphs, memory))
        if design.code:
            diagnostics += check_code(design)
        if design.operations:
            diagnostics = [in_design(design, found) for found in diagnostics]
            diagnostics += [*unused_operations(design), *saved_apart(design)]
        if related:
            for analyser in analysers.values():
                analyser.settle()
            last.policy, last.analysers = policy, analysers
        return Analysis(graphs, _ranked(diagnostics, needed))


def _with(found: Analysis, told: Sequence[Diagnostic]) -> Analysis:
    """An analysis with what else is told."""
    if not told:
        return found
    return replace(found, diagnostics=tuple(sorted((*found.diagnostics, *told), key=_rank)))


def analyse(design: Design) -> Analysis:
    """Work out a design: shapes, dtypes, weights, totals and everything worth telling.

    A draft is legal: mistakes become diagnostics, what depends on them is `unknown`, all the rest
    is still computed. Nothing is allocated, however large the weights.

    Args:
        design: Any design.
    """
    return DesignAnalyser().analyse(design)


def _analysers(
    expansion: Expansion,
    policy: str,
    order: MakingOrder,
    definitions: Mapping[str, Definition],
    before: Mapping[str, GraphAnalyser],
) -> dict[str, GraphAnalyser]:
    """What works out each graph, in the order in which that can be done.

    Where a graph and all that it is made of are the very same as before, it is that of then.
    """
    design = expansion.design
    full = expanded(design)
    elsewhere = SharedBuilds()
    analysers: dict[str, GraphAnalyser] = {}
    same: set[str] = set()
    for graph_id in [*order.definitions, *order.endless, MAIN]:
        own = design.main if graph_id == MAIN else design.models[graph_id]
        graph = full.main if graph_id == MAIN else full.models[graph_id]
        last, use = before.get(graph_id), expansion.uses.get(graph_id)
        unchanged = last is not None and last.stored is graph and last.use == use
        if last is not None and unchanged and last.models <= same:
            last.design = full
            analysers[graph_id] = last
            same.add(graph_id)
            continue
        shared = frozenset(
            key
            for key in (graph.operations.keys() - own.operations.keys() if graph is not own else ())
            if is_object(graph.operations[key])
        )
        analysers[graph_id] = GraphAnalyser(
            full,
            graph_id,
            graph,
            policy,
            definitions,
            frozenset(order.endless),
            shared,
            frozenset(order.endless_operations),
            elsewhere,
            walked_before=None if last is None else last.walked,
            use=use,
        )
    return analysers


def _quantized(design: Design, plain: str) -> Diagnostic:
    """The error that a quantized policy is the whole model's."""
    policy = design.dtype_policy
    message = (
        f"{quote(policy)} cannot be the policy of a whole model, which Keras cannot call then: "
        f"take {plain}, and {policy} for single layers"
    )
    changes = [patches.replace("/dtype_policy", plain)]
    for graph_id, graph in ((MAIN, design.main), *design.models.items()):
        for operation_id, operation in graph.operations.items():
            if (
                isinstance(operation, Layer)
                and operation.dtype is None
                and operation.recorded is None
                and _quantizes(operation)
            ):
                changes += patches.set_dtype(graph_id, operation_id, policy)
    change = fix(f"Give {policy} to the layers that can have it", changes)
    return Diagnostic("invalid-dtype-policy", "error", message, fix=change)


def _quantizes(layer: Layer) -> bool:
    entry = catalogue.find(layer.class_name)
    return entry is not None and entry.kind == "layer" and quantizes(catalogue.resolve(entry.path))


def _needed(analysers: dict[str, GraphAnalyser]) -> set[str]:
    """The graphs that the built model is made of."""
    needed: set[str] = set()
    stack = [MAIN]
    while stack:
        graph_id = stack.pop()
        if graph_id in analysers and graph_id not in needed:
            needed.add(graph_id)
            stack += analysers[graph_id].instantiated()
    return needed


def _ranked(diagnostics: Sequence[Diagnostic], needed: set[str]) -> tuple[Diagnostic, ...]:
    """Errors first, the main graph's before others; in graphs that nothing needs they are none."""
    found = [
        replace(d, severity="warning") if d.severity == "error" and d.graph not in needed else d
        for d in diagnostics
    ]
    return tuple(sorted(found, key=_rank))


def _rank(found: Diagnostic) -> tuple[int, bool]:
    return _SEVERITIES.index(found.severity), found.graph != MAIN
