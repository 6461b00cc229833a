"""Which layers a model has, how often it calls them, and how they are set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.core.lessons.facts import Facts
from app.core.lessons.layer_facts import LayerFacts
from app.core.lessons.predicates.argument import Amount, Argument, Pattern
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.predicates.selection import (
    KerasClass,
    chosen,
    is_kind,
    named,
    none,
    words,
)
from app.core.lessons.verdict import Finding
from model_codegen.design.wording import listing, quote


class Layers(Argument):
    """Which, and how many."""

    like: Pattern | None = None
    class_: KerasClass | None = Field(None, alias="class")
    count: Amount = Amount(at_least=1)

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.like is None and self.class_ is None:
            raise ValueError("say which: like: or class:")
        return self


def _layers_python(wanted: Layers) -> Iterator[str]:
    if _is_function(wanted.class_):
        return
    found = f"len(layers_of(model, {wanted.like or '*'!r}, {_text(wanted.class_)}))"
    yield wanted.count.python(found)


@predicate("layers", _layers_python)
def layers(facts: Facts, wanted: Layers) -> Finding:
    """The model has so many layers of a name or class, those in blocks counted, too.

    `like` is a name or class, or a pattern of one; `class` is a class; `count` is a number, or
    `at_least` and `at_most`, and 1 or more where it is left out. A layer that is called twice
    counts once. Inputs do not count.

    Example:
        layers: {class: Dense, count: 3}
        layers: {like: "enc_*", count: {at_least: 2}}
    """
    found = chosen(facts, wanted.like, wanted.class_)
    one, many = (words(wanted.like, wanted.class_, number) for number in (1, 2))
    asked = f"The model has {wanted.count} {one if wanted.count.is_one else many}."
    passed = wanted.count.holds(len(found))
    if not found:
        here = f"The model has no {one}"
    elif len(found) == 1:
        here = f"The model has 1 {one}, {named(found)}"
    else:
        here = f"The model has {len(found):,} {many}, {named(found)}"
    more = f"; {wanted.count} {_is(wanted.count)} asked for"
    return Finding(asked, passed, f"{here}." if passed or not found else f"{here}{more}.")


class Calls(Argument):
    """Which layers, and how often they are called."""

    layer: Pattern | None = None
    class_: KerasClass | None = Field(None, alias="class")
    times: Amount
    count: Amount | None = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.layer is None and self.class_ is None:
            raise ValueError("say which: layer: or class:")
        return self


def _calls_python(wanted: Calls) -> Iterator[str]:
    if _is_function(wanted.class_):
        return
    found = f"layers_of(model, {wanted.layer or '*'!r}, {_text(wanted.class_)})"
    if wanted.count is None:
        yield found
        yield f"all({wanted.times.python('times')} for times in calls_of(model, {found}))"
    else:
        counted = f"sum({wanted.times.python('times')} for times in calls_of(model, {found}))"
        yield wanted.count.python(counted)


@predicate("calls", _calls_python)
def calls(facts: Facts, wanted: Calls) -> Finding:
    """Layers are called so often: one object, whose weights all calls share.

    `layer` is a name or class, or a pattern of one; all that it means must be called `times` times,
    or, with `count`, so many of them. A layer in a block is called whenever the block is.

    Example:
        calls: {layer: "enc_*", times: 2}
        calls: {class: Dense, times: 2, count: 2}
    """
    found = chosen(facts, wanted.layer, wanted.class_)
    what = words(wanted.layer, wanted.class_)
    often = _times(wanted.times)
    right = [layer for layer in found if wanted.times.holds(layer.times)]
    if wanted.count is not None:
        passed = wanted.count.holds(len(right))
        asked = f"Of the {what}, {wanted.count} {_is(wanted.count)} called {often}."
        are = "is" if len(right) == 1 else "are"
        here = f"Of the {len(found):,} {what}, {len(right):,} {are} called {often}"
        more = "" if passed else f"; {wanted.count} {_is(wanted.count)} asked for"
        return Finding(asked, passed, f"{here}{more}.")
    asked = f"The {what} are called {often} each."
    wrong = [layer for layer in found if not wanted.times.holds(layer.times)]
    if not found:
        return Finding(asked, False, none(wanted.layer, wanted.class_))
    if not wrong:
        return Finding(asked, True, f"{named(found)}: called {often}.")
    first = wrong[0]
    once = _times(Amount(exactly=first.times))
    return Finding(asked, False, f"{quote(first.path)} is called {once}; asked for is {often}.")


def _has_python(wanted: list[str]) -> Iterator[str]:
    if any(map(_is_function, wanted)):
        return
    for kind in wanted:
        yield f"layers_of(model, kind={str(kind)!r})"


Classes = Annotated[list[KerasClass], Field(min_length=1, max_length=30)]


@predicate("has", _has_python)
def has(facts: Facts, wanted: Classes) -> Finding:
    """The model has a layer of each of these classes, in a block or not.

    Example:
        has: [Conv2D, BatchNormalization]
    """
    missing = [kind for kind in wanted if not _of_class(facts, kind)]
    asked = f"The model has {listing([*map(quote, wanted)])}."
    if not missing:
        return Finding(asked, True, asked)
    return Finding(asked, False, f"The model has no {listing([*map(quote, missing)])}.")


def _lacks_python(wanted: list[str]) -> Iterator[str]:
    if any(map(_is_function, wanted)):
        return
    for kind in wanted:
        yield f"not layers_of(model, kind={str(kind)!r})"


@predicate("lacks", _lacks_python)
def lacks(facts: Facts, wanted: Classes) -> Finding:
    """The model has no layer of any of these classes, in no block either.

    Example:
        lacks: [Flatten]
    """
    there = [layer for kind in wanted for layer in _of_class(facts, kind)]
    asked = f"The model does without {listing([*map(quote, wanted)])}."
    if not there:
        return Finding(asked, True, asked)
    first = there[0]
    return Finding(asked, False, f"{quote(first.path)} is a {first.kind}: do without it.")


def _of_class(facts: Facts, kind: str) -> list[LayerFacts]:
    return [layer for layer in facts.layers if is_kind(layer, kind)]


def _times(amount: Amount) -> str:
    if amount.exactly == 1:
        return "once"
    return "twice" if amount.exactly == 2 else f"{amount} times"


def _is(amount: Amount) -> str:
    return "is" if amount.is_one else "are"


def _text(name: str | None) -> str:
    return repr(None if name is None else str(name))


def _is_function(name: str | None) -> bool:
    """A function of Keras: no layer of a built model tells of it."""
    return name is not None and not name.rpartition(".")[2][:1].isupper()


PREDICATES = (layers, calls, has, lacks)
