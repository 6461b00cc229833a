"""The outcome of the names phase: everything that the renderers look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from model_codegen import catalogue
from model_codegen.design.config_references import held_ids, replaced
from model_codegen.design.custom_layers import own_names
from model_codegen.design.errors import NotExpressible
from model_codegen.design.graph import Layer, Op, Operation, SubModel
from model_codegen.design.traversal import is_application
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import constructor_text
from model_codegen.emitters.custom_constructors import custom_text
from model_codegen.emitters.freezing import frozen_by_argument, frozen_by_attribute
from model_codegen.emitters.literals import (
    Arguments,
    ObjectText,
    Verbatim,
    call_text,
    config_value,
    literal,
    nested_layers,
)
from model_codegen.emitters.namespace import Namespace, identifier
from model_codegen.emitters.naming.automatic_names import (
    AutoNames,
    Key,
    Making,
    all_spelled,
    auto_names,
)
from model_codegen.emitters.naming.module_names import module_names
from model_codegen.emitters.placeholders import placeholder_text
from model_codegen.emitters.program import Program
from model_codegen.keras_bridge.layer_internals import uses_training

NUMBER = "index"
"""The variable that counts instances."""

NOTHING_GIVEN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Plan:
    """What is called how.

    Attributes:
        program: The design.
        names: The names of the module.
        build: The function that returns the model.
        blocks: By definition: the class, or the function that returns a model.
        are_classes: Whether definitions are classes.
        instances: By definition: the names of its instances.
        auto: Which layers need `name=`.
        frozen: The definitions of which an instance is frozen.
        trained: By graph: whether anything in it depends on `training`.
        masks: Whether tensors may carry masks.
        placeholders: By class of a layer that cannot be made here: the name that it is imported by.
        package: Under which Keras registers the classes.
    """

    program: Program
    names: Namespace
    build: str
    blocks: Mapping[str, str]
    are_classes: bool
    instances: Mapping[str, tuple[str, ...]]
    auto: AutoNames
    frozen: frozenset[str]
    trained: Mapping[str, bool]
    masks: bool
    placeholders: Mapping[str, str]
    package: str

    def make(
        self,
        body: Body,
        operation_id: str,
        given: Mapping[str, str] = NOTHING_GIVEN,
        number: str | None = None,
    ) -> str:
        """The expression that makes an operation; a list of them if it stands for several.

        Args:
            body: The graph it belongs to.
            operation_id: A layer or an instance of a definition.
            given: The variables of what several places share, by id, where it is made.
            number: The variable that counts the instances, where a statement around it does so.
        """
        operation = body.graph.operations[operation_id]
        listed = body.repeats(operation_id) > 1 and number is None
        if isinstance(operation, SubModel) and operation.repeat > 1:
            operation = replace(operation, name=numbered(operation.name, number or NUMBER))
        made = self._made(
            operation,
            given,
            spelled=self.spells(body, operation_id),
            frozen=frozen_by_argument(body, operation_id),
        )
        return f"[{made} {counting(body.repeats(operation_id), NUMBER)}]" if listed else made

    def make_shared(self, operation_id: str, given: Mapping[str, str]) -> str:
        """The expression that makes one of the design's operations.

        Its name is always written: in whichever order things are made, it stays the same.

        Args:
            operation_id: Its id.
            given: As in `make`.
        """
        operation = self.program.design.operations[operation_id]
        repeat = operation.repeat if isinstance(operation, SubModel) else 1
        if isinstance(operation, SubModel) and repeat > 1:
            operation = replace(operation, name=numbered(operation.name, NUMBER))
        callers = [b for b in self.program.bodies() if operation_id in b.given]
        frozen = bool(callers) and frozen_by_argument(callers[0], operation_id)
        spelled = not isinstance(operation, SubModel) or self.are_classes
        if isinstance(operation, SubModel) and not self.are_classes:
            spelled = len(self.instances[operation.model]) > 1
        made = self._made(operation, given, spelled=spelled, frozen=frozen)
        return f"[{made} {counting(repeat, NUMBER)}]" if repeat > 1 else made

    def label(self, operation_id: str) -> str:
        """What the variable of one of the design's operations is called."""
        operation = self.program.design.operations[operation_id]
        return operation_id if isinstance(operation, Op) else operation.name

    def frozen_as_made(self, operation_id: str) -> bool:
        """Whether one of the design's operations, which no graph calls, is frozen once it is made.

        Where a graph calls it, a statement after its first call freezes it.
        """
        operation = self.program.design.operations[operation_id]
        if isinstance(operation, Op) or operation.trainable:
            return False
        if any(operation_id in body.given for body in self.program.bodies()):
            return False
        return not (isinstance(operation, SubModel) and self.hands_on(operation))

    def _made(
        self, operation: Operation, given: Mapping[str, str], *, spelled: bool, frozen: bool
    ) -> str:
        if isinstance(operation, Op):
            raise TypeError(f"{operation.function} is called, not made")
        if isinstance(operation, SubModel):
            needed = self.program.shared.needs.get(operation.model, ())
            arguments: Arguments = [(None, given[key]) for key in needed]
            definition = self.program.definitions[operation.model]
            for name, default in definition.graph.parameters.items():
                value = operation.arguments.get(name, default)
                if type(value) is not type(default) or value != default:
                    arguments.append((definition.parameters[name], config_value(value)))
            if self.hands_on(operation):
                arguments.append(("trainable", "False"))
            if spelled:
                arguments.append(("name", literal(operation.name)))
            return f"{self.blocks[operation.model]}{call_text(arguments)}"
        if operation.recorded is not None:
            return self.placeholder(operation, spelled=spelled)

        def held(key: str) -> ObjectText:
            return ObjectText(given.get(key) or self.make_shared(key, given))

        config = replaced(operation.config, held) if held_ids(operation) else operation.config
        return constructor_text(
            replace(operation, config=config),
            self.program.design.dtype_policy,
            frozen=frozen,
            spelled=spelled,
        )

    def placeholder(self, layer: Layer, *, spelled: bool) -> str:
        """The expression that makes a layer that cannot be made here, or is of the design's code.

        Args:
            layer: The layer.
            spelled: Whether its name is written.
        """
        if own_names(layer, self.program.code):
            policy = self.program.design.dtype_policy
            return custom_text(layer, self.program.code, policy, spelled=spelled)
        return placeholder_text(layer, self.placeholders[layer.class_name])

    def takes_name(self, layer: Layer) -> bool:
        """Whether the constructor of a placeholder or custom layer takes `name=`."""
        return self.program.code.takes(layer.class_name, "name")

    def spells(self, body: Body, operation_id: str) -> bool:
        """Whether the name of an operation has to be written."""
        operation = body.graph.operations[operation_id]
        if isinstance(operation, SubModel) and not self.are_classes:
            return len(self.instances[operation.model]) > 1
        return (body.graph_id, operation_id) in self.auto.spelled

    def hands_on(self, operation: SubModel) -> bool:
        """Whether an instance is frozen by an argument, which its class hands on to its layers."""
        return self.are_classes and not operation.trainable

    def frozen_later(self, body: Body, operation_id: str) -> bool:
        """Whether an operation is frozen by a statement after its first call."""
        return frozen_by_attribute(body, operation_id, classes=self.are_classes)

    def takes_training(self, body: Body, operation_id: str) -> bool:
        """Whether the call of an operation takes `training` and depends on it."""
        operation = body.graph.operations[operation_id]
        if isinstance(operation, SubModel):
            return self.trained[operation.model]
        if not isinstance(operation, Layer):
            return False
        if operation.recorded is not None:
            return self.program.code.call_takes(operation.class_name, "training")
        if is_application(operation):
            return True
        return uses_training(catalogue.resolve(operation.class_name))


def make_plan(
    program: Program,
    style: str,
    making: Making,
    *,
    classes: bool,
    spelled: frozenset[Key] = frozenset(),
) -> Plan:
    """Name everything that a module defines.

    Args:
        program: The design.
        style: The style, for messages.
        making: How the main graph's layers are made.
        classes: Whether definitions become classes, or else functions.
        spelled: Layers whose names are written whatever Keras would call them.
    """
    named = module_names(program, classes=classes)
    names, build, blocks = named.names, named.build, named.blocks
    instances: dict[str, dict[str, None]] = {model: {} for model in program.definitions}
    submodels = [submodel for body in program.bodies() for submodel in body.submodels()]
    submodels += [o for o in program.held if isinstance(o, SubModel)]
    for submodel in submodels:
        names_of = instances[submodel.model]
        names_of[submodel.name] = None
        if submodel.repeat > 1:
            names_of[f"{submodel.name}_1"] = names_of[f"{submodel.name}_2"] = None
    masks = any(map(_may_mask, program.bodies())) or any(map(_makes_mask, program.held))
    try:
        auto = auto_names(style, program, making, blocks if classes else {}, spelled, masks=masks)
    except NotExpressible:
        if not program.unfinished:
            raise
        auto = all_spelled(program)
    trained: dict[str, bool] = {}
    plan = Plan(
        program,
        names,
        build,
        blocks,
        classes,
        {model: tuple(found) for model, found in instances.items()},
        auto,
        frozenset(submodel.model for submodel in submodels if not submodel.trainable),
        trained,
        masks,
        named.placeholders,
        identifier(program.main.graph.name, "model"),
    )
    for body in program.bodies():
        trained[body.graph_id] = any(plan.takes_training(body, key) for key in body.operations)
    return plan


def numbered(name: str, number: str) -> Verbatim:
    """The name of one of several instances as source: an f-string.

    Args:
        name: What all of them are called.
        number: The variable that counts them.
    """
    quoted = repr(name.replace("{", "{{").replace("}", "}}") + "_")
    return Verbatim(f"f{quoted[:-1]}{{{number}}}{quoted[-1]}")


def counting(count: int, number: str) -> str:
    """The head of a loop over so many instances, which are counted from 1."""
    return f"for {number} in range(1, {count + 1})"


def _may_mask(body: Body) -> bool:
    """Whether a call in the graph may attach a mask: `Embedding`, `Masking`, a mask passed on."""
    for node_id in body.calls:
        if _makes_mask(body.operation(node_id)):
            return True
        if any("mask" in name for name in body.node(node_id).kwargs):
            return True
    return False


def _makes_mask(operation: Operation) -> bool:
    if not isinstance(operation, Layer):
        return False
    made = [(operation.class_name, operation.config), *nested_layers(operation)]
    return any(path == MASKING or config.get("mask_zero") for path, config in made)


MASKING = "keras.layers.Masking"
