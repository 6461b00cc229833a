"""Data by kind and name: what is known of them, and their values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from model_codegen.datasets.bundled import bundled_entries, read_bundled
from model_codegen.datasets.entry import DataEntry
from model_codegen.datasets.field_facts import facts_of_all
from model_codegen.datasets.generated import complete_options, generate, generated_entries
from model_codegen.datasets.random_data import read_random
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, DataKind


def entries() -> list[DataEntry]:
    """All data that can be chosen by name, those at hand first."""
    return [*bundled_entries(), *generated_entries()]


def describe(
    kind: DataKind, name: str, options: Config | None = None, path: Path | None = None
) -> Data:
    """What is known of data: their options in full, number of samples and fields; wired to nothing.

    Args:
        kind: Where they come from.
        name: Which.
        options: Of a generator its arguments, where they differ from the usual ones.
        path: Of a file, where it lies.

    Raises:
        DataError: If there are no such data, they cannot be read, or an option is wrong.
    """
    data = Data(kind, name, dict(options or {}))
    if kind == "random":
        raise DataError("Random data have the shapes of a design: they are made by wiring it.")
    if kind == "generated":
        data = replace(data, options=complete_options(name, data.options))
    fields = facts_of_all(arrays := read(data, path))
    return replace(data, samples=len(next(iter(arrays.values()))), fields=fields)


def read(data: Data, path: Path | None = None) -> dict[str, np.ndarray]:
    """Every field of data, by its name: one value for each sample.

    Args:
        data: The data.
        path: Of a file, where it lies.

    Raises:
        DataError: If there are no such data, they cannot be read, or an option is wrong.
    """
    match data.kind:
        case "bundled":
            return read_bundled(data.name)
        case "generated":
            return generate(data.name, data.options)
        case "random":
            return read_random(data)
    raise DataError(f"Data of the kind {data.kind!r} cannot be read yet.")
