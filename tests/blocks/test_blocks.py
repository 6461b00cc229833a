"""Ready blocks: what their files promise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from model_codegen import blocks
from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError
from model_codegen.design.expansion import expanded
from model_codegen.design.graph import Layer, SubModel
from model_codegen.execution.build import build


def test_every_design_file_is_an_entry() -> None:
    files = {path.stem for path in Path(blocks.__file__).parent.glob("*.json")}
    assert files == set(blocks.names())


def test_each_says_what_it_does_and_whose_idea_it_is() -> None:
    entries = blocks.entries()
    assert len({entry.title for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.summary.endswith(".")
        assert len(entry.title) <= 32
        assert entry.paper[-4:].isdigit()
        assert entry.link.startswith(("https://arxiv.org/abs/", "https://doi.org/"))


@pytest.mark.parametrize("name", blocks.names())
def test_its_example_uses_the_block_once(name: str) -> None:
    design = blocks.load(name)
    assert design.name == name
    assert [*design.models] == [name]
    assert design.models[name].name == name
    assert design.models[name].parameters
    uses = [one for one in design.main.operations.values() if isinstance(one, SubModel)]
    assert uses == [SubModel(name, name)]
    assert design.positions[name].keys() == design.models[name].nodes.keys()


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(DesignError, match="Did you mean `unet_down` or `unet_up`"):
        blocks.load("unet")


FIGURES: dict[str, tuple[int, Any]] = {
    "conv_bn_relu": (27 * 64 + 4 * 64, (None, 64, 64, 64)),
    "residual_block": (2 * (9 * 64 * 64 + 4 * 64), (None, 56, 56, 64)),
    "residual_down_block": (
        (9 * 64 + 9 * 128 + 64) * 128 + 3 * 4 * 128,
        (None, 28, 28, 128),
    ),
    "bottleneck_block": (
        (257 * 64 + (9 * 64 + 1) * 64 + 65 * 256) + 4 * (64 + 64 + 256),
        (None, 56, 56, 256),
    ),
    "bottleneck_down_block": (
        (257 * 128 + (9 * 128 + 1) * 128 + 129 * 512 + 257 * 512) + 4 * (128 + 128 + 512 + 512),
        (None, 28, 28, 512),
    ),
    "inverted_residual_block": (
        (32 + 9 + 32) * 192 + 4 * (192 + 192 + 32),
        (None, 28, 28, 32),
    ),
    "inverted_residual_down_block": (
        (32 + 9 + 64) * 192 + 4 * (192 + 192 + 64),
        (None, 14, 14, 64),
    ),
    "squeeze_and_excite": (65 * 4 + 5 * 64, (None, 56, 56, 64)),
    "unet_down": (28 * 64 + 577 * 64, [(None, 64, 64, 64), (None, 128, 128, 64)]),
    "unet_up": ((4 * 128 + 1 + 9 * 128 + 1 + 577) * 64, (None, 128, 128, 64)),
    "transformer_encoder": (
        4 * 129 * 128 + 129 * 512 + 513 * 128 + 2 * 2 * 128,
        (None, 64, 128),
    ),
    "transformer_decoder": (
        2 * 4 * 129 * 128 + 129 * 512 + 513 * 128 + 3 * 2 * 128,
        (None, 64, 128),
    ),
    "attention_pooling": (129 * 64 + 65, (None, 128)),
    "lstm_encoder": (4 * (64 + 128 + 1) * 128, [(None, 64, 128), (None, 128), (None, 128)]),
    "mlp": (65 * 256 + 257 * 256, (None, 256)),
}
"""Parameters and output shapes of the examples, worked out by hand from the papers' figures."""


@pytest.mark.keras
def test_each_has_the_weights_and_shapes_of_its_paper() -> None:
    assert FIGURES.keys() == set(blocks.names())
    for name, (params, shapes) in FIGURES.items():
        analysis = analyse(blocks.load(name))
        assert [d.message for d in analysis.errors] == [], name
        assert analysis.total_params == params, name
        outputs = analysis.nodes[name].outputs or ()
        found = [spec.shape for spec in outputs]
        assert (found if len(found) > 1 else found[0]) == shapes, name


def small(name: str, **arguments: Any) -> Any:
    """The model of a block alone, built by Keras, with some arguments."""
    design = blocks.load(name)
    [use] = [key for key, one in design.main.operations.items() if isinstance(one, SubModel)]
    block = SubModel(name, name, arguments=arguments)
    operations = {**design.main.operations, use: block}
    for key, operation in operations.items():
        if isinstance(operation, Layer):
            channels = arguments.get("channels", 4 * arguments.get("filters", 0))
            operations[key] = replace(operation, config={"shape": [8, 8, channels]})
    return build(expanded(replace(design, main=replace(design.main, operations=operations))))


def assert_same(name: str, ours: Any, theirs: Any, layers: dict[str, str]) -> None:
    """Hold a block to compute what Keras' own part does, with the same weights.

    Args:
        name: The block.
        ours: A model that is this block alone.
        theirs: Keras' own.
        layers: By name of a layer in the block: that of the same layer in Keras' own.
    """
    import numpy

    random = numpy.random.default_rng(0)
    block = ours.get_layer(name)
    assert {layer.name for layer in theirs.layers if layer.weights} == {*layers.values()}
    for mine, other in layers.items():
        weights = theirs.get_layer(other).weights
        for weight in weights:
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
        values = [weight.numpy() for weight in weights]
        own = block.get_layer(mine).weights
        if len(own) > len(values):
            values = [numpy.ones(own[0].shape), *values]  # a scale, which Keras' own leaves out
        for weight, value in zip(own, values, strict=True):
            weight.assign(value.reshape(weight.shape))
    picture = random.uniform(-1, 1, (2, *theirs.input.shape[1:])).astype("float32")
    numpy.testing.assert_allclose(ours(picture), theirs(picture), rtol=1e-4, atol=1e-4)


@pytest.mark.keras
@pytest.mark.parametrize("name", ["bottleneck_block", "bottleneck_down_block"])
def test_a_bottleneck_is_that_of_keras(name: str) -> None:
    import keras
    from keras.src.applications.resnet import residual_block_v1

    down = name == "bottleneck_down_block"
    x = keras.Input((8, 8, 8))
    y = residual_block_v1(x, 2, stride=2 if down else 1, conv_shortcut=down, name="b")
    parts = {"1": "reduce", "2": "conv", "3": "restore", **({"0": "shortcut"} if down else {})}
    layers = {part: f"b_{n}_conv" for n, part in parts.items()}
    layers |= {f"{part}_bn": f"b_{n}_bn" for n, part in parts.items()}
    ours = small(name, filters=2, **({"channels": 8} if down else {}))
    assert_same(name, ours, keras.Model(x, y), layers)


@pytest.mark.keras
@pytest.mark.parametrize("name", ["inverted_residual_block", "inverted_residual_down_block"])
def test_an_inverted_residual_is_that_of_keras(name: str) -> None:
    import keras
    from keras.src.applications.mobilenet_v2 import _inverted_res_block

    down = name == "inverted_residual_down_block"
    x = keras.Input((8, 8, 8))
    stride = 2 if down else 1
    y = _inverted_res_block(x, expansion=2, stride=stride, alpha=1.0, filters=8, block_id=1)
    parts = ("expand", "depthwise", "project")
    layers = {part: f"block_1_{part}" for part in parts}
    layers |= {f"{part}_bn": f"block_1_{part}_BN" for part in parts}
    ours = small(name, channels=8, expansion=2, **({"filters": 8} if down else {}))
    assert_same(name, ours, keras.Model(x, y), layers)


@pytest.mark.keras
def test_squeeze_and_excite_is_that_of_keras() -> None:
    import keras
    from keras.src.applications.efficientnet import block

    x = keras.Input((8, 8, 8))
    whole = keras.Model(x, block(x, filters_in=8, filters_out=8, se_ratio=0.25, id_skip=False))
    start, end = (whole.get_layer(name).output for name in ("activation", "se_excite"))
    ours = small("squeeze_and_excite", channels=8, ratio=4, activation="silu")
    layers = {"reduce": "se_reduce", "excite": "se_expand"}
    assert_same("squeeze_and_excite", ours, keras.Model(start, end), layers)


@pytest.mark.keras
def test_conv_bn_relu_is_that_of_keras_where_the_scale_is_one() -> None:
    import keras
    from keras.src.applications.inception_v3 import conv2d_bn

    x = keras.Input((8, 8, 3))
    theirs = keras.Model(x, conv2d_bn(x, 4, 3, 3, strides=(2, 2), name="c"))
    ours = small("conv_bn_relu", channels=3, filters=4, strides=2)
    assert_same("conv_bn_relu", ours, theirs, {"conv": "c_conv", "bn": "c_bn"})
