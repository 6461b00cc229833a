"""`Catalogue`, `Entry` and `Port`: what Keras offers, as values that travel to the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

Schema = dict[str, Any]
"""A JSON Schema (draft 2020-12); `{"$ref": "#/$defs/x"}` points into `Catalogue.definitions`."""

Kind = Literal[
    "input", "layer", "cell", "op", "optimizer", "schedule", "loss", "metric", "callback"
]

APPLICATION = "application"
"""Category of the models of `keras.applications`, each of which stands on the canvas as a layer."""


@dataclass(frozen=True)
class Port:
    """A tensor argument of a call.

    Attributes:
        name: Parameter name in the signature of `call`, or of the function.
        required: Whether the call fails without it.
        position: Index in `Node.args` where it stands; None: it is passed by keyword.
        many: Whether it takes a list of tensors that grows.
        minimum: Fewest tensors in the list (1 for a port that takes a single tensor).
        maximum: Most tensors in the list, where there is a limit.
        labels: What the list's items are called, where they have names of their own.
        spread: The tensors stand one by one in `Node.args`, from `position` on, in no list.
        literal: Whether a number may stand in the tensor's place.
        advanced: Rarely wired by hand, such as a mask: may be hidden until it is used.
        help: What it is for.
    """

    name: str
    required: bool = True
    position: int | None = None
    many: bool = False
    minimum: int = 1
    maximum: int | None = None
    labels: tuple[str, ...] = ()
    spread: bool = False
    literal: bool = False
    advanced: bool = False
    help: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing that can be put on the canvas, or that a model is trained with.

    Attributes:
        path: Public dotted path, such as `"keras.layers.Dense"`.
        name: Its last part.
        kind: `layer`; `op` (a function without weights); `input` (`keras.Input`); `cell`, a
            recurrent cell: the argument of a layer, never a node; or what a model is trained with:
            `optimizer`, `schedule` (of a learning rate), `loss`, `metric`, `callback`.
        category: Where Keras keeps it: `core`, `convolution`, `merge` …, `application` and `op`; of
            what a model is trained with, its kind.
        group: A finer division of a large category, empty where there is none.
        auto_name: The stem of the names that Keras gives by itself (`"dense"`); of a metric, its
            name in the logs.
        summary: First line of the docstring.
        schema: JSON Schema of the constructor arguments, in the order of the signature.
        ports: Tensor arguments of the call, in the order of the signature.
        call_schema: JSON Schema of the call's other arguments.
        highlights: Constructor arguments worth showing on a node, most important first.
        leading: First constructor arguments, as far as they are positional by convention.
        aliases: Other public paths of the same thing.
    """

    path: str
    name: str
    kind: Kind
    category: str
    group: str
    auto_name: str
    summary: str
    schema: Schema
    ports: tuple[Port, ...]
    call_schema: Schema
    highlights: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def is_application(self) -> bool:
        """Whether it is a whole model of `keras.applications`."""
        return self.category == APPLICATION


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that can be put on the canvas, and all that a model is trained with.

    Attributes:
        keras_version: The version of Keras it was read from.
        entries: What can be put on the canvas, by path.
        training: Optimizers, schedules, losses, metrics and callbacks, by path.
        definitions: Schemas that several entries share, by the name they are referred to.
        excluded: Public paths that are left out, each with the reason.
    """

    keras_version: str
    entries: Mapping[str, Entry]
    definitions: Mapping[str, Schema]
    excluded: Mapping[str, str]
    training: Mapping[str, Entry] = field(default_factory=dict)

    @cached_property
    def _paths(self) -> dict[str, str]:
        paths = {alias: entry.path for entry in self.entries.values() for alias in entry.aliases}
        return paths | {path: path for path in self.entries}

    def find(self, path: str) -> Entry | None:
        """The entry of a public path, also if it is an alias (`keras.layers.Convolution2D`).

        Optimizers, losses and so on are not found: they stand in `training`.
        """
        canonical = self._paths.get(path)
        return None if canonical is None else self.entries[canonical]

    def trained_with(self, *kinds: Kind) -> list[Entry]:
        """What a model is trained with, of some kinds, in alphabetical order."""
        return [entry for entry in self.training.values() if entry.kind in kinds]

    def drawable(self) -> Catalogue:
        """The same without what a model is trained with: what the canvas needs."""
        return replace(self, training={})

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON value; fields that hold their default are left out."""
        value = {
            "keras_version": self.keras_version,
            "definitions": dict(self.definitions),
            "excluded": dict(self.excluded),
            "entries": {path: _entry_to_json(entry) for path, entry in self.entries.items()},
        }
        training = {path: _entry_to_json(entry) for path, entry in self.training.items()}
        return value | ({"training": training} if training else {})

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Catalogue:
        """Read what `to_json` returned.

        Raises:
            KeyError, TypeError, AttributeError: If it is anything else.
        """
        training = value.get("training", {})
        return cls(
            keras_version=value["keras_version"],
            definitions=value["definitions"],
            excluded=value["excluded"],
            entries={path: _entry_from_json(entry) for path, entry in value["entries"].items()},
            training={path: _entry_from_json(entry) for path, entry in training.items()},
        )


_PORT_DEFAULTS = asdict(Port(""))


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    value = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    value["ports"] = [_port_to_json(port) for port in entry.ports]
    return {name: list(v) if isinstance(v, tuple) else v for name, v in value.items()}


def _port_to_json(port: Port) -> dict[str, Any]:
    value = {k: v for k, v in asdict(port).items() if k == "name" or v != _PORT_DEFAULTS[k]}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in value.items()}


def _entry_from_json(value: Mapping[str, Any]) -> Entry:
    ports = tuple(
        Port(**{**port, "labels": tuple(port.get("labels", ()))}) for port in value["ports"]
    )
    sequences = {name: tuple(value[name]) for name in ("highlights", "leading", "aliases")}
    return Entry(**{**value, "ports": ports, **sequences})
