"""Data by kind and name: what is known of them, and their values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from model_codegen.datasets.bundled import bundled_entries, read_bundled
from model_codegen.datasets.entry import DataEntry
from model_codegen.datasets.field_facts import facts_of
from model_codegen.datasets.files.csv_table import labels_without_dates, read_table, table_options
from model_codegen.datasets.files.image_folders import image_options, read_images
from model_codegen.datasets.files.npz_arrays import read_npz
from model_codegen.datasets.files.record_file import read_records
from model_codegen.datasets.generated import complete_options, generate, generated_entries
from model_codegen.datasets.keras_data import (
    described_by_keras,
    keras_entries,
    read_by_keras,
)
from model_codegen.datasets.random_data import read_random
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, DataKind, FieldFacts
from model_codegen.design.wording import quote


def entries() -> list[DataEntry]:
    """All data that can be chosen by name, those at hand first."""
    return [*bundled_entries(), *generated_entries(), *keras_entries()]


def describe(
    kind: DataKind, name: str, options: Config | None = None, path: Path | None = None
) -> Data:
    """What is known of data: their options in full, number of samples and fields; wired to nothing.

    Args:
        kind: Where they come from.
        name: Which.
        options: Of a generator its arguments, of a file how it is read, where that is not as usual.
        path: Of a file, where it lies.

    Raises:
        DataError: If there are no such data, they cannot be read, or an option is wrong.
    """
    data = Data(kind, name, dict(options or {}))
    if kind == "random":
        raise DataError("Random data have the shapes of a design: they are made by wiring it.")
    if kind == "keras":
        return described_by_keras(data)
    data = replace(data, options=_complete(data, path))
    arrays = read(data, path)
    fields = {name: _facts(data, values) for name, values in arrays.items()}
    return replace(data, samples=len(next(iter(arrays.values()))), fields=fields)


def _complete(data: Data, path: Path | None) -> Config:
    match data.kind:
        case "generated":
            return complete_options(data.name, data.options)
        case "csv":
            return table_options(_file(data, path), data.name, data.options)
        case "images":
            return image_options(_file(data, path), data.name, data.options)
    return data.options


def _facts(data: Data, values: np.ndarray) -> FieldFacts:
    facts = facts_of(values)
    return (
        replace(facts, labels=labels_without_dates(facts.labels)) if data.kind == "csv" else facts
    )


def _file(data: Data, path: Path | None) -> Path:
    if path is None:
        raise DataError(f"The file {quote(data.name)} is not at hand: bring it again.")
    return path


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
        case "keras":
            return read_by_keras(data)
        case "csv":
            return read_table(_file(data, path), data.name, data.options)
        case "npz":
            return read_npz(_file(data, path), data.name)
        case "images":
            return read_images(_file(data, path), data.name, data.options)
        case "tfrecord":
            return read_records(_file(data, path), data.name)
