"""`check_config`: what is wrong with a layer's arguments, in sentences. Never imports Keras."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from threading import Lock
from typing import Any

from cachetools import LRUCache
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from model_codegen.catalogue.entry import Catalogue, Entry, Schema
from model_codegen.catalogue.schema_wording import describe, show

MAX_DEPTH = 32
"""The deepest nesting of lists and objects that an argument may have."""

MAX_INTEGER = 2**63 - 1
"""The largest integer that a tensor's shape can hold."""

_NESTED_FIELDS: dict[str, Schema] = {
    "name": {"type": ["string", "null"]},
    "dtype": {"type": ["string", "null"]},
    "trainable": {"type": "boolean"},
}
"""What the config of a layer inside another one may hold besides its arguments."""

_FIELDS_OF_LAYER = ("name", "dtype", "trainable")

_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            # Keras takes 64 where 64.0 is an error.
            "integer": lambda _, value: isinstance(value, int) and not isinstance(value, bool),
            "array": lambda _, value: isinstance(value, (list, tuple)),
        }
    ),
)


_VERDICTS: LRUCache[tuple[int, str], tuple[Schema, bool]] = LRUCache(8192)

_LOCK = Lock()


@dataclass(frozen=True)
class ConfigProblem:
    """One thing that is wrong with a config.

    Attributes:
        argument: The constructor argument at fault; None if it is about the config as a whole.
        message: One sentence that says what was expected and what is there.
    """

    argument: str | None
    message: str


def check_config(catalogue: Catalogue, entry: Entry, config: Any) -> list[ConfigProblem]:
    """What is wrong with a config, as far as the schema can know; Keras has the last word.

    Args:
        catalogue: The catalogue that the entry is from.
        entry: The class that is to be created.
        config: Its arguments, as in `graph.Layer.config`; any JSON value.
    """
    if not isinstance(config, Mapping):
        return [ConfigProblem(None, f"The arguments of `{entry.name}` must be an object")]
    return [
        ConfigProblem(argument, message)
        for argument, message in _Check(catalogue).arguments(entry.name, entry.schema, config)
    ]


class _Check:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._validator = _root_validator(catalogue)

    def arguments(
        self, owner: str, schema: Schema, config: Mapping[Any, Any], trail: str = ""
    ) -> Iterator[tuple[str, str]]:
        properties = schema["properties"]
        for name in schema.get("required", ()):
            if name not in config:
                yield name, f"`{owner}` needs `{trail}{name}`: {describe(properties[name])}"
        for name, value in config.items():
            if name in properties:
                for message in self._argument(f"{trail}{name}", properties[name], value):
                    yield name, message
            else:
                yield str(name), _unknown(owner, str(name), trail, list(properties))

    def _argument(self, name: str, schema: Schema, value: Any) -> Iterator[str]:
        unsayable = _unsayable(value)
        if unsayable:
            yield f"`{name}` {unsayable}"
        elif self._is_valid(schema, value):
            yield from self._nested_layers(name, value)
        else:
            option = self._option(schema, value)
            if option is None:
                yield f"`{name}` must be {describe(schema)}, got {_short(value)}"
            else:
                found = self.arguments(
                    value["class_name"].rpartition(".")[2],
                    option["properties"]["config"],
                    _config(value),
                    f"{name}.",
                )
                yield from (message for _, message in found)

    def _is_valid(self, schema: Schema, value: Any) -> bool:
        """Whether a value is as a schema says; remembered, for models repeat themselves."""
        key = (id(schema), repr(value))
        with _LOCK:
            known = _VERDICTS.get(key)
        # The schema is kept with the verdict, so that its id stays its own.
        if known is not None and known[0] is schema:
            return known[1]
        verdict = bool(self._validator.evolve(schema=schema).is_valid(value))
        with _LOCK:
            _VERDICTS[key] = (schema, verdict)
        return verdict

    def _option(self, schema: Schema, value: Any) -> Schema | None:
        """The schema of the object that a value means to be, if its class is allowed here."""
        if not (isinstance(value, dict) and isinstance(value.get("class_name"), str)):
            return None
        if "$ref" in schema:
            return self._option(
                self._catalogue.definitions[schema["$ref"].rpartition("/")[2]], value
            )
        option: Schema
        for option in schema.get("anyOf", [schema]):
            if "$ref" in option or "anyOf" in option:
                found = self._option(option, value)
                if found:
                    return found
            const = option.get("properties", {}).get("class_name", {}).get("const")
            if const == value["class_name"] and isinstance(_config(value), dict):
                return option
        return None

    def _nested_layers(self, name: str, value: Any) -> Iterator[str]:
        if isinstance(value, (list, tuple)):
            for index, item in enumerate(value):
                yield from self._nested_layers(f"{name}[{index}]", item)
        elif isinstance(value, dict) and "class_name" in value:
            path = value["class_name"]
            entry = self._catalogue.find(path)
            if entry is None and (own := self._catalogue.training.get(path)) is not None:
                found = self.arguments(own.name, own.schema, _config(value), f"{name}.")
                yield from (message for _, message in found)
            if entry is not None:
                schema = {
                    **entry.schema,
                    "properties": entry.schema["properties"] | _NESTED_FIELDS,
                }
                found = self.arguments(entry.name, schema, _config(value), f"{name}.")
                yield from (message for _, message in found)


@lru_cache(maxsize=4)
def _root_validator(catalogue: Catalogue) -> Validator:
    validator: Validator = _Validator({"$defs": dict(catalogue.definitions)})
    return validator


def _config(value: Mapping[str, Any]) -> Any:
    return value.get("config", {})


def _unknown(owner: str, name: str, trail: str, known: list[str]) -> str:
    shown = name if len(name) <= 80 else f"{name[:79]}…"
    if not trail and name in _FIELDS_OF_LAYER:
        return f"`{name}` is set on the layer itself, not among its arguments"
    close = get_close_matches(name[:80], known, n=1)
    return f"`{owner}` has no argument `{trail}{shown}`" + (
        f"; did you mean `{close[0]}`?" if close else ""
    )


def _unsayable(value: Any) -> str | None:
    """What keeps a value from being an argument at all, whatever the schema says."""
    pending = [(value, 0)]
    while pending:
        item, depth = pending.pop()
        if depth > MAX_DEPTH:
            return "is nested too deeply"
        if isinstance(item, float) and not math.isfinite(item):
            return f"must be a finite number, got {item}"
        if isinstance(item, int) and abs(item) > MAX_INTEGER:
            return f"must be at most {MAX_INTEGER}, got {show(item)}"
        if isinstance(item, Mapping):
            pending += [(part, depth + 1) for part in item.values()]
        elif isinstance(item, (list, tuple)):
            pending += [(part, depth + 1) for part in item]
    return None


def _short(value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        return f"`{show(value['class_name'])[1:-1]}`"
    return show(value)
