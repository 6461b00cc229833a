"""The source of `keras.applications`, as Keras' authors wrote it, is read as what Keras builds."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path

import keras
import pytest

from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design, Layer, Operation
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_application, from_source

pytestmark = [pytest.mark.keras, pytest.mark.timeout(600)]

NAMES = (
    "DenseNet121", "EfficientNetB0", "EfficientNetV2B0", "InceptionV3", "MobileNet", "MobileNetV2",
    "MobileNetV3Large", "NASNetMobile", "ResNet50", "VGG16", "Xception",
)  # fmt: skip


def source_of(name: str) -> str:
    """The module of an application, which then makes it."""
    file = inspect.getsourcefile(getattr(keras.applications, name))
    assert file is not None
    return f"{Path(file).read_text('utf-8')}\nmodel = {name}(weights=None)\n"


def told(design: Design) -> str:
    normal = normal_form(design)
    return dumps(replace(normal, name="model", main=replace(normal.main, name="model")))


@pytest.mark.parametrize("name", NAMES)
def test_what_the_authors_wrote_is_what_keras_builds(name: str) -> None:
    result = from_source(source_of(name), "model")
    assert [d.message for d in result.diagnostics if d.severity != "advice"] == []
    assert told(result.design) == told(from_application(name, {"weights": None}).design)


def test_a_layer_of_the_authors_that_makes_weights_keeps_its_code() -> None:
    result = from_source(source_of("ConvNeXtTiny"), "model")
    assert not [d for d in result.diagnostics if d.severity == "warning"]
    assert "class LayerScale(Layer):" in result.design.code
    wanted = from_application("ConvNeXtTiny", {"weights": None}).design
    read = replaced(result.design)
    assert told(read) == told(replaced(wanted))
    kept = [o for o in read.main.operations.values() if isinstance(o, Layer) and o.recorded]
    assert [operation.recorded.params for operation in kept if operation.recorded] == [
        params for params, count in ((96, 3), (192, 3), (384, 9), (768, 3)) for _ in range(count)
    ]


def replaced(design: Design) -> Design:
    """The design without what a text and a file must tell differently of a class of the authors'.

    That is where it is from, its code, why it is unknown, and whether its name is an argument.
    """

    def alike(operation: Operation) -> Operation:
        if not isinstance(operation, Layer) or operation.recorded is None:
            return operation
        config = {key: value for key, value in operation.config.items() if key != "name"}
        return Layer(
            operation.class_name.rpartition(".")[2],
            operation.name,
            config,
            operation.dtype,
            operation.trainable,
            recorded=replace(operation.recorded, reason=""),
        )

    operations = {key: alike(operation) for key, operation in design.main.operations.items()}
    return replace(design, main=replace(design.main, operations=operations), code="")
