"""`Step`: one statement of a graph, apart from what may differ between it and its likes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from model_codegen.emitters.folding.slot_values import ABSENT, Condition, Param, Part, tokens
from model_codegen.emitters.literals import default

Slot = tuple[str | int, ...]
"""Where in a step a value stands: `("config", "units")`, `("name",)`, `("argument", 0)`."""

NAME: Slot = ("name",)

_SAME_IN_ALL_AXES = frozenset({"strides", "dilation_rate", "kernel_size", "pool_size"})
"""Arguments of which one number stands for as many of the same."""


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

    @cached_property
    def names(self) -> tuple[tuple[Part, ...], ...]:
        """The names that it spells, in tokens."""
        form = self.form
        return tuple(
            (value,) if isinstance(value, Param) else tokens(value)
            for slot, value in self.slots.items()
            if slot == NAME
            or (
                isinstance(form, Use)
                and form.function.parameters[int(slot[1])].param.kind == "name"
            )
        )

    @cached_property
    def slots_text(self) -> str:
        """What its slots hold, as a text: the same for two steps that say the same."""
        return repr(self.slots)

    @cached_property
    def said(self) -> str:
        """What its slots hold apart from names, as a text."""
        return repr([item for item in self.slots.items() if not slot_info(self, item[0]).named])


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
        title: What it is called, where somebody has named it.
    """

    key: int
    inputs: int
    steps: list[Step]
    parameters: tuple[Parameter, ...]
    places: tuple[tuple[Step | None, ...], ...]
    title: str = ""

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
    given = default(path, hint) if slot[0] == "config" and path else ...
    return SlotInfo(False, hint, ABSENT if given is ... else plain(hint, given))


def plain(argument: str, value: Any) -> Any:
    """The value of an argument, as one number where that stands for as many of the same.

    Args:
        argument: Its name.
        value: As a document has it.
    """
    alike = isinstance(value, (list, tuple)) and value and all(v == value[0] for v in value)
    return value[0] if alike and argument in _SAME_IN_ALL_AXES else value


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


def depth(step: Step) -> int:
    """How many loops are in each other."""
    return 1 + max(map(depth, step.form.steps)) if isinstance(step.form, Loop) else 0


def renumbered(steps: Iterable[Step], taken: Iterable[int]) -> list[Step]:
    """The same steps with the tensors that they take from outside first, then their results.

    Args:
        steps: Steps that return one tensor each.
        taken: The tensors from outside, in the order of their new numbers.
    """
    numbers = {ref: index for index, ref in enumerate(taken)}
    found = []
    for step in steps:
        numbers[step.results[0]] = len(numbers)
        refs = tuple(numbers[ref] for ref in step.refs)
        found.append(replace(step, refs=refs, results=(numbers[step.results[0]],)))
    return found
