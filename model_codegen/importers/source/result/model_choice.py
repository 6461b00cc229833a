"""Which of several models of a text is meant.

The one that is asked for by name. Otherwise, of those that are not part of another model: the last
one that the text compiles or trains; else the last one. A text that makes no model but has
functions that would: what they return when they are called, the last of them first.
"""

from __future__ import annotations

from collections import Counter

from model_codegen.design.errors import DesignError
from model_codegen.design.wording import listing, quote
from model_codegen.importers.source.keras.model_parts import calls_of
from model_codegen.importers.source.program import Program
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.recording import Recording
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.values import Model


def candidates(reading: Reading) -> dict[str, Model]:
    """The models of a text by name, in the order in which they are made.

    A model is called like the variable of the module that it stands in, else by its name for Keras.
    """
    variables = {model: model.maker for model in reading.recording.models if model.maker}
    for name, value in reading.program.module.values.items():
        model = value.model if isinstance(value, Instance) else value
        if isinstance(model, Model):
            variables[model] = name
    found: dict[str, Model] = {}
    counts: Counter[str] = Counter()
    for model in reading.recording.models:
        if model.is_layer or not _is_drawable(reading.program, model):
            continue
        name = variables.get(model, model.name)
        if name in found:
            name = model.name
        stem = name
        while name in found:
            counts[stem] += 1
            name = f"{stem}_{counts[stem]}"
        found[name] = model
    whole = {*wholes(reading.recording, found)}
    return {
        name: model for name, model in found.items() if model in variables or model in whole
    } or found


def _is_drawable(program: Program, model: Model) -> bool:
    if model.kind == "sequential":
        return bool(model.layers)
    if model.kind == "functional":
        return True
    instance = program.instances.get(model)
    return instance is not None and instance.made.find("call") is not None


def choose(recording: Recording, found: dict[str, Model], wanted: str | None) -> Model | None:
    """The model that is meant; None if there is none.

    Args:
        recording: What the text makes.
        found: The candidates.
        wanted: A name that is asked for.

    Raises:
        DesignError: If no model has that name.
    """
    if wanted is not None:
        for name, model in found.items():
            if wanted == name:
                return model
        for model in found.values():
            if wanted == model.name:
                return model
        known = listing([quote(name) for name in found]) if found else "none"
        raise DesignError(f"This text has no model {quote(wanted)}; it has {known}.")
    whole = wholes(recording, found)
    trained = [model for model in whole if model.compiled]
    best = trained or whole or [*found.values()]
    return best[-1] if best else None


def wholes(recording: Recording, found: dict[str, Model]) -> list[Model]:
    """Those that are not part of another one.

    Args:
        recording: What the text makes.
        found: Models, by name.
    """
    graphs = {model: calls_of(model) for model in recording.models}
    called = {
        call.operation
        for calls in graphs.values()
        for call in calls.values()
        if isinstance(call.operation, Model)
    }
    for model in recording.models:
        called |= {layer for layer in model.layers if isinstance(layer, Model)}
    holders: dict[int, set[Model]] = {}
    for model in found.values():
        for number in graphs[model]:
            holders.setdefault(number, set()).add(model)
    kept = []
    for model in found.values():
        own = graphs[model]
        around = set.intersection(*(holders[number] for number in own)) if own else set()
        inside = any(len(graphs[other]) > len(own) for other in around)
        if model not in called and not inside:
            kept.append(model)
    return kept
