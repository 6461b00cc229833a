"""One part of how a model is trained: its optimizer, a callback, a stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Any, Self

from pydantic import (
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    model_validator,
)

from app.core.lessons.facts import UNKNOWN, Facts
from app.core.lessons.predicates.argument import Argument, Name, Pattern, matches
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.values import same, shown
from app.core.lessons.verdict import Finding
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.training import Stage as DesignStage
from model_codegen.design.wording import listing, quote

Number = StrictInt | StrictFloat

Plain = Annotated[StrictStr, Field(max_length=200)] | StrictBool | Number | None
"""Values that can be compared by eye; a text may be a pattern: `val_*`."""


class Bounds(Argument):
    """From when to when."""

    at_least: Number | None = None
    at_most: Number | None = None

    def holds(self, value: Any) -> bool:
        """Whether it is a number within."""
        return (
            isinstance(value, (int, float))
            and (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
        )

    def __repr__(self) -> str:
        """As a function in Python that says whether a number is within."""
        low = "" if self.at_least is None else f"{self.at_least!r} <= "
        high = "" if self.at_most is None else f" <= {self.at_most!r}"
        return f"lambda number: {low}number{high}"

    def __str__(self) -> str:
        low = "" if self.at_least is None else f"at least {self.at_least:g}"
        high = "" if self.at_most is None else f"at most {self.at_most:g}"
        return " and ".join(filter(None, (low, high)))


class Part(Argument):
    """An object that training is done with, and what its arguments are."""

    model_config = ConfigDict(extra="allow", frozen=True)

    __pydantic_extra__: dict[str, Plain | Bounds]

    class_: Name = Field(alias="class")

    @property
    def arguments(self) -> Mapping[str, Plain | Bounds]:
        """By name."""
        return self.model_extra or {}

    def __str__(self) -> str:
        sets = [
            f"`{name}` {value}" if isinstance(value, Bounds) else f"`{name}={shown(value)}`"
            for name, value in self.arguments.items()
        ]
        return f"{self.class_} with {listing(sets, 12)}" if sets else self.class_


def _part_python(wanted: Part) -> str:
    return "".join([repr(wanted.class_), *(f", {n}={v!r}" for n, v in wanted.arguments.items())])


def _optimizer_python(wanted: Part) -> Iterator[str]:
    if all(map(str.isidentifier, wanted.arguments)):
        yield f"is_a(trains.compiled['optimizer'], {_part_python(wanted)})"


def _callback_python(wanted: Part) -> Iterator[str]:
    if all(map(str.isidentifier, wanted.arguments)):
        yield f"has_callback(trains, {_part_python(wanted)})"


@predicate("optimizer", _optimizer_python)
def optimizer(facts: Facts, wanted: Part) -> Finding:
    """The optimizer is of this `class`, with these arguments; one that is not set has its default.

    Example:
        optimizer: {class: SGD, learning_rate: 0.1, global_clipnorm: 1.0}
    """
    asked = f"The optimizer is {wanted}."
    here = facts.design.training
    if here is None:
        return Finding(asked, False, f"The Train tab is empty yet. {asked}")
    wrong = _difference("optimizer", wanted, here.optimizer, facts.catalogue)
    return Finding(asked, wrong is None, wrong or asked)


@predicate("callback", _callback_python)
def callback(facts: Facts, wanted: Part) -> Finding:
    """One of the callbacks is of this `class`, with these arguments; one that is not set has its
    default.

    Example:
        callback: {class: EarlyStopping, monitor: "val_*", patience: {at_least: 3}}
    """
    asked = f"There is the callback {wanted}."
    here = facts.design.training
    found = [_difference("callback", wanted, one, facts.catalogue) for one in _callbacks(here)]
    if None in found:
        return Finding(asked, True, asked)
    of_class = [
        wrong
        for wrong, one in zip(found, _callbacks(here), strict=True)
        if wrong is not None and same(wanted.class_, one)
    ]
    return Finding(asked, False, of_class[0] if of_class else f"There is no {wanted.class_} yet.")


class Stage(Argument):
    """Which stage, and what it does."""

    number: Annotated[StrictInt, Field(ge=1, le=1_000)]
    frozen: Pattern | None = None
    free: Pattern | None = None
    learning_rate: Bounds | None = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.frozen is None and self.free is None and self.learning_rate is None:
            raise ValueError("say what it does: frozen:, free: or learning_rate:")
        return self


def _stage_python(wanted: Stage) -> Iterator[str]:
    for pattern, learns in ((wanted.frozen, False), (wanted.free, True)):
        if pattern is not None:
            yield f"is_in_stage(trains, {wanted.number}, {pattern!r}, {learns})"
    if wanted.learning_rate is not None:
        yield f"has_rate(trains, {wanted.number}, {wanted.learning_rate!r})"


@predicate("stage", _stage_python)
def stage(facts: Facts, wanted: Stage) -> Finding:
    """What one stage of the training does, by its `number` from 1.

    `frozen` and `free` are layers, or a pattern of their names, as they are in that stage: what an
    earlier one set stays. A layer of which the last layers are free is free. `learning_rate` is
    `at_least` and `at_most`; it is the optimizer's where the stage has none of its own.

    Example:
        stage: {number: 2, free: "mobilenet*", learning_rate: {at_most: 0.0001}}
    """
    parts = [
        f"{quote(pattern)} {how}"
        for pattern, how in ((wanted.frozen, "frozen"), (wanted.free, "free"))
        if pattern is not None
    ]
    bounds = wanted.learning_rate
    if bounds is not None:
        parts.append(f"a learning rate of {bounds}")
    asked = f"Stage {wanted.number} has {listing(parts)}."
    here = facts.design.training
    stages = here.stages if here is not None else ()
    if here is None or len(stages) < wanted.number:
        return Finding(asked, False, f"There is no stage {wanted.number} yet.")
    for pattern, free in ((wanted.frozen, False), (wanted.free, True)):
        if pattern is not None:
            now = _freedom(facts, pattern, stages[: wanted.number])
            if now is None:
                return Finding(asked, False, f"The model has no layer {quote(pattern)}.")
            if now is not free:
                state = "free" if now else "frozen"
                text = f"In stage {wanted.number}, {quote(pattern)} is {state}. {asked}"
                return Finding(asked, False, text)
    if bounds is not None:
        rate = stages[wanted.number - 1].learning_rate
        if rate is None:
            rate = _argument(here.optimizer, "learning_rate", "optimizer", facts.catalogue)
        if not bounds.holds(rate):
            said = f"{rate:g}" if isinstance(rate, (int, float)) else "not known"
            text = f"The learning rate of stage {wanted.number} is {said}. {asked}"
            return Finding(asked, False, text)
    return Finding(asked, True, asked)


def _freedom(facts: Facts, pattern: str, stages: Iterable[DesignStage]) -> bool | None:
    """Whether a layer may learn after some stages have begun; None: there is no such layer."""
    meant = [layer for layer in facts.layers if matches(pattern, layer.name, layer.kind)]
    if not meant:
        return None
    free = meant[0].trainable
    for one in stages:
        for name, value in one.trainable.items():
            if name == meant[0].name:
                free = value is not False
    return free


def _callbacks(training: Any) -> tuple[Any, ...]:
    return () if training is None else tuple(training.callbacks)


def _difference(
    noun: str, wanted: Part, here: Mapping[str, Any], catalogue: Catalogue | None
) -> str | None:
    if not same(wanted.class_, here):
        return f"The {noun} is {shown(here)}; asked for is {wanted.class_}."
    for name, value in wanted.arguments.items():
        found = _argument(here, name, noun, catalogue)
        if isinstance(value, Bounds):
            passed, asked = value.holds(found), str(value)
        else:
            pattern = isinstance(value, str) and isinstance(found, str)
            passed = (pattern and fnmatchcase(found, value)) or same(value, found)
            asked = shown(value)
        if not passed:
            is_ = "is not set" if found is UNKNOWN else f"is {shown(found)}"
            return f"`{name}` of {wanted.class_} {is_}; asked for is {asked}."
    return None


def _argument(held: Mapping[str, Any], name: str, noun: str, catalogue: Catalogue | None) -> Any:
    """An argument of an object, else its default; `UNKNOWN` if that is not known."""
    config = held.get("config")
    if isinstance(config, Mapping) and name in config:
        return config[name]
    path = held.get("class_name")
    for entry in catalogue.training.values() if catalogue else ():
        if entry.path == path and entry.kind == noun:
            schema = entry.schema.get("properties", {}).get(name, {})
            return schema.get("default", UNKNOWN)
    return UNKNOWN


PREDICATES = (optimizer, callback, stage)
