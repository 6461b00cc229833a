"""Calls that a serialized model records: which node each is, and what is known of its tensors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model_codegen.design.errors import DesignError
from model_codegen.design.graph import Argument, TensorRef, TensorSpec
from model_codegen.design.traversal import leaves
from model_codegen.design.wording import quote
from model_codegen.importers.saved.argument_trees import read_argument, read_spec
from model_codegen.importers.saved.keras2_calls import legacy_call
from model_codegen.importers.saved.minimal_config import Given
from model_codegen.importers.saved.serialized_models import (
    Serialized,
    counted_from_one,
    inbound,
    is_model,
    map_histories,
    unique,
)

Call = tuple[str, list[Argument], dict[str, Argument]]
"""Id and arguments."""


@dataclass
class RecordedCalls:
    """The calls of one graph.

    Attributes:
        nodes: By name of a layer: the ids of its calls.
        from_one: The layers whose calls are numbered from one where outputs are listed.
        specs: What is recorded of tensors.
        used: By id of a call: how many tensors it returns at least, for they are used.
    """

    nodes: dict[str, list[str]] = field(default_factory=dict)
    from_one: set[str] = field(default_factory=set)
    specs: dict[TensorRef, TensorSpec] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def number(self, config: Serialized, named: Mapping[str, Serialized]) -> None:
        """Give each call of each layer an id, and note the shapes that a live model tells.

        Args:
            config: The config of a Functional model.
            named: Its layers by name.
        """
        taken = {*named}
        for name, layer in named.items():
            self.nodes[name] = [name]
            for number in range(2, len(inbound(layer)) + 1):
                self.nodes[name].append(unique(f"{name}_call_{number}", taken))
                taken.add(self.nodes[name][-1])
        models = {name: layer for name, layer in named.items() if is_model(layer)}
        self.from_one = counted_from_one(config, models)
        for name, layer in named.items():
            self._record(name, layer)

    def _record(self, name: str, layer: Serialized) -> None:
        """Note the shapes that a live model tells of a layer's tensors."""
        for node_id, tensors in zip(self.nodes[name], layer.get("outputs") or (), strict=False):
            for index, tensor in enumerate(tensors):
                spec = read_spec(tensor)
                if spec is not None:
                    self.specs[TensorRef(node_id, index)] = spec

    def record_built(self, previous: TensorRef, layer: Serialized) -> None:
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

    def arguments(
        self, call: Any, node_id: str, *, lists_stay: bool
    ) -> tuple[list[Argument], dict[str, Argument]]:
        """The arguments of a call.

        Args:
            call: A serialized call, of today's Keras or of Keras 2.
            node_id: Its id.
            lists_stay: As in `legacy_call`.

        Raises:
            Unrepresentable: If it is called with what a design cannot hold.
            DesignError: If it is no call.
        """
        first = 0
        if isinstance(call, list) or (isinstance(call, Mapping) and "args" not in call):
            call, first = legacy_call(call, self.nodes, lists_stay=lists_stay), 1
        if not isinstance(call, Mapping):
            raise DesignError(f"This model is damaged: a call of {quote(node_id)} is no call.")
        args, kwargs = call.get("args"), call.get("kwargs")

        def find(history: Any, spec: TensorSpec | None) -> TensorRef:
            return self._tensor(history, spec, first)

        read_args = read_argument(list(args or ()), find)
        read_kwargs = read_argument(dict(kwargs or {}), find)
        return read_args, read_kwargs  # type: ignore[return-value]

    def given(self, call: Call | None) -> Given | None:
        """What a call was given, if all of its tensors are known."""
        refs = _tensors(call)
        if call is None or not all(ref in self.specs for ref in refs):
            return None
        return Given(call[1], call[2], {ref: self.specs[ref] for ref in refs})

    def inputs(self, call: Call | None) -> tuple[TensorSpec, ...]:
        """The tensors that a call was given, flattened; none if one of them is not known."""
        found = [self.specs.get(ref) for ref in _tensors(call)]
        known = tuple(spec for spec in found if spec is not None)
        return known if len(known) == len(found) else ()

    def outputs(self, name: str) -> tuple[TensorSpec, ...]:
        """The tensors of a layer's first call; none if one that is used is not known."""
        node_id = self.nodes.get(name, [name])[0]
        found: list[TensorSpec] = []
        while (ref := TensorRef(node_id, len(found))) in self.specs:
            found.append(self.specs[ref])
        return tuple(found) if len(found) >= self.used.get(node_id, 0) else ()

    def _tensor(self, history: Any, spec: TensorSpec | None, first: int = 0) -> TensorRef:
        """The tensor of a history.

        Args:
            history: `[layer name, call, output]`.
            spec: What is recorded of it.
            first: The number that the first call of a Functional model has here.
        """
        match history:
            case [str(name), int(call), int(index)] if name in self.nodes and index >= 0:
                # A followed layer is no model and counts from zero all the same.
                shift = first if name in self.from_one and call >= first else 0
                position = call - shift
                if 0 <= position < len(self.nodes[name]):
                    ref = TensorRef(self.nodes[name][position], index)
                    self.used[ref.node] = max(index + 1, self.used.get(ref.node, 0))
                    if spec is not None:
                        self.specs.setdefault(ref, spec)
                    return ref
        raise DesignError(
            f"This model is damaged: a tensor is said to come from {quote(str(history)[:100])}, "
            "which it does not have."
        )

    def ends(self, config: Serialized, key: str) -> Any:
        """The inputs or outputs of a model, as a tree of tensors."""
        tree = config[key]
        ends = map_histories(tree, lambda history: self._tensor(history, None, 1))
        # Files of Keras 2 put a single one into a list, too.
        legacy = not any("module" in layer for layer in config["layers"])
        return ends[0] if legacy and isinstance(ends, list) and len(ends) == 1 else ends


def _tensors(call: Call | None) -> list[TensorRef]:
    return [leaf for leaf in leaves(call[1:]) if isinstance(leaf, TensorRef)] if call else []
