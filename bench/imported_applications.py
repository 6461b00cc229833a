"""Models of `keras.applications` imported, analysed and written, beside Keras building them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from bench.measure import Row, milliseconds
from model_codegen import catalogue
from model_codegen.analysis import analyse
from model_codegen.emitters import emit
from model_codegen.importers import from_model
from model_codegen.keras_bridge.keras_import import import_keras

SPREAD = ("DenseNet121", "EfficientNetB0", "MobileNetV2", "NASNetMobile", "ResNet50", "VGG16")


def rows() -> Iterator[Row]:
    """Measure a spread of them."""
    return _rows(SPREAD)


def all_rows() -> Iterator[Row]:
    """Measure all of them."""
    entries = catalogue.load().entries.values()
    return _rows(sorted(entry.name for entry in entries if entry.is_application))


def _rows(names: tuple[str, ...] | list[str]) -> Iterator[Row]:
    import_keras()
    import keras

    # What is only done once in a process, such as reading which function makes which operation.
    emit(from_model(keras.applications.MobileNet(weights=None)).design, "functional")
    for name in names:
        yield from _application(name)


def _application(name: str) -> Iterator[Row]:
    import keras

    kept: dict[str, Any] = {}

    def build() -> None:
        kept["model"] = getattr(keras.applications, name)(weights=None)

    def read() -> None:
        kept["design"] = from_model(kept["model"]).design

    built = milliseconds(build)
    imported = milliseconds(read)
    design = kept["design"]
    note = f"{len(design.main.nodes)} nodes; Keras: build"
    yield Row(f"import {name}", imported, keras=built, note=note)
    analysed = milliseconds(lambda: analyse(design))
    yield Row(f"analyse {name}, as imported", analysed, keras=built, note="Keras: build")
    for style in ("functional", "subclass"):
        written = milliseconds(partial(emit, design, style))
        yield Row(f"emit {name} as {style} source", written, keras=built, note="Keras: build")
