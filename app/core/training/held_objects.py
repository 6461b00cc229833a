"""Held objects of classes of the catalogue: made, told apart, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.core.training.argument_field import argument_fields, starter
from app.core.training.held_object import class_name
from model_codegen.catalogue.config_validation import check_config
from model_codegen.catalogue.entry import Catalogue, Entry
from model_codegen.design.config_values import Config


def of_class(entry: Entry, before: Config | None, catalogue: Catalogue) -> Config:
    """An object of a class, with the arguments of another one that both have.

    Args:
        entry: The class.
        before: What it takes the place of.
        catalogue: Has what its schema refers to.
    """
    fields = argument_fields(entry, catalogue.definitions)
    kept = {} if before is None else before.get("config", {})
    names = {field.name for field in fields} - {"name"}
    config = {field.name: starter(field) for field in fields if field.required}
    config |= {name: value for name, value in kept.items() if name in names}
    return {"class_name": entry.path, "config": config}


def told_apart(values: Sequence[Config]) -> list[str]:
    """What objects are called: `AUC`; by their own names where several are of one class."""
    classes = [class_name(value) for value in values]
    counts = Counter(classes)
    seen: Counter[str] = Counter()
    found = []
    for value, name in zip(values, classes, strict=True):
        seen[name] += 1
        own = value.get("config", {}).get("name")
        alike = counts[name] > 1
        found.append(f"{name} {own or seen[name]}" if alike else name)
    return found


def problems(entry: Entry, value: Config, catalogue: Catalogue) -> list[str]:
    """What is wrong with the arguments of an object, as sentences."""
    return [problem.message for problem in check_config(catalogue, entry, value.get("config", {}))]
