"""How layers are made, and whether they may learn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import ConfigDict, Field, StrictBool, model_validator

from app.core.lessons.facts import UNKNOWN, Facts
from app.core.lessons.layer_facts import LayerFacts
from app.core.lessons.predicates.argument import Argument, Pattern
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.predicates.selection import all_python, chosen, none, words
from app.core.lessons.values import same, shown
from app.core.lessons.verdict import Finding
from model_codegen.design.wording import listing, quote


class Config(Argument):
    """Which layers, and what their arguments are."""

    model_config = ConfigDict(extra="allow", frozen=True)

    layer: Pattern

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.arguments:
            raise ValueError("say which arguments: `units: 64`")
        return self

    @property
    def arguments(self) -> Mapping[str, Any]:
        """By name."""
        return self.model_extra or {}


def _config_python(wanted: Config) -> Iterator[str]:
    yield f"layers_of(model, {wanted.layer!r})"
    for name, value in wanted.arguments.items():
        if isinstance(value, (str, int, float, bool)) or value is None:
            yield (
                f"all(is_set(layer, {name!r}, {value!r}) "
                f"for layer in layers_of(model, {wanted.layer!r}))"
            )


@predicate("config", _config_python)
def config(facts: Facts, wanted: Config) -> Finding:
    """Layers are made with these arguments, as Keras calls them.

    What is not set has Keras' default.

    `layer` is a name or class, or a pattern of one; all that it means must be so, and one there
    must be. An object, such as an initializer, is named by its class.

    Example:
        config: {layer: hidden, units: 64, activation: relu}
        config: {layer: Conv2D, padding: same, kernel_regularizer: L2}
    """
    found = chosen(facts, wanted.layer)
    sets = listing([f"`{name}={shown(value)}`" for name, value in wanted.arguments.items()])
    one = len(found) == 1
    asked = f"The {words(wanted.layer, number=len(found))} {'has' if one else 'have'} {sets}."
    if not found:
        return Finding(asked, False, none(wanted.layer))
    for layer in found:
        for name, value in wanted.arguments.items():
            here = _set(facts, layer, name)
            if not same(value, here):
                has_ = "is not set" if here is UNKNOWN else f"is {shown(here)}"
                text = f"`{name}` of {quote(layer.path)} {has_}; asked for is {shown(value)}."
                return Finding(asked, False, text)
    return Finding(asked, True, asked)


class Trainable(Argument):
    """Which layers, and whether they may learn."""

    layer: Pattern
    is_: StrictBool = Field(alias="is")


def _trainable_python(wanted: Trainable) -> Iterator[str]:
    return all_python(wanted.layer, f"bool(layer.trainable) is {wanted.is_}")


@predicate("trainable", _trainable_python)
def trainable(facts: Facts, wanted: Trainable) -> Finding:
    """Layers may learn, or are frozen: they, or a block around them.

    `layer` is a name or class, or a pattern of one; all that it means must be so.

    Example:
        trainable: {layer: MobileNetV2, is: false}
    """
    found = chosen(facts, wanted.layer)
    how = "trainable" if wanted.is_ else "frozen"
    one = len(found) == 1
    asked = f"The {words(wanted.layer, number=len(found))} {'is' if one else 'are'} {how}."
    if not found:
        return Finding(asked, False, none(wanted.layer))
    wrong = [layer for layer in found if layer.trainable is not wanted.is_]
    if not wrong:
        return Finding(asked, True, asked)
    other = "frozen" if wanted.is_ else "trainable"
    return Finding(asked, False, f"{quote(wrong[0].path)} is {other}; it should be {how}.")


def _set(facts: Facts, layer: LayerFacts, name: str) -> Any:
    if name == "name":
        return layer.name
    for attribute in ("config", "arguments"):  # of a layer; of a block
        given = getattr(layer.operation, attribute, {})
        if name in given:
            return given[name]
    return facts.default(getattr(layer.operation, "class_name", ""), name)


PREDICATES = (config, trainable)
