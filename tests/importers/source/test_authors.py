"""The source of `keras.applications`, as Keras' authors wrote it, is read as what Keras builds."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path

import keras
import pytest

from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
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


def test_a_layer_of_the_authors_that_makes_weights_is_a_placeholder() -> None:
    result = from_source(source_of("ConvNeXtTiny"), "model")
    reasons = {d.message.partition(": ")[2] for d in result.diagnostics if d.severity == "warning"}
    (reason,) = reasons
    assert reason.startswith("`LayerScale` is code of its own: it makes weights by itself")
    wanted = from_application("ConvNeXtTiny").design
    assert len(result.design.main.nodes) == len(wanted.main.nodes)
