"""Which layers a predicate is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr

from app.core.lessons.facts import Facts
from app.core.lessons.layer_facts import LayerFacts
from app.core.lessons.predicates.argument import LONGEST_NAME, Pattern, matches
from model_codegen.design.graph import INPUT_CLASS, Layer
from model_codegen.design.wording import quote


class ClassName(str):
    """The name of a class of Keras, or of a function: what names one can be told from a text."""


KerasClass = Annotated[
    StrictStr, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(ClassName)
]


def all_python(pattern: Pattern, expression: str) -> Iterator[str]:
    """That there are such layers in a built model, and that something is so of all of them.

    Args:
        pattern: Means their names or classes.
        expression: Python that is true where it is so of `layer`.
    """
    found = f"layers_of(model, {pattern!r})"
    yield found
    yield f"all({expression} for layer in {found})"


def chosen(facts: Facts, pattern: Pattern | None, kind: str | None = None) -> list[LayerFacts]:
    """The layers that are meant, without inputs.

    Args:
        facts: Of the design.
        pattern: Means their names, with the blocks around them or without, or their classes.
        kind: The class that they have to have, if it matters.
    """
    return [
        layer
        for layer in facts.layers
        if not is_input(layer)
        and (pattern is None or matches(pattern, layer.name, layer.path, layer.kind))
        and (kind is None or is_kind(layer, kind))
    ]


def is_input(layer: LayerFacts) -> bool:
    """Whether it is an input."""
    return isinstance(layer.operation, Layer) and layer.operation.class_name == INPUT_CLASS


def is_kind(layer: LayerFacts, kind: str) -> bool:
    """Whether it is of a class: `Dense`, `keras.layers.Dense`, `add`, the name of a block."""
    whole = getattr(layer.operation, "class_name", None) or getattr(layer.operation, "function", "")
    return kind in (layer.kind, whole)


def words(pattern: str | None, kind: str | None = None, number: int = 2) -> str:
    """ "layers `enc_*`", "Dense layer"."""
    noun = "layer" if number == 1 else "layers"
    named = "" if pattern is None else f" {quote(pattern)}"
    return f"{kind} {noun}{named}" if kind else f"{noun}{named}"


def none(pattern: str | None, kind: str | None = None) -> str:
    """That there are none."""
    if pattern is None or kind is None:
        return f"The model has no layer {quote(pattern or kind or '')}."
    return f"The model has no {kind} layer {quote(pattern)}."


def named(layers: list[LayerFacts], most: int = 4) -> str:
    """Their names: "`a`, `b` and 3 more"."""
    names = [quote(layer.path) for layer in layers]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
