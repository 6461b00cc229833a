"""Serialized models, as graphs of calls: Functional, Sequential, and models inside them."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from typing import Any

from model_codegen.design.config_references import KEY
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import (
    Argument,
    Layer,
    ModelGraph,
    Node,
    Op,
    Operation,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import map_leaves
from model_codegen.design.wording import quote
from model_codegen.importers.import_result import Notes, Unrepresentable
from model_codegen.importers.saved import (
    keras2_layers,
    keras2_ops,
    op_functions,
    saved_layers,
    serialized_objects,
)
from model_codegen.importers.saved.call_arguments import arranged
from model_codegen.importers.saved.definitions import Definitions
from model_codegen.importers.saved.held_models import HeldModels
from model_codegen.importers.saved.keras2_names import without_slashes
from model_codegen.importers.saved.keras2_sizes import without_sizes
from model_codegen.importers.saved.layer_losses import losses
from model_codegen.importers.saved.recorded_calls import Call, RecordedCalls
from model_codegen.importers.saved.serialized_models import (
    Serialized,
    checked_layers,
    inbound,
    is_functional,
    is_model,
    missing_input,
    name_of,
    unique,
)
from model_codegen.importers.saved.shared_marks import SharedLayers


@dataclass
class Reader:
    """Reads one file.

    Args:
        policy: The design's dtype policy.
        notes: Takes what cannot be kept.
        definitions: Of the models inside, so far.
        keras2: Whether it was written before Keras 3.
        value: What the file holds.
        shared: Which of its layers stand in several places.
    """

    policy: str
    notes: Notes
    definitions: Definitions = field(default_factory=Definitions)
    keras2: bool = False
    value: Serialized = field(default_factory=dict)
    shared: SharedLayers = field(default_factory=SharedLayers)
    operations: dict[str, Operation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held = HeldModels(self.value, self.definitions, self.operations)

    def read_held(self) -> None:
        """Read what is shared and that no graph calls: it is an argument of layers only."""
        reading = _Graph(self, self.value, MAIN)
        # What is read may be made of others.
        for key, layer in reversed([*self.shared.values.items()]):
            if key not in self.operations:
                self.operations[key] = reading.operation(layer, name_of(layer, key), key)

    def read(self, value: Serialized, graph_id: str) -> ModelGraph:
        """Read a serialized model.

        Args:
            value: The model.
            graph_id: The id that its graph will have.

        Raises:
            DesignError: If it is damaged.
        """
        reading = _Graph(self, value, graph_id)
        graph = reading.functional() if is_functional(value) else reading.sequential()
        if not self.keras2:
            return graph
        graph, gone = without_sizes(graph)
        self.notes.forget(graph_id, gone)
        graph, renamed = without_slashes(graph)
        for node_id, node in graph.nodes.items():
            if node.operation in renamed:
                subject, reason = renamed.pop(node.operation)
                self.notes.left_out(graph_id, node_id, subject, reason)
        return graph

    def hold(self, value: Serialized) -> Any:
        """The reference to a layer or model that is an operation of the design.

        Args:
            value: An argument of a layer: a layer, which is one if it stands in several places, or
                a model, which always is.
        """
        if (shared := self.shared.ids.get(id(value))) is not None:
            return {KEY: shared}
        return {KEY: self._held.key(value, self.read)} if is_model(value) else None


@dataclass
class _Graph:
    """One graph on its way."""

    reader: Reader
    value: Serialized
    graph_id: str
    operations: dict[str, Operation] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    calls: RecordedCalls = field(default_factory=RecordedCalls)

    @property
    def config(self) -> Serialized:
        config: Serialized = self.value["config"]
        return config

    @property
    def name(self) -> str:
        name = self.config.get("name")
        return name if isinstance(name, str) and name else "model"

    def sequential(self) -> ModelGraph:
        listed = checked_layers(self.config)
        if not listed or listed[0]["class_name"] != "InputLayer":
            listed.insert(0, missing_input(self.config, listed))
        previous: TensorRef | None = None
        for layer, following in zip(listed, [*listed[1:], None], strict=True):
            name = name_of(layer, "layer")
            again = id(layer) in self.reader.shared.again and name in self.calls.nodes
            calls = self.calls.nodes.setdefault(name, [])
            wanted = f"{name}_call_{len(calls) + 1}" if again else name
            node_id = unique(wanted, self.nodes)
            calls.append(node_id)
            args: tuple[Argument, ...]
            if following is not None:
                self.calls.record_built(TensorRef(node_id), following)
            if again:
                key = self.nodes[calls[0]].operation
                self.nodes[node_id] = Node(key, () if previous is None else (previous,))
                previous = TensorRef(node_id)
                continue
            args = () if previous is None else (previous,)
            key = node_id
            if layer["class_name"] == "InputLayer":
                self.operations[node_id] = saved_layers.read_input(layer, name)
                args = ()
            else:
                call: Call | None = (node_id, [*args], {}) if args else None
                key, _ = self._placed(layer, name, node_id, call)
            self.nodes[node_id] = Node(key, args)
            previous = TensorRef(node_id)
        first = next(iter(self.nodes))
        return ModelGraph(self.name, self.operations, self.nodes, first, previous or "auto")

    def functional(self) -> ModelGraph:
        listed = checked_layers(self.config)
        named = {name_of(layer, ""): layer for layer in listed}
        if len(named) != len(listed) or "" in named:
            raise DesignError("This model is damaged: two of its layers have the same name.")
        self.calls.number(self.config, named)
        # All calls first: what consumes a tensor tells its shape.
        calls = {name: self._calls(name, layer) for name, layer in named.items()}
        inputs = map_leaves(self.calls.ends(self.config, "input_layers"), lambda ref: ref.node)
        outputs = self.calls.ends(self.config, "output_layers")
        for name, layer in named.items():
            self._layer(name, layer, calls[name])
        return ModelGraph(self.name, self.operations, self.nodes, inputs, outputs)

    def _calls(self, name: str, layer: Serialized) -> list[Call]:
        """The calls of a layer: ids and arguments."""
        lists_stay = keras2_ops.is_recorded_function(layer)
        return [
            (node_id, *self._arguments(call, node_id, lists_stay=lists_stay))
            for node_id, call in zip(self.calls.nodes[name], inbound(layer), strict=False)
        ]

    def _layer(self, name: str, layer: Serialized, calls: list[Call]) -> None:
        if layer["class_name"] == "InputLayer":
            self.operations[name] = saved_layers.read_input(layer, name)
            self.nodes[name] = Node(name)
            return
        function = keras2_ops.is_recorded_function(layer)
        if function or op_functions.is_function(layer):
            for node_id, args, kwargs in calls:
                try:
                    self._function(layer, name, node_id, args, kwargs)
                except Unrepresentable as error:
                    known = keras2_ops.with_path(layer) if function else layer
                    call = node_id, args, kwargs
                    self._placeholder(known, name, node_id, str(error), call)
                    self.nodes[node_id] = Node(name, tuple(args), kwargs)
            return
        first = calls[0] if calls else None
        key, operation = self._placed(layer, name, name, first)
        for node_id, args, kwargs in calls:
            self.nodes[node_id] = arranged(operation, key, args, kwargs)

    def _placed(
        self, layer: Serialized, name: str, node_id: str, call: Call | None
    ) -> tuple[str, Layer | SubModel]:
        """Read a layer and put it where it belongs: to the graph, or to the design."""
        key = self.reader.shared.ids.get(id(layer))
        if key is None:
            operation = self.operations[node_id] = self.operation(layer, name, node_id, call)
            return node_id, operation
        known = self.reader.operations.get(key)
        if not isinstance(known, (Layer, SubModel)):
            known = self.reader.operations[key] = self.operation(layer, name, node_id, call)
            self.operations.pop(name, None)  # where a placeholder put itself
        return key, known

    def _function(
        self,
        layer: Serialized,
        name: str,
        node_id: str,
        args: list[Argument],
        kwargs: dict[str, Argument],
    ) -> None:
        """Read a call of a function of `keras.ops`, or of one of TensorFlow's."""
        if keras2_ops.is_recorded_function(layer):
            taken = ChainMap[str, Any](self.nodes, self.calls.nodes)
            read = keras2_ops.read_function(layer, name, node_id, args, kwargs, taken)
            self.operations |= read[0]
            self.nodes |= read[1]
            return
        path, taken_args, named = op_functions.read_call(layer, args, kwargs, self.calls.specs)
        self.operations[node_id] = Op(path)
        self.nodes[node_id] = Node(node_id, taken_args, named)

    def operation(
        self,
        layer: Serialized,
        name: str,
        node_id: str,
        call: Call | None = None,
    ) -> Layer | SubModel:
        """Read a layer or nested model.

        Args:
            layer: The serialized layer.
            name: Its name.
            node_id: Its first call, for what cannot be kept.
            call: That call, where it is known.
        """
        if is_model(layer):
            model = self.reader.definitions.define(lambda own: self.reader.read(layer, own), name)
            return SubModel(model, name, trainable=layer["config"].get("trainable") is not False)
        if self.reader.keras2:
            layer, told = keras2_layers.of_today(layer)
            for sentence in told:
                self.reader.notes.left_out(self.graph_id, node_id, quote(name), sentence)
        if not serialized_objects.is_keras(layer, saved_layers.LAYERS):
            return self._placeholder(layer, name, node_id, saved_layers.why_foreign(layer), call)
        try:
            found, lost = saved_layers.read_layer(
                layer,
                name,
                self.reader.policy,
                self.calls.given(call),
                self.reader.hold,
                shares=bool(self.reader.shared.ids),
            )
        except Unrepresentable as error:
            return self._placeholder(layer, name, node_id, str(error), call)
        for reason in losses(layer, lost):
            self.reader.notes.left_out(self.graph_id, node_id, quote(name), reason)
        return found

    def _placeholder(
        self, layer: Serialized, name: str, node_id: str, reason: str, call: Call | None
    ) -> Layer:
        outputs = self.calls.outputs(name)
        inputs = self.calls.inputs(call) if outputs else ()
        made = saved_layers.placeholder(layer, name, outputs, reason, inputs)
        self.operations[name] = made
        self.reader.notes.placeholder(self.graph_id, node_id, name, reason)
        return made

    def _arguments(
        self, call: Any, node_id: str, *, lists_stay: bool
    ) -> tuple[list[Argument], dict[str, Argument]]:
        try:
            return self.calls.arguments(call, node_id, lists_stay=lists_stay)
        except Unrepresentable as error:
            subject = f"A call of {quote(node_id)} is left open"
            self.reader.notes.left_out(self.graph_id, node_id, subject, str(error))
            return [], {}
