"""Entries of what a model is trained with: optimizers, schedules, losses, metrics, callbacks."""

from __future__ import annotations

import inspect
from functools import reduce

from model_codegen.catalogue.argument_schemas import ArgumentFacts, Parameter, arguments_schema
from model_codegen.catalogue.docstrings import summary
from model_codegen.catalogue.entry import Entry, Kind, Schema
from model_codegen.catalogue.facts.excluded import LEFT_OUT
from model_codegen.catalogue.facts.other_names import OPTIMIZER_MAP
from model_codegen.catalogue.facts.training_arguments import (
    BY_POSITION,
    SHOWN_FIRST,
    TRAINING_ARGUMENTS,
    TRAINING_HELP,
)
from model_codegen.catalogue.json_schema import NUMBER, either, enum, instance, record, ref, titled
from model_codegen.catalogue.public_things import Source, public_things, shared_texts
from model_codegen.keras_bridge.automatic_names import auto_name

FACTS = ArgumentFacts(TRAINING_ARGUMENTS, TRAINING_HELP)

MODULES: dict[Kind, str] = {
    "optimizer": "keras.optimizers",
    "schedule": "keras.optimizers.schedules",
    "loss": "keras.losses",
    "metric": "keras.metrics",
    "callback": "keras.callbacks",
}
"""Where Keras keeps each kind."""

_RARELY_SET = ("dtype", "name")
_WRAPPERS = ("keras.optimizers.LossScaleOptimizer", "keras.optimizers.MultiOptimizer")


def training_entries() -> dict[str, Entry]:
    """Every optimizer, schedule, loss, metric and callback of Keras, by path. Imports Keras."""
    import keras

    found: dict[str, Entry] = {}
    for kind, path in MODULES.items():
        module = reduce(getattr, path.split(".")[1:], keras)
        things = list(public_things(module, path, inspect.isclass))
        shared = shared_texts(things)
        common = _common([_parameters(thing) for thing in things if thing.path not in _WRAPPERS])
        for thing in things:
            found[thing.path] = _entry(thing, kind, shared, common)
    return found


def training_definitions(entries: dict[str, Entry]) -> dict[str, Schema]:
    """Schemas that arguments of optimizers share.

    Args:
        entries: What `training_entries` returned.
    """
    schedules = [
        titled(instance(entry.path, entry.schema), entry.name)
        for entry in entries.values()
        if entry.kind == "schedule"
    ]
    plain = [e for e in entries.values() if e.kind == "optimizer" and e.path not in _WRAPPERS]
    optimizers = {"type": "object", "additionalProperties": ref("optimizer")}
    map_config = record(
        {"default_optimizer": ref("optimizer"), "optimizer_map": optimizers}, ["default_optimizer"]
    )
    return {
        "schedule": either(*schedules),
        "learning_rate": either(
            titled({**NUMBER, "minimum": 0}, "number"), titled(ref("schedule"), "schedule")
        ),
        # Their configs are held to the schemas of their entries, as those of nested layers are.
        "optimizer": record(
            {"class_name": enum(*(entry.path for entry in plain)), "config": {"type": "object"}},
            ["class_name"],
        ),
        "optimizer_map": instance(OPTIMIZER_MAP, map_config),
    }


def _entry(thing: Source, kind: Kind, shared: dict[str, str], common: frozenset[str]) -> Entry:
    parameters = _parameters(thing)
    schema = arguments_schema(thing.name, parameters, thing.texts, shared, FACTS)
    for name in schema["properties"].keys() & common:
        schema["properties"][name] = {**schema["properties"][name], "advanced": True}
    required = [p.name for p in parameters if p.default is p.empty]
    shown = sorted(
        (name for name in schema["properties"] if name in SHOWN_FIRST), key=SHOWN_FIRST.index
    )
    own_name = inspect.signature(thing.thing.__init__).parameters.get("name")
    named = own_name is not None and isinstance(own_name.default, str)
    return Entry(
        path=thing.path,
        name=thing.name,
        kind=kind,
        category=kind,
        group=_group(thing.thing.__module__) if kind == "metric" else "",
        auto_name=own_name.default if own_name and named else auto_name(thing.name),
        summary=summary(thing.thing),
        schema=schema,
        ports=(),
        call_schema=record({}),
        highlights=tuple(dict.fromkeys([*required, *shown])),
        leading=tuple(required) if thing.name in BY_POSITION else (),
        aliases=thing.aliases,
    )


def _parameters(thing: Source) -> list[Parameter]:
    found = list(inspect.signature(thing.thing.__init__).parameters.values())[1:]
    named = [p for p in found if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]
    return [p for p in named if f"{thing.name}.{p.name}" not in LEFT_OUT]


def _common(signatures: list[list[Parameter]]) -> frozenset[str]:
    """Arguments that all classes of a kind have: of an optimizer, how gradients are clipped …"""
    names = [{p.name for p in parameters} for parameters in signatures]
    return frozenset({*_RARELY_SET} | set.intersection(*names) - {*SHOWN_FIRST})


def _group(module: str) -> str:
    """What the module of a metric is called: `accuracy`, `confusion`, `regression` …"""
    return module.rpartition(".")[2].removesuffix("_metrics").replace("_", " ")
