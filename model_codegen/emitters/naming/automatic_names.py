"""Phase two, a part: which layers need `name=`, because Keras would call them something else.

Keras numbers automatic names in the order in which objects are made, so the making is played
through as a fresh interpreter would do it. A name is left out only where that proves it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from model_codegen import catalogue
from model_codegen.analysis.application_models import given_names
from model_codegen.design.config_references import held_ids
from model_codegen.design.custom_layers import own_names
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.errors import NotExpressible
from model_codegen.design.graph import INPUT_CLASS, Layer, Op, Operation, SubModel
from model_codegen.design.traversal import is_application
from model_codegen.emitters.body import Body
from model_codegen.emitters.freezing import made_before_chain
from model_codegen.emitters.literals import nested_layers
from model_codegen.emitters.program import Program
from model_codegen.keras_bridge.automatic_names import auto_name
from model_codegen.keras_bridge.layer_internals import layer_stems, mask_stems, op_stems

Making = Literal["calls", "chain", "attributes"]
"""How a graph's operations are made: each at its first call, with ops and inputs (a function of
calls); the same without ops (the list of a Sequential); or all layers at once (an `__init__`)."""

Key = tuple[str, str]
"""Graph id and operation or node id."""

_MOST_INSTANCES = 1000
"""How many instances of definitions are played through one by one."""


@dataclass(frozen=True)
class AutoNames:
    """Which names must be written.

    Attributes:
        spelled: Operations whose name Keras would not give by itself.
        skipped: By call of an op: the automatic name that must be used up before it, since Keras
            would give it to the op and it is a layer's; with how many times over.
    """

    spelled: frozenset[Key]
    skipped: Mapping[Key, tuple[str, int]]


def auto_names(
    style: str,
    program: Program,
    making: Making,
    class_names: Mapping[str, str],
    spelled: frozenset[Key] = frozenset(),
    *,
    masks: bool,
) -> AutoNames:
    """Find out which names must be written.

    Args:
        style: The style, for messages.
        program: The design.
        making: How the main graph's operations are made.
        class_names: By definition: the class whose instances it becomes; empty where definitions
            are functions that return models, which are named outright.
        spelled: Operations whose names are written in any case.
        masks: Whether tensors may carry masks.

    Raises:
        NotExpressible: If a layer has a name that Keras may give to an op, and no one can tell.
    """
    skipped: Counter[Key] = Counter()
    while True:
        play = _Play(style, program, class_names, skipped, masks, set(spelled))
        clash = play.main(making)
        if clash is None:
            found = {key: (play.stems[key], count) for key, count in skipped.items()}
            return AutoNames(frozenset(play.spelled), found)
        skipped[clash] += 1


def all_spelled(program: Program) -> AutoNames:
    """Every name written: of an unfinished design whose names are in conflict.

    Args:
        program: The design.
    """
    bodies = program.bodies()
    return AutoNames(frozenset((b.graph_id, key) for b in bodies for key in b.graph.operations), {})


@dataclass
class _Play:
    """One play, up to the first op that is given the name of a layer in its graph."""

    style: str
    program: Program
    class_names: Mapping[str, str]
    skipped: Counter[Key]
    masks: bool
    spelled: set[Key] = field(default_factory=set)
    stems: dict[Key, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    unsure: set[str] = field(default_factory=set)
    played: set[str] = field(default_factory=set)

    def main(self, making: Making) -> Key | None:
        """Play the making of the main graph; return the call of an op that clashes, if one does."""
        mentions = self.program.needed_code.mentions
        many = sum(self.program.instances.values()) > _MOST_INSTANCES
        for body in self.program.bodies():
            uncounted = body.graph_id in self.class_names or (
                many and self.program.instances[body.graph_id] > 1
            )
            for operation_id in body.operations:
                operation = body.graph.operations[operation_id]
                self.unsure |= _inside(operation, masks=self.masks)
                if isinstance(operation, Layer) and own_names(operation, self.program.code):
                    self.unsure |= {auto_name(each) for each in mentions}
                if uncounted:
                    self.unsure |= set(taken_aside(operation, body.dtype_policy))
        for operation in self.program.held:
            self.unsure |= _inside(operation, masks=self.masks)
        for operation_id in self.program.shared.made:
            if (clash := self.shared(operation_id, many=many)) is not None:
                return clash
        return self.body(self.program.main, making, many=many)

    def shared(self, operation_id: str, *, many: bool) -> Key | None:
        """Play the making of one of the design's operations, whose own name is written."""
        operation = self.program.design.operations[operation_id]
        if isinstance(operation, SubModel):
            return self.definition(operation, many=many)
        self.counts.update(taken_aside(operation, self.program.design.dtype_policy))
        return self.arguments(operation, many=many)

    def arguments(self, operation: Operation, *, many: bool) -> Key | None:
        """Play the making of the design's operations that are arguments of a layer only."""
        shared = self.program.shared.made
        for operation_id in held_ids(operation):
            clash = None if operation_id in shared else self.shared(operation_id, many=many)
            if clash is not None:
                return clash
        return None

    def body(self, body: Body, making: Making, *, many: bool) -> Key | None:
        made = set(body.given)
        if making == "chain":
            classes = bool(self.class_names)
            for operation_id in body.operations:
                operation = body.graph.operations[operation_id]
                if isinstance(operation, Op):
                    continue
                if operation_id not in made and made_before_chain(
                    body, operation_id, classes=classes
                ):
                    made.add(operation_id)
                    clash = self.make(body, operation_id, operation, many=many)
                    if clash is not None:
                        return clash
        if making != "attributes":
            # People feed several inputs by name, and Keras compares a dict's keys with them.
            several = not isinstance(body.graph.inputs, str)
            for node_id in body.inputs:
                operation_id = body.node(node_id).operation
                self.name(body, operation_id, "InputLayer", spelled=several)
        order = body.calls
        if making == "attributes":
            order = tuple(body.operations[operation_id][0] for operation_id in body.made)
        for node_id in order:
            operation_id = body.node(node_id).operation
            operation = body.graph.operations[operation_id]
            clash = None
            if isinstance(operation, Op):
                if making == "calls":
                    clash = self.op(body, node_id, operation)
            elif operation_id not in made:
                made.add(operation_id)
                clash = self.make(body, operation_id, operation, many=many)
            if clash is not None:
                return clash
        return None

    def op(self, body: Body, node_id: str, op: Op) -> Key | None:
        stems = op_stems(catalogue.resolve(op.function))
        if len(stems) != 1 or not stems.isdisjoint(self.unsure):
            self.refuse_risk(body, node_id, op, stems)
            return None
        (own,) = stems
        key = (body.graph_id, node_id)
        self.stems[key] = own
        self.counts[own] += self.skipped[key]
        if self.next(own) in body.names:
            return key
        self.counts[own] += 1
        return None

    def refuse_risk(self, body: Body, node_id: str, op: Op, stems: frozenset[str]) -> None:
        for name in body.names:
            if any(re.fullmatch(rf"{own}(_\d+)?", name) for own in stems):
                message = (
                    f"Keras may call the operation {op.function} `{name}` as well, which is the "
                    "name of a layer; give the layer another name."
                )
                found = Diagnostic("duplicate-name", "error", message, (node_id,), body.graph_id)
                raise NotExpressible(self.style, [found])

    def make(
        self, body: Body, operation_id: str, operation: Layer | SubModel, *, many: bool
    ) -> Key | None:
        if isinstance(operation, Layer):
            if operation.recorded is not None:
                self.placeholder(body, operation_id, operation)
                return None
            self.counts.update(taken_aside(operation, body.dtype_policy))
            if is_application(operation):
                # Its default name is taken from no counter.
                if operation.name != given_names(operation, body.dtype_policy).own:
                    self.spelled.add((body.graph_id, operation_id))
                return None
            self.name(body, operation_id, catalogue.resolve(operation.class_name).__name__)
            return self.arguments(operation, many=many)
        class_name = self.class_names.get(operation.model)
        if class_name is not None and operation.repeat == 1:
            self.name(body, operation_id, class_name)
        elif class_name is not None:
            self.spelled.add((body.graph_id, operation_id))
        for _ in range(operation.repeat):
            clash = self.definition(operation, many=many)
            if clash is not None or many:
                return clash
        return None

    def definition(self, operation: SubModel, *, many: bool) -> Key | None:
        """Play the making of an instance of a definition, its own name apart."""
        class_name = self.class_names.get(operation.model)
        definition = self.program.definitions[operation.model]
        if many and operation.model in self.played:
            return None
        self.played.add(operation.model)
        return self.body(definition, "calls" if class_name is None else "attributes", many=many)

    def placeholder(self, body: Body, operation_id: str, layer: Layer) -> None:
        """Only a class of the design's code has an automatic name that can be told."""
        if own_names(layer, self.program.code):
            self.name(body, operation_id, layer.class_name.rpartition(".")[2])
        else:
            self.spelled.add((body.graph_id, operation_id))

    def name(
        self, body: Body, operation_id: str, class_name: str, *, spelled: bool = False
    ) -> None:
        operation = body.graph.operations[operation_id]
        own = auto_name(class_name)
        # Two instances of a definition cannot be named alike by two different numbers.
        repeated = self.program.instances[body.graph_id] > 1
        matches = not isinstance(operation, Op) and operation.name == self.next(own)
        key = body.graph_id, operation_id
        if spelled or key in self.spelled or repeated or own in self.unsure or not matches:
            self.spelled.add(key)
        else:
            self.counts[own] += 1

    def next(self, own: str) -> str:
        return f"{own}_{self.counts[own]}" if self.counts[own] else own


def _inside(operation: Operation, *, masks: bool) -> frozenset[str]:
    """Stems that may be taken by what Keras makes inside."""
    if isinstance(operation, Op):
        stems = op_stems(catalogue.resolve(operation.function))
        return stems if len(stems) != 1 else frozenset()
    if isinstance(operation, SubModel) or operation.class_name == INPUT_CLASS:
        return frozenset()
    if operation.recorded is not None or is_application(operation):
        return frozenset()
    paths = [operation.class_name, *(path for path, _ in nested_layers(operation))]
    found = [layer_stems(catalogue.resolve(path)) for path in paths]
    if masks:
        found += [mask_stems(catalogue.resolve(path)) for path in paths]
    return frozenset().union(*found)


def taken_aside(operation: Operation, dtype_policy: str = "float32") -> Counter[str]:
    """Stems that are taken for certain without being the operation's own, and how often each.

    Args:
        operation: The operation.
        dtype_policy: The design's policy.
    """
    if isinstance(operation, Op):
        return Counter(op_stems(catalogue.resolve(operation.function)))
    if isinstance(operation, SubModel) or operation.recorded is not None:
        return Counter()
    if is_application(operation):
        return Counter(given_names(operation, dtype_policy).taken)
    return Counter(
        auto_name(catalogue.resolve(path).__name__)
        for path, config in nested_layers(operation)
        if config.get("name") is None
    )
