"""Serialized models, as graphs of calls: Functional, Sequential, and models inside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

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
    TensorSpec,
)
from model_codegen.design.traversal import leaves, map_leaves
from model_codegen.design.wording import quote
from model_codegen.importers.import_result import Notes, Unrepresentable
from model_codegen.importers.saved import (
    keras2_layers,
    keras2_ops,
    op_functions,
    saved_layers,
    serialized_objects,
)
from model_codegen.importers.saved.argument_trees import read_argument, read_spec
from model_codegen.importers.saved.call_arguments import arranged
from model_codegen.importers.saved.keras2_calls import legacy_call
from model_codegen.importers.saved.keras2_names import without_slashes
from model_codegen.importers.saved.minimal_config import Given
from model_codegen.importers.saved.serialized_models import (
    Serialized,
    checked_layers,
    counted_from_one,
    first_tensor,
    inbound,
    is_functional,
    is_model,
    map_histories,
    missing_input,
    name_of,
    unique,
)


@dataclass
class Reader:
    """Reads one file.

    Args:
        policy: The design's dtype policy.
        notes: Takes what cannot be kept.
        keras2: Whether it was written before Keras 3.
    """

    policy: str
    notes: Notes
    models: dict[str, ModelGraph] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    keras2: bool = False

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
        graph, renamed = without_slashes(graph)
        for node_id, node in graph.nodes.items():
            if node.operation in renamed:
                subject, reason = renamed.pop(node.operation)
                self.notes.left_out(graph_id, node_id, subject, reason)
        return graph

    def define(self, read: Callable[[str], ModelGraph], name: str) -> str:
        """The id of the definition that a nested model is an instance of.

        Args:
            read: Reads the model, given the id that its graph would have.
            name: The model's name.
        """
        graph_id = unique(re.sub(r"\W+", "_", name) or "model", self.taken | {*self.models, MAIN})
        # Models inside may have the same name.
        self.taken.add(graph_id)
        graph = read(graph_id)
        self.taken.discard(graph_id)
        for known, other in self.models.items():
            if replace(other, name="") == replace(graph, name=""):
                return known
        self.models[graph_id] = graph
        return graph_id


_Call = tuple[str, list[Argument], dict[str, Argument]]
"""Id and arguments."""


@dataclass
class _Graph:
    """One graph on its way."""

    reader: Reader
    value: Serialized
    graph_id: str
    operations: dict[str, Operation] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    specs: dict[TensorRef, TensorSpec] = field(default_factory=dict)
    calls: dict[str, list[str]] = field(default_factory=dict)
    from_one: set[str] = field(default_factory=set)

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
            node_id = unique(name, self.nodes)
            operation: Operation
            args: tuple[Argument, ...]
            if following is not None:
                self._record_built(TensorRef(node_id), following)
            if layer["class_name"] == "InputLayer":
                operation, args = saved_layers.read_input(layer, name), ()
            elif previous is None:
                operation, args = self._operation(layer, name, node_id), ()
            else:
                args = (previous,)
                operation = self._operation(layer, name, node_id, (node_id, [previous], {}))
            self.operations[node_id] = operation
            self.nodes[node_id] = Node(node_id, args)
            previous = TensorRef(node_id)
        first = next(iter(self.nodes))
        return ModelGraph(self.name, self.operations, self.nodes, first, previous or "auto")

    def functional(self) -> ModelGraph:
        listed = checked_layers(self.config)
        named = {name_of(layer, ""): layer for layer in listed}
        if len(named) != len(listed) or "" in named:
            raise DesignError("This model is damaged: two of its layers have the same name.")
        taken = {*named}
        for name, layer in named.items():
            self.calls[name] = [name]
            for number in range(2, len(inbound(layer)) + 1):
                self.calls[name].append(unique(f"{name}_call_{number}", taken))
                taken.add(self.calls[name][-1])
        models = {name: layer for name, layer in named.items() if is_model(layer)}
        self.from_one = counted_from_one(self.config, models)
        for name, layer in named.items():
            self._record(name, layer)
        # All calls first: what consumes a tensor tells its shape.
        calls = {name: self._calls(name, layer) for name, layer in named.items()}
        for name, layer in named.items():
            self._layer(name, layer, calls[name])
        inputs = map_leaves(self._ends("input_layers"), lambda ref: ref.node)
        outputs = self._ends("output_layers")
        return ModelGraph(self.name, self.operations, self.nodes, inputs, outputs)

    def _record(self, name: str, layer: Serialized) -> None:
        """Note the shapes that a live model tells of a layer's tensors."""
        for node_id, tensors in zip(self.calls[name], layer.get("outputs") or (), strict=False):
            for index, tensor in enumerate(tensors):
                spec = read_spec(tensor)
                if spec is not None:
                    self.specs[TensorRef(node_id, index)] = spec

    def _record_built(self, previous: TensorRef, layer: Serialized) -> None:
        """Note the shape that a layer of a chain was built for, of the tensor that it takes.

        Args:
            previous: The tensor.
            layer: The layer that takes it.
        """
        built = layer.get("build_config")
        shape = built.get("input_shape") if isinstance(built, Mapping) else None
        spec = read_spec({"shape": shape, "dtype": "float32"})
        if spec is not None:
            self.specs[previous] = spec

    def _calls(self, name: str, layer: Serialized) -> list[_Call]:
        """The calls of a layer: ids and arguments."""
        lists_stay = keras2_ops.is_recorded_function(layer)
        return [
            (node_id, *self._arguments(call, node_id, lists_stay=lists_stay))
            for node_id, call in zip(self.calls[name], inbound(layer), strict=False)
        ]

    def _layer(self, name: str, layer: Serialized, calls: list[_Call]) -> None:
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
                    self._placeholder(known, name, node_id, str(error))
                    self.nodes[node_id] = Node(name, tuple(args), kwargs)
            return
        first = calls[0] if calls else None
        self.operations[name] = operation = self._operation(layer, name, name, first)
        for node_id, args, kwargs in calls:
            self.nodes[node_id] = arranged(operation, name, args, kwargs)

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
            taken = {*self.nodes, *self.calls}
            read = keras2_ops.read_function(layer, name, node_id, args, kwargs, taken)
            self.operations |= read[0]
            self.nodes |= read[1]
            return
        path, taken_args, named = op_functions.read_call(layer, args, kwargs, self.specs)
        self.operations[node_id] = Op(path)
        self.nodes[node_id] = Node(node_id, taken_args, named)

    def _operation(
        self,
        layer: Serialized,
        name: str,
        node_id: str,
        call: _Call | None = None,
    ) -> Layer | SubModel:
        if is_model(layer):
            model = self.reader.define(lambda own: self.reader.read(layer, own), name)
            return SubModel(model, name, trainable=layer["config"].get("trainable") is not False)
        if self.reader.keras2:
            layer, told = keras2_layers.of_today(layer)
            for sentence in told:
                self.reader.notes.left_out(self.graph_id, node_id, quote(name), sentence)
        if not serialized_objects.is_keras(layer, saved_layers.LAYERS):
            return self._placeholder(layer, name, node_id, saved_layers.why_foreign(layer))
        try:
            found, lost = saved_layers.read_layer(
                layer, name, self.reader.policy, self._given(call)
            )
        except Unrepresentable as error:
            return self._placeholder(layer, name, node_id, str(error))
        if lost:
            listed = ", ".join(map(quote, lost))
            reason = f"Keras 3 has no {listed}, so it is left out"
            self.reader.notes.left_out(self.graph_id, node_id, quote(name), reason)
        inside = layer.get("quantized_inside")
        if isinstance(inside, Mapping) and inside:
            reason = (
                f"{', '.join(map(quote, inside))} inside it have the dtype policy "
                f"{', '.join(sorted({*inside.values()}))}, which its configuration does not hold: "
                "a file of Keras loses that, and so do the drawing and the code"
            )
            self.reader.notes.left_out(self.graph_id, node_id, quote(name), reason)
        return found

    def _given(self, call: _Call | None) -> Given | None:
        """What a call was given, if all of its tensors are known."""
        refs = [leaf for leaf in leaves(call[1:]) if isinstance(leaf, TensorRef)] if call else []
        if call is None or not all(ref in self.specs for ref in refs):
            return None
        return Given(call[1], call[2], {ref: self.specs[ref] for ref in refs})

    def _placeholder(self, layer: Serialized, name: str, node_id: str, reason: str) -> Layer:
        outputs = self._outputs(name, layer)
        made = saved_layers.placeholder(layer, name, outputs, reason)
        self.operations[name] = made
        self.reader.notes.placeholder(self.graph_id, node_id, name, reason)
        return made

    def _outputs(self, name: str, layer: Serialized) -> tuple[TensorSpec, ...]:
        """The tensors of a layer's first call, as far as anything tells."""
        node_id = self.calls.get(name, [name])[0]
        found = [TensorRef(node_id)]
        while (ref := TensorRef(node_id, len(found))) in self.specs:
            found.append(ref)
        known = [self.specs[ref] for ref in found if ref in self.specs]
        given = first_tensor([*inbound(layer)])
        return tuple(known) or (given or TensorSpec((None,), "float32"),)

    def _arguments(
        self, call: Any, node_id: str, *, lists_stay: bool
    ) -> tuple[list[Argument], dict[str, Argument]]:
        first = 0
        if isinstance(call, list) or (isinstance(call, Mapping) and "args" not in call):
            call, first = legacy_call(call, self.calls, lists_stay=lists_stay), 1
        if not isinstance(call, Mapping):
            raise DesignError(f"This model is damaged: a call of {quote(node_id)} is no call.")
        args, kwargs = call.get("args"), call.get("kwargs")

        def find(history: Any, spec: TensorSpec | None) -> TensorRef:
            return self._tensor(history, spec, first)

        try:
            read_args = read_argument(list(args or ()), find)
            read_kwargs = read_argument(dict(kwargs or {}), find)
        except Unrepresentable as error:
            call = f"A call of {quote(node_id)} is left open"
            self.reader.notes.left_out(self.graph_id, node_id, call, str(error))
            return [], {}
        return read_args, read_kwargs  # type: ignore[return-value]

    def _tensor(self, history: Any, spec: TensorSpec | None, first: int = 0) -> TensorRef:
        """The tensor of a history.

        Args:
            history: `[layer name, call, output]`.
            spec: What is recorded of it.
            first: The number that the first call of a Functional model has here.
        """
        match history:
            case [str(name), int(call), int(index)] if name in self.calls and index >= 0:
                # A followed layer is no model and counts from zero all the same.
                shift = first if name in self.from_one and call >= first else 0
                position = call - shift
                if 0 <= position < len(self.calls[name]):
                    ref = TensorRef(self.calls[name][position], index)
                    if spec is not None:
                        self.specs.setdefault(ref, spec)
                    return ref
        raise DesignError(
            f"This model is damaged: a tensor is said to come from {quote(str(history)[:100])}, "
            "which it does not have."
        )

    def _ends(self, key: str) -> Any:
        tree = self.config[key]
        ends = map_histories(tree, lambda history: self._tensor(history, None, 1))
        # Files of Keras 2 put a single one into a list, too.
        legacy = not any("module" in layer for layer in self.config["layers"])
        return ends[0] if legacy and isinstance(ends, list) and len(ends) == 1 else ends
