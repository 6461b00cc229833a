"""`Step`: one statement of a graph, apart from what may differ between it and its likes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from model_codegen.emitters.calls import GET_ITEM
from model_codegen.emitters.collect import Body
from model_codegen.emitters.folding.values import ABSENT, Condition, Param
from model_codegen.emitters.freezing import frozen_by_argument
from model_codegen.emitters.literals import default, is_object
from model_codegen.emitters.plan import Plan
from model_codegen.graph import Layer, Op, Slice, SubModel, TensorRef
from model_codegen.traversal import is_application, leaves, map_leaves, references

Slot = tuple[str | int, ...]
"""Where in a step a value stands: `("config", "units")`, `("name",)`, `("argument", 0)`."""

NAME: Slot = ("name",)


@dataclass(frozen=True)
class Call:
    """A call of the graph.

    Attributes:
        node_id: One of the calls that the step stands for.
        unspelled: The name of the layer, where it need not be written.
    """

    node_id: str
    path: str = ""
    unspelled: str | None = None


@dataclass(frozen=True)
class Use:
    """A call of a function that folding made."""

    function: Function


@dataclass(frozen=True)
class Loop:
    """A run of the same steps, each feeding the next.

    Attributes:
        steps: One turn. Tensor 0 is what the turn before returned, or comes in; the tensors after
            it come in and stay the same. What may differ stands in the slots of the loop's step.
        variables: What differs from turn to turn.
        ranged: Whether the only variable counts, in slots `("first",)` and `("last",)`; or else
            the slot `("rows",)` holds a tuple of values for every turn.
        unrolled: The steps that it stands for.
        starred: Whether a row is handed on as it is, `block(x, *arguments)`.
    """

    steps: tuple[Step, ...]
    variables: tuple[Parameter, ...]
    ranged: bool
    unrolled: tuple[Step, ...]
    starred: bool = False


@dataclass(frozen=True, eq=False)
class Step:
    """One statement.

    Attributes:
        form: What it is.
        shape: What two steps must have in common to become one line; None: it stays as it is.
        slots: What may differ.
        refs: The tensors it takes, in the order of its arguments, by number.
        results: The tensors it returns.
        nodes: Every call of the graph that it writes.
        weight: About how many lines it takes.
        when: The step is left out where this does not hold.
        otherwise: The tensor that stands for the result where the step is left out; only of the
            last of several steps that are left out together.
    """

    form: Call | Use | Loop
    shape: Hashable
    slots: Mapping[Slot, Any]
    refs: tuple[int, ...]
    results: tuple[int, ...]
    nodes: tuple[str, ...]
    weight: int = 1
    when: Condition | None = None
    otherwise: int | None = None


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function, or a variable of a loop.

    Attributes:
        param: How values refer to it.
        hint: What it is about, in Keras' words: `filters`.
        values: What it is at each place or in each turn; ABSENT where nothing depends on it.
    """

    param: Param
    hint: str
    values: tuple[Any, ...]


@dataclass(eq=False)
class Function:
    """A function that folding made.

    Attributes:
        key: Its number.
        inputs: How many tensors it takes; they have the first numbers.
        steps: What it does; the last one's result is returned.
        parameters: What differs between its uses.
        places: For each use the steps that it stands for; None where the use does without one.
    """

    key: int
    inputs: int
    steps: list[Step]
    parameters: tuple[Parameter, ...]
    places: tuple[tuple[Step | None, ...], ...]

    def tells(self, index: int) -> bool:
        """Whether steps are taken only where a parameter is given."""
        param = self.parameters[index].param
        return any(
            s.when is not None and s.when == Condition(param, "!=", None) for s in self.steps
        )


@dataclass(frozen=True)
class SlotInfo:
    """What is known of a slot: whether it is (part of) a name, what it is about, its default."""

    named: bool
    hint: str
    default: Any = ABSENT


def slot_info(step: Step, slot: Slot) -> SlotInfo:
    """Tell what a slot of a step is."""
    form = step.form
    if isinstance(form, Use):
        parameter = form.function.parameters[int(slot[1])]
        return SlotInfo(parameter.param.kind != "value", parameter.hint)
    if isinstance(form, Loop):
        if slot[0] == "body":
            return slot_info(form.steps[int(slot[1])], slot[2:])
        return SlotInfo(False, "count" if slot[0] == "last" else str(slot[0]))
    if slot[-1] == "name":
        return SlotInfo(True, "name")
    path, known = form.path, step.shape
    if slot[0] == "config" and len(slot) > 2:
        assert isinstance(known, tuple)
        path = dict(known[-1])[slot[:-1]]
    hint = slot[-1] if isinstance(slot[-1], str) else "value"
    given = default(path, hint) if slot[0] == "config" else ...
    return SlotInfo(False, hint, ABSENT if given is ... else given)


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
    if len(results) != 1 or plan.frozen_later(body, node.operation):
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
        return fixed
    slots, wrapped = _config_slots(operation)
    unspelled = operation.name
    if plan.spells(body, node.operation):
        slots[NAME], unspelled = operation.name, None
    frozen = frozen_by_argument(body, node.operation)
    shape = (operation.class_name, operation.dtype, frozen, structure, tuple(wrapped.items()))
    call = Call(node_id, operation.class_name, unspelled)
    length = len(plan.make(body, node.operation))
    behind = 2 + 6 * len(refs) - 5
    weight = 1 if length + behind <= 80 else 3 if length <= 95 else 3 + len(slots)
    return Step(call, shape, slots, refs, results, (node_id,), weight)


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
                slots[place] = value

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


def walk_steps(steps: list[Step] | tuple[Step, ...]) -> Iterator[Step]:
    """Every step, those in loops too."""
    for step in steps:
        yield step
        if isinstance(step.form, Loop):
            yield from walk_steps(turn(step))


def turn(step: Step) -> tuple[Step, ...]:
    """The steps of one turn of a loop, with what its step says about them."""
    form = step.form
    assert isinstance(form, Loop)
    slots: list[dict[Slot, Any]] = [{} for _ in form.steps]
    for slot, value in step.slots.items():
        if slot[0] == "body":
            slots[int(slot[1])][slot[2:]] = value
    return tuple(replace(s, slots=found) for s, found in zip(form.steps, slots, strict=True))


def nodes_of(steps: Iterable[Step | None]) -> tuple[str, ...]:
    """Every call of the graph that steps write."""
    return tuple(dict.fromkeys(n for step in steps if step is not None for n in step.nodes))
