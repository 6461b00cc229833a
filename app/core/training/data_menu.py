"""The data that can be chosen by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from model_codegen.datasets.entry import DataEntry
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data


@cache
def entries() -> tuple[DataEntry, ...]:
    """All of them, in the order of the menu."""
    from model_codegen import datasets

    return tuple(datasets.entries())


@cache
def titles() -> Mapping[tuple[str, str], str]:
    """Their titles, by kind and name."""
    return {(entry.kind, entry.name): entry.title for entry in entries()}


def fitting(design: str) -> list[DataEntry]:
    """Those that are made for a design of the gallery, by its name."""
    return [entry for entry in entries() if design in entry.designs]


def summary(data: Data) -> str:
    """What is in data that are chosen by name; empty of others."""
    found = [entry for entry in entries() if (entry.kind, entry.name) == (data.kind, data.name)]
    return found[0].summary if found else ""


def option_bounds(name: str) -> Mapping[str, tuple[float, float]]:
    """The smallest and largest value of each option of a generator; empty if there is none."""
    from model_codegen.datasets import generated

    try:
        return generated.option_bounds(name)
    except DataError:
        return {}


def usual(name: str, option: str) -> float:
    """The value that an option of a generator has by itself."""
    from model_codegen.datasets import generated

    value: float = generated.default_options(name)[option]
    return value


def key(data: Data) -> str:
    """Names what data hold, whatever they are wired to."""
    told = (data.kind, data.name, data.options, {k: v.shape for k, v in data.fields.items()})
    return repr(told)
