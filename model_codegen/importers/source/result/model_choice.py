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
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.values import Model


def candidates(session: Session) -> dict[str, Model]:
    """The models of a text by name, in the order in which they are made.

    A model is called like the variable of the module that it stands in, else by its name for Keras.
    """
    variables = dict(session.returned)
    for name, value in session.module.values.items():
        model = value.model if isinstance(value, Instance) else value
        if isinstance(model, Model):
            variables[id(model)] = name
    found: dict[str, Model] = {}
    counts: Counter[str] = Counter()
    for model in session.models:
        if model.is_layer or not _is_drawable(session, model):
            continue
        name = variables.get(id(model), model.name)
        if name in found:
            name = model.name
        stem = name
        while name in found:
            counts[stem] += 1
            name = f"{stem}_{counts[stem]}"
        found[name] = model
    named = {name for name, model in found.items() if id(model) in variables}
    kept = {id(model) for model in wholes(session, found)}
    return {
        name: model for name, model in found.items() if name in named or id(model) in kept
    } or found


def _is_drawable(session: Session, model: Model) -> bool:
    if model.kind == "sequential":
        return bool(model.layers)
    if model.kind == "functional":
        return True
    instance = session.owners.get(id(model))
    return instance is not None and instance.made.find("call") is not None


def choose(session: Session, found: dict[str, Model], wanted: str | None) -> Model | None:
    """The model that is meant; None if there is none.

    Args:
        session: The reading.
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
    whole = wholes(session, found)
    trained = [model for model in whole if model.compiled]
    best = trained or whole or [*found.values()]
    return best[-1] if best else None


def wholes(session: Session, found: dict[str, Model]) -> list[Model]:
    """Those that are not part of another one."""
    graphs = {id(model): calls_of(model) for model in found.values()}
    called = {
        id(call.operation)
        for numbers in graphs.values()
        for call in numbers.values()
        if isinstance(call.operation, Model)
    }
    for model in session.models:
        called |= {
            id(c.operation) for c in calls_of(model).values() if isinstance(c.operation, Model)
        }
        called |= {id(layer) for layer in model.layers if isinstance(layer, Model)}
    holders: dict[int, set[int]] = {}
    for key, numbers in graphs.items():
        for number in numbers:
            holders.setdefault(number, set()).add(key)
    kept = []
    for model in found.values():
        own = graphs[id(model)]
        around = set.intersection(*(holders[number] for number in own)) if own else set()
        inside = any(len(graphs[key]) > len(own) for key in around)
        if id(model) not in called and not inside:
            kept.append(model)
    return kept
