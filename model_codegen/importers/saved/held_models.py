"""Models that layers have as arguments: they are operations of the design, called by no graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from model_codegen.design.graph import ModelGraph, Operation, SubModel
from model_codegen.importers.saved.definitions import Definitions
from model_codegen.importers.saved.serialized_models import Serialized, name_of, names_in, unique


@dataclass
class HeldModels:
    """The models that layers of one file hold.

    Args:
        value: What the file holds.
        definitions: Those of its models.
        operations: The operations of the design; grows by what is held.
    """

    value: Serialized
    definitions: Definitions
    operations: dict[str, Operation]
    _known: dict[object, tuple[Serialized, str]] = field(default_factory=dict)
    _names: Counter[str] = field(default_factory=Counter)

    def key(self, value: Serialized, read: Callable[[Serialized, str], ModelGraph]) -> str:
        """The id of the operation that a model is, which is read where it is new.

        Args:
            value: The model.
            read: Reads it, given the id that its graph would have.
        """
        token = value.get("object", id(value))
        if token in self._known:
            return self._known[token][1]
        name = name_of(value, "model")
        model = self.definitions.define(lambda own: read(value, own), name)
        if not self._names:
            self._names.update(names_in(self.value))
        # An operation of a graph would be meant in its place.
        taken = {n for n, count in self._names.items() if count > 1}
        key = unique(name, taken | {*self.operations})
        trainable = value["config"].get("trainable") is not False
        self.operations[key] = SubModel(model, name, trainable=trainable)
        self._known[token] = value, key  # with the value, so that no other one gets its `id`
        return key
