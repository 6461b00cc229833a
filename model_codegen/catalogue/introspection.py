"""Read the catalogue from an imported Keras."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.catalogue import applications
from model_codegen.catalogue.argument_schemas import arguments_schema
from model_codegen.catalogue.docstrings import summary
from model_codegen.catalogue.entry import APPLICATION, Catalogue, Entry, Kind, Port
from model_codegen.catalogue.facts import application_arguments, guide_conventions
from model_codegen.catalogue.facts.excluded import EXCLUDED, LEFT_OUT
from model_codegen.catalogue.facts.op_arguments import OPEN_ENDED
from model_codegen.catalogue.facts.other_names import INPUT_ALIASES
from model_codegen.catalogue.json_schema import record, ref
from model_codegen.catalogue.ports import layer_ports, literals_before_spread, op_ports
from model_codegen.catalogue.public_things import Source, described, public_things, shared_texts
from model_codegen.catalogue.shared_schemas import layer_definitions, value_definitions
from model_codegen.catalogue.training_entries import training_definitions, training_entries
from model_codegen.design.graph import INPUT_CLASS
from model_codegen.keras_bridge.automatic_names import auto_name

Parameter = inspect.Parameter

NOT_CONFIG = ("self", "name", "dtype", "trainable")
"""Constructor parameters that `graph.Layer` has fields for."""

_CATEGORIES = {
    "activations": "activation",
    "convolutional": "convolution",
    "merging": "merge",
    "rnn": "recurrent",
}
"""Folders of `keras/src/layers` whose name is not the one that Keras' documentation uses."""


def introspect() -> Catalogue:
    """Read every public layer, op and model of Keras. Imports Keras."""
    import keras

    layers = list(public_things(keras.layers, "keras.layers", inspect.isclass))
    ops = [
        *public_things(keras.ops, "keras.ops", inspect.isfunction),
        *public_things(keras.ops.image, "keras.ops.image", inspect.isfunction),
    ]
    shared_layer_texts, shared_op_texts = shared_texts(layers), shared_texts(ops)
    entries = [_input_entry(described(INPUT_CLASS, keras.Input, INPUT_ALIASES))]
    entries += [_layer_entry(source, shared_layer_texts) for source in layers]
    entries += [_op_entry(source, shared_op_texts) for source in ops]
    entries += [
        _application_entry(
            described(path, function, applications.aliases(path)), shared_layer_texts
        )
        for path, function in applications.functions().items()
    ]
    by_path = {entry.path: entry for entry in entries}
    training = training_entries()
    return Catalogue(
        keras_version=keras.__version__,
        entries=by_path,
        training=training,
        definitions=value_definitions()
        | layer_definitions(by_path)
        | training_definitions(training),
        excluded=EXCLUDED,
    )


def _layer_entry(source: Source, shared: Mapping[str, str]) -> Entry:
    layer = source.thing
    parameters = _config_parameters(layer.__init__, source.name)
    schema = arguments_schema(source.name, parameters, source.texts, shared)
    regularized = f"{source.name}.activity_regularizer" not in LEFT_OUT
    if regularized and _takes_keywords(layer.__init__):
        # `Layer.__init__`, where the keywords end up, takes it for every layer.
        schema["properties"].setdefault(
            "activity_regularizer",
            {
                **ref("regularizer"),
                "default": None,
                "advanced": True,
                "description": "Regularizer for the layer's output.",
            },
        )
    category, group = _category(layer.__module__)
    is_cell = category == "recurrent" and layer.__name__.endswith(("Cell", "Cells"))
    kind: Kind = "cell" if is_cell else "layer"
    ports = () if is_cell else layer_ports(layer, source.name, source.call_texts)
    names = {"self", *(port.name for port in ports)}
    rest = [p for p in _parameters(layer.call) if p.name not in names]
    return Entry(
        path=source.path,
        name=source.name,
        kind=kind,
        category=category,
        group=group,
        auto_name=auto_name(layer.__name__),
        summary=summary(layer),
        schema=schema,
        ports=ports,
        call_schema=record({})
        if is_cell
        else arguments_schema(source.name, rest, source.call_texts, shared),
        highlights=_highlights(parameters),
        leading=_leading(source.name, parameters),
        aliases=source.aliases,
    )


def _op_entry(source: Source, shared: Mapping[str, str]) -> Entry:
    ports = op_ports(source.thing, source.name, source.texts)
    names = {port.name for port in ports}
    rest = [p for p in _config_parameters(source.thing, source.name, ()) if p.name not in names]
    call_schema = arguments_schema(source.name, rest, source.texts, shared)
    for position, name in enumerate(literals_before_spread(source.thing)):
        call_schema["properties"][name]["position"] = position
    if source.name in OPEN_ENDED:
        call_schema["additionalProperties"] = OPEN_ENDED[source.name]
    return Entry(
        path=source.path,
        name=source.name,
        kind="op",
        category="op",
        group=source.thing.__module__.rpartition(".")[2],
        auto_name=source.name,
        summary=summary(source.thing),
        schema=record({}),
        ports=ports,
        call_schema=call_schema,
        aliases=source.aliases,
    )


def _application_entry(source: Source, shared: Mapping[str, str]) -> Entry:
    import keras

    training = inspect.signature(keras.Sequential.call).parameters["training"]
    return Entry(
        path=source.path,
        name=source.name,
        kind="layer",
        category=APPLICATION,
        group=source.thing.__module__.rpartition(".")[2],
        auto_name=applications.default_name(source.thing) or auto_name(source.name),
        summary=summary(source.thing),
        schema=applications.schema(source.name, source.thing, source.texts),
        ports=(Port("inputs", position=0),),
        call_schema=arguments_schema(source.name, [training], {}, shared),
        highlights=tuple(
            name
            for name in application_arguments.HIGHLIGHTS
            if name in inspect.signature(source.thing).parameters
        ),
        aliases=source.aliases,
    )


def _input_entry(source: Source) -> Entry:
    parameters = _config_parameters(source.thing, source.name)
    return Entry(
        path=source.path,
        name=source.name,
        kind="input",
        category="core",
        group="",
        auto_name="input_layer",
        summary=summary(source.thing),
        schema=arguments_schema(source.name, parameters, source.texts, {}),
        ports=(),
        call_schema=record({}),
        highlights=("shape",),
        aliases=source.aliases,
    )


def _parameters(function: Callable[..., Any]) -> list[Parameter]:
    found = inspect.signature(function).parameters.values()
    return [p for p in found if p.kind not in (Parameter.VAR_KEYWORD, Parameter.VAR_POSITIONAL)]


def _config_parameters(
    function: Callable[..., Any], owner: str, fields: tuple[str, ...] = NOT_CONFIG
) -> list[Parameter]:
    return [
        p
        for p in _parameters(function)
        if p.name not in fields and f"{owner}.{p.name}" not in LEFT_OUT
    ]


def _takes_keywords(function: Callable[..., Any]) -> bool:
    kinds = {p.kind for p in inspect.signature(function).parameters.values()}
    return Parameter.VAR_KEYWORD in kinds


def _category(module: str) -> tuple[str, str]:
    parts = module.split(".")
    folder = parts[parts.index("layers") + 1]
    group = "image" if "image_preprocessing" in parts else ""
    return _CATEGORIES.get(folder, folder), group


def _highlights(parameters: list[Parameter]) -> tuple[str, ...]:
    rank = {name: index for index, name in enumerate(guide_conventions.SHOWN_FIRST)}
    required = [p.name for p in parameters if p.default is p.empty]
    required.sort(key=lambda name: rank.get(name, -1))
    known = sorted((p.name for p in parameters if p.name in rank), key=rank.__getitem__)
    return tuple(dict.fromkeys([*required, *known]))


def _leading(class_name: str, parameters: list[Parameter]) -> tuple[str, ...]:
    if class_name in guide_conventions.LEADING:
        return guide_conventions.LEADING[class_name]
    if class_name in guide_conventions.KEYWORD_ONLY:
        return ()
    return tuple(p.name for p in parameters if p.default is p.empty)
