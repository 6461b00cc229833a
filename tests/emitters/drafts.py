"""Designs that the gallery does not have: everything a document can say, small enough to run."""

from __future__ import annotations

from typing import Any

from model_codegen.design.graph import (
    Design,
    Slice,
    TensorRef,
)
from tests.emitters.block_drafts import (
    copied_block,
    masked_block,
    mixed_block,
    nested_blocks,
    shared_across,
    shared_arguments,
    shared_block,
    shared_frozen,
)
from tests.emitters.draft import Draft, cell


def recurrent_states() -> Design:
    """An encoder's states start the decoder; what else it returns is not used."""
    d = Draft("recurrent_states")
    source, target = d.input("source", 5, 3), d.input("target", 4, 3)
    d.layer("LSTM", "encoder", source, units=4, return_state=True)
    states = [TensorRef("encoder", 1), TensorRef("encoder", 2)]
    x = d.layer(
        "LSTM", "decoder", target, units=4, return_sequences=True, call={"initial_state": states}
    )
    gru = d.layer("GRU", "gru", x, units=2, return_state=True)
    both = d.layer("Add", "add", [gru, TensorRef("gru", 1)])
    stacked = d.layer("RNN", "rnn", x, cell=[cell("LSTMCell", units=3), cell("GRUCell", units=2)])
    return d.design({"source": "source", "target": "target"}, (both, stacked, x))


def frozen() -> Design:
    """Nothing that was frozen is trained, wherever its weights are."""
    inner = Draft("block")
    x = inner.input("input_layer", 5, 4)
    inner.layer("MultiHeadAttention", "attention", x, x, num_heads=2, key_dim=2)
    d = Draft("frozen")
    x = d.input("input_layer", 5, 4)
    x = d.layer("Dense", "dense", x, units=4, trainable=False)
    x = d.layer("MultiHeadAttention", "mha", x, x, trainable=False, num_heads=1, key_dim=2)
    x = d.block("block", "block", x, trainable=False)
    x = d.layer("BatchNormalization", "norm", x, trainable=False, call={"training": True})
    wrapped = cell("GRU", units=3, reset_after=False)
    x = d.layer("Bidirectional", "both_ways", x, layer=wrapped, trainable=False)
    d.layer("Dense", "dense_1", x, units=2)
    return d.design("input_layer", block=inner.graph("input_layer"))


def frozen_chain() -> Design:
    """A chain with a frozen layer that has layers inside."""
    d = Draft("frozen_chain")
    x = d.input("input_layer", 5, 4)
    wrapped = cell("Dense", units=3, name="inner")
    x = d.layer("TimeDistributed", "time_distributed", x, layer=wrapped, trainable=False)
    d.layer("GlobalMaxPooling1D", "global_max_pooling1d", x)
    return d.design("input_layer")


def operators() -> Design:
    """Functions without weights, as operators where people write one."""
    d = Draft("operators")
    x, ids = d.input("x", 6, 4), d.input("ids", 6, dtype="int32")
    first = d.op("get_item", "first", x, (Slice(), 0))
    rest = d.op("get_item", "rest", x, (..., Slice(1, None, 2)))
    scaled = d.op("multiply", "scaled", 0.5, first)
    shifted = d.op("subtract", "shifted", scaled, 1.5)
    minus = d.op("negative", "minus", shifted)
    positive = d.op("greater", "positive", minus, 0.0)
    chosen = d.op("where", "chosen", positive, minus, first)
    mean = d.op("mean", "mean", rest, axis=-1)
    one_hot = d.op("one_hot", "one_hot", ids, 3)
    flat = d.op("reshape", "flat", one_hot, newshape=(-1, 18))
    mixed = d.op("add", "mixed", mean, ids)
    squares = d.op("matmul", "squares", one_hot, d.op("transpose", "turned", one_hot, (0, 2, 1)))
    parts = d.op("split", "parts", flat, 3, axis=-1)
    alone = d.op("split", "alone", flat, 1, axis=-1)
    joined = d.op("concatenate", "joined", [TensorRef("parts", 2), parts, chosen], axis=-1)
    total = d.op("sum", "total", squares, axis=(1, 2))
    return d.design(["x", "ids"], [joined, mixed, total, alone])


def arithmetic() -> Design:
    """Numbers on either side of an operator, and what is better written as a call."""
    d = Draft("arithmetic")
    image, ids = d.input("image", 6, 4, dtype="uint8"), d.input("ids", 6, dtype="int32")
    x = d.op("cast", "cast", image, dtype="float32")
    x = d.op("true_divide", "scaled", x, 255)
    rest = d.op("subtract", "rest", 1, x)
    halved = d.op("multiply", "halved", -0.5, rest)
    lowered = d.op("add", "lowered", halved, -1)
    powers = d.op("power", "powers", -2.0, lowered)
    squares = d.op("power", "squares", lowered, 2)
    below = d.op("less", "below", squares, -0.25)
    chosen = d.op("where", "chosen", below, powers, 0.0)
    token = d.op("get_item", "token", chosen, key=(Slice(), None, -1))
    bytes_ = d.op("multiply", "bytes", image, 3)
    lengths = d.op("multiply", "lengths", ids, -2)
    known = d.op("greater_equal", "known", ids, -1)
    divided = d.op("floor_divide", "divided", ids, 7)
    clipped = d.op("clip", "clipped", token, x_min=-1.0, x_max=1.0)
    return d.design(["image", "ids"], [clipped, bytes_, lengths, known, divided])


def mixed_inputs() -> Design:
    """Under a mixed policy, layers that look at their inputs before they convert them."""
    d = Draft("mixed_inputs")
    x = d.input("features", 4)
    y = d.layer("LayerNormalization", "layer_normalization", x)
    d.layer("Maximum", "maximum", [x, y])
    return d.design("features", policy="mixed_bfloat16")


def objects() -> Design:
    """Arguments that are objects, ranges and shapes."""
    d = Draft("objects")
    x = d.input("image", None, None, 3)
    x = d.layer("Rescaling", "rescaling", x, scale=1 / 127.5, offset=-1)
    x = d.layer("RandomTranslation", "shift", x, height_factor=[-0.1, 0.1], width_factor=0.2)
    x = d.layer(
        "Conv2D",
        "conv2d",
        x,
        filters=4,
        kernel_size=[3, 3],
        strides=[1, 1],
        padding="same",
        data_format=None,
        use_bias=False,
        kernel_initializer={"class_name": "keras.initializers.HeNormal", "config": {"seed": 1}},
        kernel_regularizer={"class_name": "keras.regularizers.L2", "config": {"l2": 0.001}},
        kernel_constraint={"class_name": "keras.constraints.MaxNorm", "config": {"max_value": 3}},
    )
    x = d.layer("Activation", "act", x, activation=cell("LeakyReLU", negative_slope=0.1))
    x = d.layer("ZeroPadding2D", "zero_padding2d", x, padding=[[1, 0], [2, 1]])
    x = d.layer("GlobalAveragePooling2D", "global_average_pooling2d", x)
    x = d.layer("Reshape", "reshape", x, target_shape=[2, 2])
    x = d.layer("UnitNormalization", "unit_normalization", x, axis=[1])
    x = d.layer("ReLU", "re_lu", x, max_value=6, negative_slope=1e-3)
    d.layer("Permute", "permute", x, dims=[2, 1])
    return d.design("image")


def awkward_names() -> Design:
    """Names that are keywords, builtins, attributes of a model, variables of the source."""
    d = Draft('Tom\'s "best" model: 100% {x}')
    x = d.input("class", 4)
    wanted = (
        "x", "layers", "keras", "import", "output", "optimizer", "build_model", "print", "2nd",
        "self", "l", "_private", "__dunder__", "training", "dtype", "Name", "name", "a.b", "a-b",
        "add_1", "summary", "loss", "call",
    )  # fmt: skip
    for name in wanted:
        x = d.layer("Dense", name, x, units=4)
    y = d.op("add", "inputs", x, x)
    d.op("add", "outputs", y, TensorRef("class"))
    return d.design("class")


def name_of_an_op() -> Design:
    """Layers called what Keras would call the ops beside them by itself."""
    d = Draft("name_of_an_op")
    x = d.input("add", 4)
    y = d.layer("Dense", "add_2", x, units=4)
    z = d.op("add", "one", x, y)
    z = d.op("add", "two", z, y)
    z = d.layer("Add", "add_1", [z, y])
    d.layer("Add", "add_4", [z, x])
    return d.design("add")


SMALL: dict[str, Any] = {"input_shape": [32, 32, 3], "include_top": False, "weights": None}
"""Arguments of a model of `keras.applications` that is built soon."""


def fine_tuning() -> Design:
    """Two models of `keras.applications`: one shared and all but frozen, one that trains."""
    d = Draft("fine_tuning")
    x, y = d.input("left", 32, 32, 3), d.input("right", 32, 32, 3)
    name = "mobilenet_0.25_32"
    config = {**SMALL, "alpha": 0.25, "pooling": "avg"}
    one = d.application("MobileNet", name, x, last=20, **config)
    two = d.again(name, f"{name}_call_2", y, training=False)
    config = {**SMALL, "minimalistic": True, "pooling": "max"}
    three = d.application("MobileNetV3Small", "features", x, **config)
    z = d.layer("Rescaling", "rescaling", three, scale=0.5)
    d.layer("Dense", "layer", d.layer("Concatenate", "concatenate", [one, two, z]), units=3)
    return d.design(["left", "right"])


def frozen_base() -> Design:
    """A chain with a frozen model, which is made before all others and counts names inside."""
    d = Draft("frozen_base")
    x = d.layer("Rescaling", "rescaling", d.input("input_layer", 32, 32, 3), scale=0.5)
    name, config = "MobileNetV3Small", {**SMALL, "minimalistic": True}
    x = d.application(name, name, x, trainable=False, **config)
    x = d.layer("GlobalAveragePooling2D", "global_average_pooling2d", x)
    d.layer("Dense", "dense", x, units=3)
    return d.design("input_layer")


ALL = {
    make.__name__: make
    for make in (
        arithmetic, awkward_names, copied_block, fine_tuning, frozen, frozen_base, frozen_chain,
        masked_block, mixed_block, mixed_inputs, name_of_an_op, nested_blocks, objects, operators,
        recurrent_states, shared_across, shared_arguments, shared_block, shared_frozen,
    )
}  # fmt: skip
"""By name."""
