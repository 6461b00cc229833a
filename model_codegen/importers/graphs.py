"""Serialized models, as graphs of calls: Functional, Sequential, and models inside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.diagnostics import MAIN
from model_codegen.errors import DesignError
from model_codegen.graph import (
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
from model_codegen.importers import functions, layers, objects
from model_codegen.importers.arguments import arranged
from model_codegen.importers.legacy import legacy_call
from model_codegen.importers.minimal import Given
from model_codegen.importers.result import Notes, Unrepresentable
from model_codegen.importers.trees import read_argument, read_spec
from model_codegen.traversal import leaves
from model_codegen.words import quote

MOST_LAYERS = 50_000
"""Most layers of a file, models inside included."""

DEEPEST = 32
"""How deep models may be nested in models."""

Serialized = Mapping[str, Any]


def is_model(value: Any) -> bool:
    """Whether a serialized object is a model with a graph of its own."""
    config = value.get("config") if isinstance(value, Mapping) else None
    if not isinstance(config, Mapping) or not isinstance(config.get("layers"), list):
        return False
    return not objects.is_keras(value, layers.LAYERS)  # such as `Pipeline`


def is_functional(value: Serialized) -> bool:
    """Whether a model's calls are recorded, as those of a Functional one are."""
    return "input_layers" in value["config"] and "output_layers" in value["config"]


def all_layers(value: Serialized, depth: int = DEEPEST) -> Iterator[Serialized]:
    """Every serialized layer of a model and of the models inside.

    Raises:
        DesignError: If they are nested too deeply.
    """
    if depth == 0:
        raise DesignError(f"This model holds models nested more than {DEEPEST} deep.")
    for layer in value["config"]["layers"]:
        if not isinstance(layer, Mapping):
            raise DesignError("This model's list of layers holds something that is no layer.")
        if is_model(layer):
            yield from all_layers(layer, depth - 1)
        else:
            yield layer


@dataclass
class Reader:
    """Reads one file.

    Args:
        policy: The design's dtype policy.
        notes: Takes what cannot be kept.
    """

    policy: str
    notes: Notes
    models: dict[str, ModelGraph] = field(default_factory=dict)

    def read(self, value: Serialized, graph_id: str) -> ModelGraph:
        """Read a serialized model.

        Args:
            value: The model.
            graph_id: The id that its graph will have.

        Raises:
            DesignError: If it is damaged.
        """
        reading = _Graph(self, value, graph_id)
        return reading.functional() if is_functional(value) else reading.sequential()

    def define(self, read: Callable[[str], ModelGraph], name: str) -> str:
        """The id of the definition that a nested model is an instance of.

        Args:
            read: Reads the model, given the id that its graph would have.
            name: The model's name.
        """
        stem = re.sub(r"\W+", "_", name) or "model"
        graph_id, count = stem, 0
        while graph_id in self.models or graph_id == MAIN:
            count += 1
            graph_id = f"{stem}_{count}"
        graph = read(graph_id)
        for known, other in self.models.items():
            if replace(other, name="") == replace(graph, name=""):
                return known
        self.models[graph_id] = graph
        return graph_id


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
    functionals: set[str] = field(default_factory=set)

    @property
    def config(self) -> Serialized:
        config: Serialized = self.value["config"]
        return config

    @property
    def name(self) -> str:
        return _name(self.config.get("name"), "model")

    def sequential(self) -> ModelGraph:
        listed = [*self.config["layers"]]
        for index, layer in enumerate(listed):
            self._check(layer, index)
        if not listed or listed[0].get("class_name") != "InputLayer":
            listed.insert(0, _missing_input(self.config, listed))
        previous: TensorRef | None = None
        for layer in listed:
            name = _name(layer.get("name") or layer["config"].get("name"), "layer")
            node_id = self._free(name)
            operation: Operation
            args: tuple[Argument, ...]
            if layer["class_name"] == "InputLayer":
                operation, args = layers.read_input(layer, name), ()
            elif previous is None:
                operation, args = self._operation(layer, name, node_id), ()
            else:
                self._record_built(previous, layer)
                args = (previous,)
                operation = self._operation(layer, name, node_id, (node_id, [previous], {}))
            self.operations[node_id] = operation
            self.nodes[node_id] = Node(node_id, args)
            previous = TensorRef(node_id)
        first = next(iter(self.nodes))
        return ModelGraph(self.name, self.operations, self.nodes, first, previous or "auto")

    def functional(self) -> ModelGraph:
        listed = self.config["layers"]
        for index, layer in enumerate(listed):
            self._check(layer, index)
        names = [_name(layer.get("name") or layer["config"].get("name"), "") for layer in listed]
        if len({*names}) != len(names) or not all(names):
            raise DesignError("This model is damaged: two of its layers have the same name.")
        for name, layer in zip(names, listed, strict=True):
            count = len(layer.get("inbound_nodes") or ()) or 1
            self.calls[name] = [name]
            taken = {*names, *(n for made in self.calls.values() for n in made)}
            for number in range(1, count):
                self.calls[name].append(_unique(f"{name}_call_{number + 1}", taken))
                taken.add(self.calls[name][-1])
        self.functionals = {
            name
            for name, layer in zip(names, listed, strict=True)
            if is_model(layer) and _counts_from_one(layer, name, self.config)
        }
        for name, layer in zip(names, listed, strict=True):
            self._record(name, layer)
        for name, layer in zip(names, listed, strict=True):
            self._layer(name, layer)
        inputs = self._ends("input_layers")
        outputs = self._ends("output_layers")
        return ModelGraph(
            self.name,
            self.operations,
            self.nodes,
            _map(inputs, lambda ref: ref.node),
            outputs,
        )

    def _record(self, name: str, layer: Serialized) -> None:
        """Note the shapes that a live model tells of a layer's tensors."""
        for node_id, tensors in zip(self.calls[name], layer.get("outputs") or (), strict=False):
            for index, tensor in enumerate(tensors):
                spec = read_spec(tensor)
                if spec is not None:
                    self.specs[TensorRef(node_id, index)] = spec

    def _record_built(self, previous: TensorRef, layer: Serialized) -> None:
        """Note the shape that a layer of a chain was built for, of the tensor that it takes."""
        built = layer.get("build_config")
        shape = built.get("input_shape") if isinstance(built, Mapping) else None
        spec = read_spec({"shape": shape, "dtype": "float32"})
        if spec is not None:
            self.specs[previous] = spec

    def _layer(self, name: str, layer: Serialized) -> None:
        if layer["class_name"] == "InputLayer":
            self.operations[name] = layers.read_input(layer, name)
            self.nodes[name] = Node(name)
            return
        calls = [
            (node_id, *self._arguments(call, node_id))
            for node_id, call in zip(
                self.calls[name], layer.get("inbound_nodes") or (), strict=False
            )
        ]
        if functions.is_function(layer):
            for node_id, args, kwargs in calls:
                try:
                    path, taken, named = functions.read_call(layer, args, kwargs, self.specs)
                except Unrepresentable as error:
                    self._placeholder(layer, name, node_id, str(error))
                    self.nodes[node_id] = Node(name, tuple(args), kwargs)
                else:
                    self.operations[node_id] = Op(path)
                    self.nodes[node_id] = Node(node_id, taken, named)
            return
        first = calls[0] if calls else None
        self.operations[name] = operation = self._operation(layer, name, name, first)
        for node_id, args, kwargs in calls:
            self.nodes[node_id] = arranged(operation, name, args, kwargs)

    def _operation(
        self,
        layer: Serialized,
        name: str,
        node_id: str,
        call: tuple[str, list[Argument], dict[str, Argument]] | None = None,
    ) -> Layer | SubModel:
        config = layer["config"]
        if is_model(layer):
            model = self.reader.define(lambda own: self.reader.read(layer, own), name)
            return SubModel(model, name, trainable=config.get("trainable") is not False)
        if not objects.is_keras(layer, layers.LAYERS):
            return self._placeholder(layer, name, node_id, layers.why_foreign(layer))
        try:
            found, lost = layers.read_layer(layer, name, self.reader.policy, self._given(call))
        except Unrepresentable as error:
            return self._placeholder(layer, name, node_id, str(error))
        if lost:
            listed = ", ".join(map(quote, lost))
            self.reader.notes.left_out(
                self.graph_id, node_id, f"{quote(name)}: Keras 3 has no {listed}, so it is left out"
            )
        return found

    def _given(self, call: tuple[str, list[Argument], dict[str, Argument]] | None) -> Given | None:
        """What a call was given, if all of its tensors are known."""
        refs = [leaf for leaf in leaves(call[1:]) if isinstance(leaf, TensorRef)] if call else []
        if call is None or not all(ref in self.specs for ref in refs):
            return None
        return Given(call[1], call[2], {ref: self.specs[ref] for ref in refs})

    def _placeholder(self, layer: Serialized, name: str, node_id: str, reason: str) -> Layer:
        outputs = self._outputs(name, layer)
        made = layers.placeholder(layer, name, outputs, reason)
        self.operations[name] = made
        self.reader.notes.placeholder(
            self.graph_id, node_id, f"{quote(name)} is kept as a placeholder: {reason}"
        )
        return made

    def _outputs(self, name: str, layer: Serialized) -> tuple[TensorSpec, ...]:
        """The tensors of a layer's first call, as far as anything tells."""
        node_id = self.calls.get(name, [name])[0]
        found = {ref.index: spec for ref, spec in self.specs.items() if ref.node == node_id}
        if found:
            some = next(iter(found.values()))
            return tuple(found.get(index, some) for index in range(max(found) + 1))
        for call in layer.get("inbound_nodes") or ():
            given: list[TensorSpec] = []
            _collect(call, given)
            if given:
                return (given[0],)
        return (TensorSpec((None,), "float32"),)

    def _arguments(self, call: Any, node_id: str) -> tuple[list[Argument], dict[str, Argument]]:
        first = 0
        if isinstance(call, list):
            call, first = legacy_call(call, self.calls), 1
        if not isinstance(call, Mapping):
            raise DesignError(f"This model is damaged: a call of {quote(node_id)} is no call.")
        args, kwargs = call.get("args"), call.get("kwargs")

        def find(history: Any, spec: TensorSpec | None) -> TensorRef:
            return self._tensor(history, spec, first)

        try:
            read_args = read_argument(list(args or ()), find)
            read_kwargs = read_argument(dict(kwargs or {}), find)
        except Unrepresentable as error:
            self.reader.notes.left_out(
                self.graph_id, node_id, f"A call of {quote(node_id)} is left open: {error}"
            )
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
                shift = first if name in self.functionals and call >= first else 0
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
        ends = _map_histories(tree, lambda history: self._tensor(history, None, 1))
        # Files of Keras 2 put a single one into a list, too.
        legacy = not any("module" in layer for layer in self.config["layers"])
        return ends[0] if legacy and isinstance(ends, list) and len(ends) == 1 else ends

    def _free(self, name: str) -> str:
        return _unique(name, self.nodes)

    def _check(self, layer: Any, index: int) -> None:
        if (
            not isinstance(layer, Mapping)
            or not isinstance(layer.get("class_name"), str)
            or not isinstance(layer.get("config"), Mapping)
        ):
            raise DesignError(f"This model is damaged: its layer number {index + 1} is no layer.")


def _counts_from_one(layer: Serialized, name: str, config: Serialized) -> bool:
    """Whether the calls of a nested model are numbered from one where outputs are listed.

    See `node_reindexing_map` in `keras/src/models/functional.py`. In files of Keras 2 all numbers
    of them begin at one, and those of Sequential models that know their input, too.
    """
    if is_functional(layer):
        return True
    used = {*_histories(config["layers"], name), *_histories(config["output_layers"], name)}
    return bool(used) and 0 not in used and max(used) >= len(layer.get("inbound_nodes") or ())


def _histories(value: Any, name: str) -> Iterator[int]:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            if len(item) >= 3 and item[0] == name and type(item[1]) is int:
                yield item[1]
            pending += item
        elif isinstance(item, Mapping):
            pending += item.values()


def _collect(value: Any, found: list[TensorSpec]) -> None:
    if isinstance(value, Mapping):
        if value.get("class_name") == "__keras_tensor__" and isinstance(value["config"], Mapping):
            spec = read_spec(value["config"])
            if spec is not None:
                found.append(spec)
        else:
            for item in value.values():
                _collect(item, found)
    elif isinstance(value, list):
        for item in value:
            _collect(item, found)


def _missing_input(config: Serialized, listed: list[Serialized]) -> Serialized:
    first = listed[0]["config"] if listed else {}
    shape = config.get("build_input_shape") or first.get("batch_input_shape")
    shape = shape or first.get("batch_shape")
    known = {"batch_shape": shape} if isinstance(shape, list) else {}
    return {"class_name": "InputLayer", "config": known | {"name": "input_layer"}}


def _name(value: Any, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _unique(name: str, taken: Any) -> str:
    wanted, count = name, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    return name


def _map_histories(tree: Any, function: Any) -> Any:
    if isinstance(tree, list) and len(tree) == 3 and isinstance(tree[0], str):
        return function(tree)
    return _map_children(tree, lambda item: _map_histories(item, function))


def _map(tree: Any, function: Any) -> Any:
    if isinstance(tree, TensorRef):
        return function(tree)
    return _map_children(tree, lambda item: _map(item, function))


def _map_children(tree: Any, function: Any) -> Any:
    if isinstance(tree, Mapping):
        return {str(key): function(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [function(item) for item in tree]
    raise DesignError("This model is damaged: its inputs or outputs name no tensors.")
