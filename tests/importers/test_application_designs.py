"""Models of `keras.applications` as designs, and opened up where they stand as one operation."""

from __future__ import annotations

import keras
import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import dumps, loads
from model_codegen.design.graph import Layer, SubModel
from model_codegen.emitters import emit
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import application_designs, from_application, from_model, open_up
from tests.drafting import design, inp

pytestmark = pytest.mark.keras


@pytest.mark.parametrize("name", ["MobileNetV2", "EfficientNetV2B0", "VGG16"])
def test_an_application_is_what_keras_makes(name: str) -> None:
    result = from_application(name)
    analysis = analyse(result.design)
    assert result.diagnostics == ()
    assert not analysis.errors
    made = getattr(keras.applications, name)(weights=None)
    assert analysis.total_params == made.count_params()
    assert len(result.design.main.nodes) == len(made.layers)
    assert normal_form(from_model(made).design).main.nodes == normal_form(result.design).main.nodes


def test_layers_of_its_own_are_placeholders() -> None:
    result = from_application("ConvNeXtTiny")
    assert len(result.diagnostics) == 18
    assert "`LayerScale` is not one of Keras' own layers" in result.diagnostics[0].message
    analysis = analyse(result.design)
    assert not analysis.errors
    assert analysis.total_params == 28_589_128
    assert "from custom_layers import LayerScale\n" in emit(result.design, "functional").text


def test_opening_up_keeps_figures_and_what_is_frozen() -> None:
    design = gallery.load("transfer_mobilenet")
    before = analyse(design)
    (key,) = (
        key
        for key, operation in design.main.operations.items()
        if getattr(operation, "class_name", "").startswith("keras.applications.")
    )
    opened = open_up(design, "main", key).design
    block = opened.main.operations[key]
    assert isinstance(block, SubModel)
    assert not block.trainable
    assert opened.main.nodes == design.main.nodes
    after = analyse(opened)
    assert (after.total_params, after.trainable_params) == (
        before.total_params,
        before.trainable_params,
    )
    assert not after.errors


def test_an_opened_model_keeps_where_its_weights_come_from() -> None:
    for config, kept in (({"alpha": 0.35}, "imagenet"), ({"weights": None}, None)):
        base = Layer("keras.applications.MobileNetV2", "", config)
        drawn = design({"x": (inp(224, 224, 3),), "base": (base, "x")})
        opened = open_up(drawn, "main", "base").design
        (graph,) = opened.models.values()
        if kept is None:
            assert graph.pretrained == ()
        else:
            (source,) = graph.pretrained
            assert source.class_name == "keras.applications.MobileNetV2"
            assert source.config == {"weights": kept} | config
        assert loads(dumps(opened)) == opened


def test_what_is_no_application_is_not_opened() -> None:
    design = gallery.load("mlp")
    for graph, key in (("main", "dense"), ("main", "none"), ("none", "dense")):
        with pytest.raises(DesignError, match=r"Only a model of keras\.applications"):
            open_up(design, graph, key)
    with pytest.raises(DesignError):
        from_application("NoNet")


def test_a_model_is_made_once_for_all_that_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    config = {"weights": None, "alpha": 0.35, "input_shape": [32, 32, 3], "include_top": False}
    first = from_application("MobileNetV2", config).design

    def made(*_: object, **__: object) -> None:
        raise AssertionError("it was made again")

    monkeypatch.setattr(application_designs, "construct", made)
    assert from_application("MobileNetV2", config).design == first
    for other in (config | {"alpha": 0.5}, config | {"include_top": True}):
        with pytest.raises(AssertionError, match="made again"):
            from_application("MobileNetV2", other)
    with pytest.raises(AssertionError, match="made again"):
        from_application("MobileNetV2", config, dtype_policy="mixed_float16")
