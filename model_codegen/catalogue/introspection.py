"""Read the catalogue from an imported Keras."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from model_codegen.catalogue import overrides
from model_codegen.catalogue.entry import Catalogue, Entry, Kind, Schema
from model_codegen.catalogue.ports import layer_ports, op_ports
from model_codegen.graph import INPUT_CLASS

NOT_CONFIG = ("self", "name", "dtype", "trainable", "input_tensor", "tensor", "kwargs", "args")
"""Constructor parameters that `Layer` has fields for, or that no document can hold."""

_CATEGORIES = {
    "activations": "activation",
    "convolutional": "convolution",
    "merging": "merge",
    "rnn": "recurrent",
}
"""Folders of `keras/src/layers` whose name is not the one that Keras' documentation uses."""


def introspect() -> Catalogue:
    """Read every public layer and op of Keras. Imports Keras."""
    import keras

    definitions: dict[str, Schema] = {}
    entries = [_input_entry(keras.Input, definitions)]
    for path, layer, aliases in _public(keras.layers, "keras.layers", inspect.isclass):
        if path not in overrides.EXCLUDED and path not in overrides.INPUT_ALIASES:
            entries.append(_layer_entry(path, layer, aliases, definitions))
    for module, path in ((keras.ops, "keras.ops"), (keras.ops.image, "keras.ops.image")):
        for op_path, function, aliases in _public(module, path, inspect.isfunction):
            if op_path not in overrides.EXCLUDED:
                entries.append(_op_entry(op_path, function, aliases, definitions))
    return Catalogue(
        keras_version=keras.__version__,
        entries={entry.path: entry for entry in entries},
        definitions=definitions,
        excluded=overrides.EXCLUDED,
    )


def auto_name(class_name: str) -> str:
    """The stem of a layer's automatic name, as `keras/src/utils/naming.py` derives it."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def _public(
    module: Any, path: str, wanted: Callable[[Any], bool]
) -> list[tuple[str, Any, tuple[str, ...]]]:
    """The public things of a module under their own names, with the aliases they also have."""
    found: dict[int, list[str]] = {}
    for name in sorted(vars(module)):
        if not name.startswith("_") and wanted(getattr(module, name)):
            found.setdefault(id(getattr(module, name)), []).append(name)
    result = []
    for names in found.values():
        thing = getattr(module, names[0])
        own = thing.__name__ if thing.__name__ in names else names[0]
        aliases = tuple(f"{path}.{name}" for name in names if name != own)
        result.append((f"{path}.{own}", thing, aliases))
    return sorted(result, key=lambda item: item[0])


def _layer_entry(
    path: str, layer: type, aliases: tuple[str, ...], definitions: dict[str, Schema]
) -> Entry:
    parameters = _config_parameters(layer.__init__)  # type: ignore[misc]
    category, group = _category(layer.__module__)
    is_cell = category == "recurrent" and layer.__name__.endswith(("Cell", "Cells"))
    kind: Kind = "cell" if is_cell else "layer"
    return Entry(
        path=path,
        name=layer.__name__,
        kind=kind,
        category=category,
        group=group,
        auto_name=auto_name(layer.__name__),
        summary=_first_line(layer),
        schema={"type": "object", "properties": {p.name: {} for p in parameters}},
        ports=() if is_cell else layer_ports(layer, {}),
        call_schema={"type": "object", "properties": {}},
        highlights=_highlights(parameters),
        leading=_leading(layer.__name__, parameters),
        aliases=aliases,
        definitions=definitions,
    )


def _op_entry(
    path: str,
    function: Callable[..., Any],
    aliases: tuple[str, ...],
    definitions: dict[str, Schema],
) -> Entry:
    name = path.rpartition(".")[2]
    return Entry(
        path=path,
        name=name,
        kind="op",
        category="op",
        group=function.__module__.rpartition(".")[2],
        auto_name=name,
        summary=_first_line(function),
        schema={"type": "object", "properties": {}},
        ports=op_ports(function, name, {}),
        call_schema={"type": "object", "properties": {}},
        aliases=aliases,
        definitions=definitions,
    )


def _input_entry(function: Callable[..., Any], definitions: dict[str, Schema]) -> Entry:
    parameters = _config_parameters(function)
    return Entry(
        path=INPUT_CLASS,
        name="Input",
        kind="input",
        category="core",
        group="",
        auto_name="input_layer",
        summary=_first_line(function),
        schema={"type": "object", "properties": {p.name: {} for p in parameters}},
        ports=(),
        call_schema={"type": "object", "properties": {}},
        highlights=("shape",),
        aliases=overrides.INPUT_ALIASES,
        definitions=definitions,
    )


def _config_parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    return [p for p in inspect.signature(function).parameters.values() if p.name not in NOT_CONFIG]


def _category(module: str) -> tuple[str, str]:
    parts = module.split(".")
    folder = parts[parts.index("layers") + 1]
    group = "image" if "image_preprocessing" in parts else ""
    return _CATEGORIES.get(folder, folder), group


def _first_line(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").strip().partition("\n")[0]


def _highlights(parameters: list[inspect.Parameter]) -> tuple[str, ...]:
    required = [p.name for p in parameters if p.default is p.empty]
    known = [name for name in overrides.SHOWN_FIRST if name in {p.name for p in parameters}]
    rank = {name: index for index, name in enumerate(overrides.SHOWN_FIRST)}
    required.sort(key=lambda name: rank.get(name, -1))
    return tuple(dict.fromkeys([*required, *known]))


def _leading(class_name: str, parameters: list[inspect.Parameter]) -> tuple[str, ...]:
    if class_name in overrides.LEADING:
        return overrides.LEADING[class_name]
    if class_name in overrides.KEYWORD_ONLY:
        return ()
    return tuple(p.name for p in parameters if p.default is p.empty)
