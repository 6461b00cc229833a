"""Tutorials run by Python itself, with Keras as it is, to compare with what is read of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import keras
import numpy as np

from model_codegen.design.graph import Design, Layer, ModelGraph, Op, Operation, SubModel
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_model
from model_codegen.importers.source.pasted_text import _plain

FOLDER = Path(__file__).parent / "tutorials"

_IMAGES = {"mnist": (28, 28), "imdb": (5,)}


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text("utf-8")


@contextmanager
def no_data() -> Iterator[None]:
    """Data sets of three examples, which is all that a model's shape asks for, and no training."""

    def load(shape: tuple[int, ...]) -> Any:
        one = np.zeros((3, *shape)), np.zeros((3,))
        return lambda **_: (one, one)

    fakes = [
        mock.patch.object(getattr(keras.datasets, name), "load_data", load(shape))
        for name, shape in _IMAGES.items()
    ]
    fakes += [mock.patch.object(keras.Model, name) for name in ("fit", "evaluate", "summary")]
    for fake in fakes:
        fake.start()
    try:
        yield
    finally:
        for fake in fakes:
            fake.stop()


def run(name: str) -> dict[str, Any]:
    """The variables of a tutorial that Python has run."""
    keras.utils.clear_session()
    variables: dict[str, Any] = {"__name__": "__main__"}
    lines = _plain(text_of(name)).split("\n")
    absent = re.compile(r"import (keras_hub|matplotlib)")
    source = "\n".join(line for line in lines if not absent.search(line))
    with no_data():
        exec(compile(source, name, "exec"), variables)
    return variables


def live_design(model: Any, inputs: Any = None) -> Design:
    return from_model(model, inputs).design


def nameless(design: Design) -> Design:
    """The normal form, without what the layers of a block are called.

    Source that makes two blocks by one class is read as two instances of one definition; Keras has
    numbered the layers inside on.
    """
    normal = normal_form(design)
    known: list[ModelGraph] = []

    def define(key: str) -> str:
        graph = strip(normal.models[key], blank=True)
        if graph not in known:
            known.append(graph)
        return f"m{known.index(graph)}"

    def strip(graph: ModelGraph, *, blank: bool) -> ModelGraph:
        operations = {key: change(o, blank=blank) for key, o in graph.operations.items()}
        return replace(graph, operations=operations)

    def change(operation: Operation, *, blank: bool) -> Operation:
        if isinstance(operation, SubModel):
            operation = replace(operation, model=define(operation.model))
        if blank and not isinstance(operation, Op):
            operation = replace(operation, name="")
        if isinstance(operation, Layer) and operation.recorded is not None:
            # What a placeholder is told to be differs: a live layer knows its class.
            recorded = replace(operation.recorded, reason="")
            operation = replace(operation, class_name="?", config={}, recorded=recorded)
        return operation

    main = strip(normal.main, blank=False)
    return replace(normal, main=main, models={f"m{i}": graph for i, graph in enumerate(known)})
