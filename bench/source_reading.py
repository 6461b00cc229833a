"""Python source read without running it, beside Python running it with Keras."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from bench.measure import Row, milliseconds
from model_codegen.emitters import emit
from model_codegen.importers import from_application, from_source
from model_codegen.keras_bridge.keras_import import import_keras

NAMES = ("VGG16", "ResNet50", "MobileNetV2", "EfficientNetB0", "ResNet152")


def rows() -> Iterator[Row]:
    """Measure source of applications, flat, folded and as classes."""
    import_keras()
    for name in NAMES:
        design = from_application(name).design
        for style, fold in (("functional", False), ("functional", True), ("subclass", False)):
            text = emit(design, style, fold=fold).text
            told = f"{'folded ' if fold else ''}{style}, {len(text.splitlines())} lines"
            read = milliseconds(partial(from_source, text))
            run = milliseconds(partial(_run, text))
            yield Row(f"read {name}: {told}", read, keras=run, note="Python and Keras: run it")


def _run(text: str) -> None:
    variables: dict[str, Any] = {"__name__": "model"}
    exec(compile(text, "model.py", "exec"), variables)
    variables["build_model"]()
