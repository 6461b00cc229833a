"""Schemas that many arguments share: initializers, activations, nested layers …"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from model_codegen.catalogue.argument_schemas import arguments_schema
from model_codegen.catalogue.docstrings import argument_texts
from model_codegen.catalogue.entry import Entry, Schema
from model_codegen.catalogue.facts.other_names import (
    DTYPE_POLICIES,
    INPUT_DTYPES,
    NOT_BY_NAME,
    OTHER_SPELLINGS,
)
from model_codegen.catalogue.json_schema import (
    NULL,
    NUMBER,
    array,
    either,
    enum,
    instance,
    record,
    ref,
    titled,
)


def value_definitions() -> dict[str, Schema]:
    """Definitions of values that are no layers. Imports Keras."""
    import keras

    families = {
        "initializer": (keras.initializers, keras.initializers.Initializer),
        "regularizer": (keras.regularizers, keras.regularizers.Regularizer),
        "constraint": (keras.constraints, keras.constraints.Constraint),
    }
    return {
        "numbers": either(titled(NUMBER, "number"), titled(array(ref("numbers")), "list"), NULL),
        "dtype": enum(*INPUT_DTYPES, None),
        "dtype_policy": enum(*DTYPE_POLICIES, None),
        "activation": either(
            titled(enum(*_activations(keras.activations), None), "by name"),
            titled(ref("activation_layer"), "layer"),
        ),
        **{name: _family(module, base) for name, (module, base) in families.items()},
        "quantizer": either(*_instances(keras.quantizers, keras.quantizers.Quantizer), NULL),
        "quantization_config": either(
            *_instances(keras.quantizers, keras.quantizers.QuantizationConfig), NULL
        ),
    }


def layer_definitions(entries: Mapping[str, Entry]) -> dict[str, Schema]:
    """Definitions of layers as arguments of others; a config has the schema of its class' entry.

    Args:
        entries: The catalogue's entries, by path.
    """
    layers = [e for e in entries.values() if e.kind == "layer" and not e.is_application]
    recurrent = [
        entry.path
        for entry in layers
        if {"go_backwards", "return_sequences"} <= entry.schema["properties"].keys()
    ]
    return {
        "layer": _nested([entry.path for entry in layers]),
        "recurrent_layer": _nested(recurrent),
        "cell": _nested([entry.path for entry in entries.values() if entry.kind == "cell"]),
        "activation_layer": _nested([e.path for e in layers if e.category == "activation"]),
    }


def _nested(paths: list[str]) -> Schema:
    return record({"class_name": enum(*paths), "config": {"type": "object"}}, ["class_name"])


def _family(module: ModuleType, base: type) -> Schema:
    """The names and the objects that `module.get` takes."""
    names = _names(module, base)
    preferred = [spellings[0] for spellings in names.values()]
    others = [name for spellings in names.values() for name in spellings[1:]]
    return either(
        titled(enum(*sorted(preferred), None), "by name"),
        *_instances(module, base),
        titled(enum(*sorted(others)), "other spelling"),
    )


def _names(module: Any, base: type) -> dict[type, list[str]]:
    """By class that needs no arguments: the strings that stand for it, in snake case first."""
    found: dict[type, list[str]] = {}
    for name in sorted({*vars(module), *OTHER_SPELLINGS}, key=lambda n: (not n.islower(), n)):
        thing = getattr(module, name, base)
        if name.startswith("_") or name in NOT_BY_NAME:
            continue
        if not (inspect.isclass(thing) and issubclass(thing, base)):
            continue
        try:
            made = module.get(name)
        except (KeyError, TypeError, ValueError):
            continue
        if isinstance(made, base) and type(made) is not base:
            found.setdefault(type(made), []).append(name)
    for cls, spellings in found.items():
        spellings.sort(
            key=lambda name: (name != _snake_case(cls.__name__), name not in vars(module))
        )
    return found


def _instances(module: Any, base: type) -> list[Schema]:
    options = []
    for cls in {id(value): value for value in vars(module).values()}.values():
        if not (inspect.isclass(cls) and issubclass(cls, base)) or cls is base:
            continue
        public = cls.__name__ if hasattr(module, cls.__name__) else None
        parameters = list(inspect.signature(cls).parameters.values())
        if public is None or any(p.name in ("dataset", "tokenizer") for p in parameters):
            continue
        texts, _ = argument_texts(cls)
        config = arguments_schema(cls.__name__, parameters, texts, {})
        options.append(titled(instance(f"{module.__name__}.{public}", config), public))
    return sorted(options, key=lambda option: option["title"])


def _activations(module: Any) -> list[str]:
    names = []
    for name, function in sorted(vars(module).items()):
        if name.startswith("_") or name in ("get", "serialize", "deserialize"):
            continue
        needed = [
            p for p in inspect.signature(function).parameters.values() if p.default is p.empty
        ]
        if len(needed) == 1:
            names.append(name)
    return names


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])", "_", name).lower()
