"""The library by itself, and Keras doing the same."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import designs
from bench.measure import Row, milliseconds, resident_megabytes
from model_codegen.analysis import analyse
from model_codegen.design.graph import Design, Layer
from model_codegen.emitters import emit
from model_codegen.importers import from_application
from model_codegen.keras_bridge.keras_import import import_keras
from model_codegen.render import plot, summary

if TYPE_CHECKING:
    import keras

REPEATS = 9


def rows() -> Iterator[Row]:
    """Measure one row after the other."""
    import_keras()
    import keras

    analyse(designs.residual_stack(10))  # Keras' own first-call costs are not ours to measure.
    for title, design, build in (
        ("ResNet50", designs.resnet50(), keras.applications.ResNet50),
        ("EfficientNetB7", designs.efficientnet_b7(), keras.applications.EfficientNetB7),
    ):
        yield from _application(title, design, partial(build, weights=None))
    yield from _gpt3()
    yield from _emission()


def _application(title: str, design: Design, build: Callable[[], Any]) -> Iterator[Row]:
    first = milliseconds(lambda: analyse(design))
    built = milliseconds(build)
    yield Row(f"analyse {title}, nothing cached", first, beside=built, note="Keras: build")
    head = len(design.main.nodes)
    edits = iter([_with_units(design, 900 + step) for step in range(REPEATS)])
    yield Row(
        f"analyse {title} after an edit",
        milliseconds(lambda: analyse(next(edits)), REPEATS),
        budget=10 if title == "ResNet50" else None,
        beside=built,
        note=f"{head} nodes; Keras: build again",
    )
    model = build()
    yield Row(
        f"summary of {title}",
        milliseconds(lambda: summary(design), REPEATS),
        budget=400 if title == "EfficientNetB7" else None,
        beside=built + milliseconds(lambda: model.summary(print_fn=lambda *_, **__: None)),
        note="Keras: build + summary",
    )
    with tempfile.TemporaryDirectory() as directory:
        yield Row(
            f"plot of {title}",
            milliseconds(lambda: plot(design, Path(directory) / "ours.svg")),
            beside=built + milliseconds(lambda: _keras_plot(model, Path(directory) / "keras.svg")),
            note="Keras: build + plot_model, polyline, since ortho makes Graphviz abort",
        )


def _with_units(design: Design, units: int) -> Design:
    """The design with another width of its last layer: what one edit in the inspector does."""
    layer = design.main.operations["predictions"]
    assert isinstance(layer, Layer)
    changed = replace(layer, config={**layer.config, "units": units})
    operations = {**design.main.operations, "predictions": changed}
    return replace(design, main=replace(design.main, operations=operations))


def _keras_plot(model: keras.Model, path: Path) -> None:
    import keras

    keras.utils.plot_model(
        model, os.fspath(path), show_shapes=True, show_dtype=True, splines="polyline"
    )


def _gpt3() -> Iterator[Row]:
    design = designs.gpt3()
    before = resident_megabytes()
    first = milliseconds(lambda: analyse(design))
    total = analyse(design).total_params
    memory = resident_megabytes() - before
    note = f"{len(design.main.nodes)} nodes, {total:,} parameters; Keras would need 700 GB"
    yield Row("analyse GPT-3, nothing cached", first, budget=50, note=note)
    yield Row("analyse GPT-3 again", milliseconds(lambda: analyse(design), REPEATS))
    yield Row("memory that took, results included", max(0.0, memory), "MB")


def _emission() -> Iterator[Row]:
    design = designs.resnet50()
    emit(designs.residual_stack(10), "functional")
    for style in ("functional", "subclass"):
        yield Row(
            f"emit ResNet50 as {style} source, formatted",
            milliseconds(partial(emit, design, style), REPEATS),
            budget=100,
        )
    yield from _folding()


def _folding() -> Iterator[Row]:
    budgets = {"ResNet50": None, "ResNet152": 1000, "EfficientNetB7": 1500, "NASNetLarge": 1500}
    for name, budget in budgets.items():
        design = from_application(name).design
        flat = milliseconds(partial(emit, design, "functional"), REPEATS)
        folded = milliseconds(partial(emit, design, "functional", fold=True), REPEATS)
        lines = [emit(design, "functional", fold=fold).text.count("\n") for fold in (False, True)]
        yield Row(
            f"fold the source of {name}, beyond writing it flat",
            folded - flat,
            budget=budget,
            note=f"{lines[0]} lines flat, {lines[1]} folded",
        )
