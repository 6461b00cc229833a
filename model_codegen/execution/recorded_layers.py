"""`recorded_layers`: what the custom layers of a design return and weigh, by running their code."""

from __future__ import annotations

import math
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any, TypeAlias

from model_codegen.analysis import Analysis, analyse
from model_codegen.analysis.call_evaluation import invoke
from model_codegen.analysis.call_signature import Symbols
from model_codegen.analysis.symbol import Symbol
from model_codegen.design import expansion
from model_codegen.design.custom_code import digest, read_code
from model_codegen.design.custom_layers import names_in_use, own_names
from model_codegen.design.diagnostics import MAIN, with_line
from model_codegen.design.graph import (
    Design,
    Layer,
    ModelGraph,
    Node,
    Recorded,
    Structure,
    TensorSpec,
)
from model_codegen.design.shared_operations import expanded, operation_of
from model_codegen.design.traversal import flow, references
from model_codegen.design.wording import quote
from model_codegen.emitters.custom_constructors import custom_text
from model_codegen.execution.build import said
from model_codegen.execution.trust import Trust, check_trust
from model_codegen.keras_bridge.automatic_names import counted_names
from model_codegen.keras_bridge.dtype_policies import global_policy
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope

_Told: TypeAlias = "tuple[tuple[TensorSpec, ...], Structure | None, int]"

_FILE = "<code of the design>"


@dataclass(frozen=True)
class LayerFailure:
    """A custom layer that could not be made or called.

    Attributes:
        graph: The id of its graph, `"main"` for the main one.
        operation: Its id there.
        message: Which class it is, what Python or Keras says, and the line, as a sentence.
        line: The line of `Design.code` where it happened, from 1; None if it is not known.
        reason: The message without the line, for where that stands apart.
    """

    graph: str
    operation: str
    message: str
    line: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class RecordedLayers:
    """What came of making the custom layers of a design.

    Attributes:
        recorded: By id of the graph, by id of the operation: what a placeholder shall record. An
            operation of `Design.operations` stands under each graph that calls it.
        failures: The layers that could not be made. What depends on them is not tried.
    """

    recorded: Mapping[str, Mapping[str, Recorded]]
    failures: tuple[LayerFailure, ...]


def recorded_layers(design: Design, *, trust_code: Trust = False) -> RecordedLayers:
    """Make every custom layer of a design and call it once on symbolic tensors.

    Runs the design's own code, so it belongs into a process that may be lost. No weights are
    allocated unless a layer insists. A layer is called with what its first call in the graph gives
    it; those whose inputs depend on a custom layer come after it.

    Args:
        design: Any design.
        trust_code: As for `build`.

    Raises:
        UntrustedCodeError: If the design has custom layers and nobody trusts their code.
    """
    names = names_in_use(design)
    if not names:
        return RecordedLayers({}, ())
    check_trust(digest(design.code), trust_code)
    found = _Making(expanded(expansion.expanded(design)), names).run()
    return _drawn(design, found)


def _drawn(design: Design, found: RecordedLayers) -> RecordedLayers:
    """What stands in the design as it was drawn: of a block, what its first use tells."""
    homes = {MAIN: design.main, **design.models}
    recorded = {
        key: {o: layer for o, layer in layers.items() if operation_of(design, homes[key], o)}
        for key, layers in found.recorded.items()
        if key in homes
    }
    failures = tuple(failure for failure in found.failures if failure.graph in homes)
    return RecordedLayers(recorded, failures)


class _Making:
    """One after the other, each layer once its inputs are known.

    Args:
        design: Expanded.
        names: The classes and functions that its custom layers take.
    """

    def __init__(self, design: Design, names: frozenset[str]) -> None:
        self._design = design
        self._code = read_code(design.code)
        self._names = names
        self._scope: dict[str, Any] | None = None
        self._recorded: dict[str, dict[str, Recorded]] = {}
        self._failures: list[LayerFailure] = []

    def run(self) -> RecordedLayers:
        before, pending = 0, [*self._places()]
        while len(pending) != before:
            analysis = analyse(self._design)
            before = len(pending)
            pending = [place for place in pending if not self._tried(place, analysis)]
        return RecordedLayers(self._recorded, tuple(self._failures))

    def _places(self) -> Iterator[tuple[str, str, str]]:
        """Graph, operation and first call of every custom layer."""
        for graph_id in (*self._design.models, MAIN):
            graph = self._graph(graph_id)
            seen = set[str]()
            for node_id in flow(graph).order:
                operation_id = graph.nodes[node_id].operation
                operation = graph.operations.get(operation_id)
                if operation_id in seen or operation is None:
                    continue
                seen.add(operation_id)
                if own_names(operation, self._code):
                    yield graph_id, operation_id, node_id

    def _graph(self, graph_id: str) -> ModelGraph:
        return self._design.main if graph_id == MAIN else self._design.models[graph_id]

    def _tried(self, place: tuple[str, str, str], analysis: Analysis) -> bool:
        """Make and call a layer if its inputs are known; returns whether they are."""
        graph_id, operation_id, node_id = place
        graph = self._graph(graph_id)
        node, layer = graph.nodes[node_id], graph.operations[operation_id]
        nodes = analysis.graphs[graph_id].nodes
        refs = [*references(node)]
        known = {ref.node: nodes[ref.node].outputs or () for ref in refs if ref.node in nodes}
        if any(ref.index >= len(known.get(ref.node, ())) for ref in refs):
            return False
        assert isinstance(layer, Layer)
        assert layer.recorded is not None
        symbols = {key: tuple(Symbol(s.shape, s.dtype) for s in known[key]) for key in known}
        try:
            outputs, structure, params = self._called(layer, node, symbols)
        except Exception as error:
            self._failures.append(_failure(graph_id, operation_id, layer, error))
            return True
        inputs = tuple(known[ref.node][ref.index] for ref in refs)
        recorded = replace(
            layer.recorded, outputs=outputs, params=params, inputs=inputs, structure=structure
        )
        self._recorded.setdefault(graph_id, {})[operation_id] = recorded
        self._record(graph_id, operation_id, replace(layer, recorded=recorded))
        return True

    def _record(self, graph_id: str, operation_id: str, layer: Layer) -> None:
        graph = self._graph(graph_id)
        graph = replace(graph, operations={**graph.operations, operation_id: layer})
        if graph_id == MAIN:
            self._design = replace(self._design, main=graph)
        else:
            self._design = replace(self._design, models={**self._design.models, graph_id: graph})

    def _called(self, layer: Layer, node: Node, symbols: Symbols) -> _Told:
        """What a layer returns, in which structure, and the number of its weights' scalars."""
        policy = self._design.dtype_policy
        # As emitted source makes it.
        text = custom_text(layer, self._code, policy, spelled=True)

        def call() -> _Told:
            made = eval(compile(text, "<layer>", "eval"), self._running())
            outputs, structure = invoke(made, node, symbols)
            params = sum(math.prod(weight.shape) for weight in made.weights)
            return tuple(symbol.spec() for symbol in outputs), structure, params

        try:
            with symbolic_scope(policy):
                return call()
        except Exception as first:
            # What cannot do without values gets them.
            try:
                with counted_names(), global_policy(policy):
                    return call()
            except Exception:
                raise first from None

    def _running(self) -> dict[str, Any]:
        """The names of the module that the code makes, run once."""
        import keras

        if self._scope is None:
            module = ModuleType("custom_layers")
            exec(compile(self._code.module(self._names), _FILE, "exec"), module.__dict__)
            self._scope = module.__dict__ | {
                "keras": keras,
                "layers": keras.layers,
                "ops": keras.ops,
            }
        return self._scope


def _failure(graph: str, operation: str, layer: Layer, error: Exception) -> LayerFailure:
    frames = traceback.extract_tb(error.__traceback__)
    line = next((frame.lineno for frame in reversed(frames) if frame.filename == _FILE), None)
    message = f"{quote(layer.class_name)} could not be made and called: {said(error)}"
    return LayerFailure(graph, operation, with_line(message, line or 0), line, message)
