"""The statements of a graph as `Step`s."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from model_codegen.design.config_references import held_ids
from model_codegen.design.graph import Layer, Op, Slice, SubModel, TensorRef
from model_codegen.design.traversal import is_application, leaves, map_leaves, references
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import GET_ITEM
from model_codegen.emitters.folding.steps import NAME, Call, Slot, Step, plain
from model_codegen.emitters.freezing import frozen_by_argument
from model_codegen.emitters.literals import is_object
from model_codegen.emitters.placeholders import is_written_as_call
from model_codegen.emitters.plan import Plan


def lower(plan: Plan, body: Body) -> list[Step]:
    """The statements of a graph, in order, inputs apart.

    Args:
        plan: The names.
        body: The graph.
    """
    numbers = {TensorRef(node_id): index for index, node_id in enumerate(body.inputs)}
    steps = []
    for node_id in body.calls:
        results = [TensorRef(node_id, index) for index in range(len(body.specs(node_id)))]
        for ref in results:
            numbers[ref] = len(numbers)
        steps.append(_step(plan, body, node_id, numbers, tuple(numbers[ref] for ref in results)))
    return steps


def tensor_numbers(body: Body) -> dict[TensorRef, int]:
    """The number by which each tensor is known in the steps of a graph."""
    refs = [TensorRef(node_id) for node_id in body.inputs]
    for node_id in body.calls:
        refs += [TensorRef(node_id, index) for index in range(len(body.specs(node_id)))]
    return {ref: index for index, ref in enumerate(refs)}


def _step(
    plan: Plan,
    body: Body,
    node_id: str,
    numbers: Mapping[TensorRef, int],
    results: tuple[int, ...],
) -> Step:
    node, operation = body.node(node_id), body.operation(node_id)
    refs = tuple(numbers[ref] for ref in references(node))
    fixed = Step(Call(node_id), None, {}, refs, results, (node_id,))
    calls = len(body.operations[node.operation])
    if (body.graph_id, node_id) in plan.program.comments:
        return fixed  # a line that stands for many has nothing to say of one
    if len(results) != 1 or plan.frozen_later(body, node.operation):
        return fixed
    if node.operation in body.given or held_ids(operation):
        return fixed
    if isinstance(operation, SubModel) and (
        operation.arguments
        or operation.repeat > 1
        or plan.program.shared.needs.get(operation.model)
    ):
        return fixed
    if isinstance(operation, Op):
        if (body.graph_id, node_id) in plan.auto.skipped:
            return fixed
        slots, structure = _op_slots(operation, node)
        dtypes = tuple(body.spec(ref).dtype for ref in references(node))
        shape: Hashable = (
            "op",
            operation.function,
            structure,
            dtypes,
            body.specs(node_id)[0].dtype,
        )
        return Step(Call(node_id), shape, slots, refs, results, (node_id,))
    if calls > 1 or is_application(operation):
        return fixed
    structure = _structure([*node.args, dict(node.kwargs)])
    if isinstance(operation, SubModel):
        spelled = plan.spells(body, node.operation)
        unspelled = None if spelled else operation.name
        slots = {NAME: operation.name} if spelled else {}
        shape = ("model", operation.model, operation.trainable, spelled, structure)
        return Step(Call(node_id, "", unspelled), shape, slots, refs, results, (node_id,))
    if operation.recorded is not None:
        if not is_written_as_call(operation) or not plan.takes_name(operation):
            return fixed
        slots = {("config", key): value for key, value in operation.config.items()}
        slots[NAME] = operation.name
        shape = ("placeholder", operation.class_name, operation.dtype, structure)
        length = len(plan.make(body, node.operation))
        return Step(Call(node_id), shape, slots, refs, results, (node_id,), _weight(length, slots))
    slots, wrapped = _config_slots(operation)
    unspelled = operation.name
    if plan.spells(body, node.operation):
        slots[NAME], unspelled = operation.name, None
    frozen = frozen_by_argument(body, node.operation)
    shape = (operation.class_name, operation.dtype, frozen, structure, tuple(wrapped.items()))
    call = Call(node_id, operation.class_name, unspelled)
    length = len(plan.make(body, node.operation)) + 6 * (len(refs) - 1)
    return Step(call, shape, slots, refs, results, (node_id,), _weight(length, slots))


def _weight(length: int, slots: Mapping[Slot, Any]) -> int:
    """About how many lines the call of a layer takes that is made in so many characters."""
    return 1 if length <= 77 else 3 if length <= 95 else 3 + len(slots)


def _config_slots(layer: Layer) -> tuple[dict[Slot, Any], dict[Slot, str]]:
    """Every argument of a layer, also of a layer that it wraps; and the classes of the latter."""
    slots: dict[Slot, Any] = {}
    wrapped: dict[Slot, str] = {}

    def add(path: Slot, config: Mapping[str, Any]) -> None:
        for key, value in config.items():
            place = (*path, key)
            if is_object(value) and value["class_name"].startswith("keras.layers."):
                wrapped[place] = value["class_name"]
                add(place, value.get("config") or {})
            else:
                slots[place] = plain(key, value)

    add(("config",), layer.config)
    return slots, wrapped


def _op_slots(op: Op, node: Any) -> tuple[dict[Slot, Any], Hashable]:
    slots: dict[Slot, Any] = {}
    if op.function == GET_ITEM:
        return slots, _structure([*node.args, dict(node.kwargs)])
    args = list(node.args)
    kwargs = dict(node.kwargs)
    for index, argument in enumerate(args):
        if _is_plain(argument):
            slots["argument", index], args[index] = argument, "plain"
    for key, argument in kwargs.items():
        if _is_plain(argument):
            slots["argument", key], kwargs[key] = argument, "plain"
    return slots, _structure([*args, kwargs])


def _is_plain(argument: Any) -> bool:
    return not any(isinstance(leaf, (TensorRef, Slice)) or leaf is ... for leaf in leaves(argument))


def _structure(argument: Any) -> str:
    """A text that is the same for two arguments that differ in their tensors only."""
    return repr(map_leaves(argument, lambda leaf: "*" if isinstance(leaf, TensorRef) else [leaf]))
