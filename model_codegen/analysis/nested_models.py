"""Calls of a definition: what a nested Keras model answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached

from model_codegen import catalogue
from model_codegen.analysis.call_evaluation import PLACEHOLDER, invoke, live
from model_codegen.analysis.call_outcome import Failure, Outcome, State, Success
from model_codegen.analysis.call_signature import Symbols, signature
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.analysis.symbol import Symbol
from model_codegen.catalogue import HeldObjects
from model_codegen.design.graph import Layer, Missing, ModelGraph, Node, Op, TensorRef
from model_codegen.design.traversal import Flow, flattened, leaves, map_leaves
from model_codegen.keras_bridge.error_messages import reason
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope


@dataclass(frozen=True)
class Definition:
    """A definition that has been analysed.

    Attributes:
        graph: The definition.
        flow: How its tensors run.
        outputs: Its outputs, with `"auto"` worked out.
        symbols: Its tensors, as they are with the shapes of its own inputs.
        state: What one instance owns.
        parts: The definitions that it instantiates, by id.
        dtype_policy: The design's.
        broken: Whether it has errors.
        held: What the references in its layers mean.
        shared: Which of its operations are the design's.
    """

    graph: ModelGraph
    flow: Flow
    outputs: Any
    symbols: Symbols
    state: State
    parts: Mapping[str, Definition]
    dtype_policy: str
    broken: bool
    held: HeldOperations
    shared: frozenset[str]

    @cached_property
    def digest(self) -> str:
        """What it is, parts included, as a short text."""
        inner = {key: part.digest for key, part in sorted(self.parts.items())}
        inside = self.held.key(self.graph.operations.values())
        text = repr((self.graph, self.outputs, inner, self.dtype_policy, inside))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def known(self) -> bool:
        """Whether all its inputs and outputs are."""
        ends = [leaf.node for leaf in leaves(self.outputs)]
        return bool(ends) and all(n in self.symbols for n in [*leaves(self.graph.inputs), *ends])

    @cached_property
    def returned(self) -> tuple[Symbol, ...]:
        """Its tensors as a call returns them: flattened, without masks."""
        refs = flattened(self.outputs)
        found = [self.symbols[ref.node][ref.index] for ref in refs]
        return tuple(Symbol(symbol.shape, symbol.dtype) for symbol in found)

    def call(self, node: Node, symbols: Symbols, *, trainable: bool) -> Outcome:
        """Evaluate a call of an instance.

        Called with the shapes of its own inputs a model answers with its own outputs, as
        `Function.compute_output_spec` does. With others, a model is really made and asked.

        Args:
            node: The call.
            symbols: The tensors it consumes.
            trainable: The instance's own flag.

        Returns:
            A `Success` with the tensors it returns, or a `Failure` with the reasons.
        """
        state = self.owned(trainable=trainable)
        if failure := unfilled(self.graph, node):
            return failure
        if self.answers(node, symbols):
            return Success(self.returned, state)
        try:
            outcome = self.ask(node, symbols)
        except RecursionError:
            return Failure.of("shape-mismatch", "it is nested too deeply for Keras")
        return replace(outcome, state=state) if isinstance(outcome, Success) else outcome

    def owned(self, *, trainable: bool) -> State:
        """What an instance owns.

        Args:
            trainable: The instance's own flag.
        """
        return self.state if trainable else self.state.frozen()

    def answers(self, node: Node, symbols: Symbols) -> bool:
        """Whether a call gives it tensors like those of its inputs, so that its outputs answer it.

        Args:
            node: The call.
            symbols: The tensors it consumes.
        """
        mode = node.kwargs.get("training")  # it changes no shape
        said = node.kwargs.keys() <= {"training"} and (mode is None or isinstance(mode, bool))
        return said and len(node.args) == 1 and self._as_declared(node.args[0], symbols)

    @cached_property
    def placeholders(self) -> tuple[str, ...]:
        """The names of the layers in it that cannot be made, those of its parts included."""
        own = [
            operation.name
            for operation in self.graph.operations.values()
            if isinstance(operation, Layer) and operation.recorded is not None
        ]
        return (*own, *(name for part in self.parts.values() for name in part.placeholders))

    def _as_declared(self, argument: Any, symbols: Symbols) -> bool:
        inputs = self.graph.inputs
        if _structure(inputs, str) != _structure(argument, TensorRef):
            return False
        pairs = zip(flattened(inputs), flattened(argument), strict=True)
        return all(
            symbols[ref.node][ref.index].shape == self.symbols[node_id][0].shape
            for node_id, ref in pairs
        )

    @cached(
        LRUCache(2048),
        key=lambda self, node, symbols: (self.digest, signature(node, symbols)),
        lock=Lock(),
    )
    def ask(self, node: Node, symbols: Symbols) -> Outcome:
        """What a Keras model of it answers to a call, weights aside."""
        with symbolic_scope(self.dtype_policy):
            try:
                outputs, _ = invoke(self.live(), node, symbols)
                return Success(outputs, State())
            except TypeError as error:
                return Failure.of("invalid-argument", reason(error, "model", PLACEHOLDER))
            except Exception as error:
                return Failure.of("shape-mismatch", reason(error, "model", PLACEHOLDER))

    def live(self, objects: HeldObjects | None = None) -> Any:
        """A Keras model of it without weight memory; must be in a symbolic scope.

        Args:
            objects: What the references in its layers mean; made here if None.

        Raises:
            Exception: Whatever Keras raises.
        """
        import keras

        objects = objects or self.held.objects()
        made: dict[str, Any] = {}
        tensors: dict[str, list[Any]] = {}

        def fill(leaf: Any) -> Any:
            return tensors[leaf.node][leaf.index] if isinstance(leaf, TensorRef) else leaf

        used = self.flow.reach([ref.node for ref in leaves(self.outputs)])
        used.update(leaves(self.graph.inputs))
        for node_id in self.flow.order:
            if node_id not in used:
                continue
            node = self.graph.nodes[node_id]
            if node.operation not in made:
                made[node.operation] = self._make(node.operation, objects)
            called = made[node.operation]
            if isinstance(called, keras.layers.InputLayer):
                tensors[node_id] = [called.output]
                continue
            args = [live(argument, fill) for argument in node.args]
            kwargs = {name: live(argument, fill) for name, argument in node.kwargs.items()}
            tensors[node_id] = keras.tree.flatten(called(*args, **kwargs))
        return keras.Model(
            map_leaves(self.graph.inputs, lambda node_id: tensors[node_id][0]),
            map_leaves(self.outputs, fill),
            name=PLACEHOLDER,
        )

    def _make(self, operation_id: str, objects: HeldObjects) -> Any:
        if operation_id in self.shared:
            return objects.live(operation_id)
        operation = self.graph.operations[operation_id]
        if isinstance(operation, Layer):
            return catalogue.construct(operation, self.dtype_policy, held=objects)
        if isinstance(operation, Op):
            return catalogue.resolve(operation.function)
        model = self.parts[operation.model].live(objects)
        model.name = operation.name
        return model


def _structure(tree: Any, leaf: type) -> Any:
    """The structure of a tree; each leaf is replaced by whether it is of the type `leaf`."""
    if isinstance(tree, (list, tuple)):
        return type(tree), [_structure(item, leaf) for item in tree]
    if isinstance(tree, Mapping):
        return {key: _structure(item, leaf) for key, item in tree.items()}
    return isinstance(tree, leaf)


def unfilled(graph: ModelGraph, node: Node) -> Failure | None:
    """What a call of a definition lacks, if anything.

    Args:
        graph: The definition.
        node: The call.
    """
    found = leaves((node.args, dict(node.kwargs)))
    if found and not any(isinstance(leaf, Missing) for leaf in found):
        return None
    wanted = len(leaves(graph.inputs))
    count = "a tensor" if wanted == 1 else f"{wanted} tensors"
    return Failure.of("missing-argument", f"needs {count}: fill what is empty")
