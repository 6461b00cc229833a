"""Designs with blocks: shared, copied, one in another, and what several graphs have in common."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import (
    Design,
    Layer,
    SubModel,
    TensorRef,
)
from tests.emitters.draft import Draft, cell


def shared_block() -> Design:
    """One encoder, called on both inputs: dropout and batch statistics inside."""
    inner = Draft("encoder")
    x = inner.layer("Dense", "dense", inner.input("input_layer", 6), units=5, activation="relu")
    x = inner.layer("BatchNormalization", "batch_normalization", x)
    inner.layer("Dropout", "dropout", x, rate=0.5)
    d = Draft("shared_block")
    left, right = d.input("left", 6), d.input("right", 6)
    a = d.block("encoder", "encoder", left)
    b = d.again("encoder", "encoder_call_2", right)
    d.layer("Dense", "same", d.layer("Subtract", "subtract", [a, b]), units=1)
    return d.design(["left", "right"], encoder=inner.graph("input_layer"))


def copied_block() -> Design:
    """Two instances of one definition in a row, the first one frozen."""
    inner = Draft("tower")
    x = inner.input("input_layer", 6)
    y = inner.layer("Dense", "dense", x, units=6, activation="relu")
    inner.op("add", "add", x, y)
    d = Draft("copied_block")
    x = d.block("tower", "tower", d.input("input_layer", 6), trainable=False)
    x = d.block("tower", "tower_1", x)
    d.layer("Dense", "dense", x, units=2)
    return d.design("input_layer", tower=inner.graph("input_layer"))


def nested_blocks() -> Design:
    """A block in a block; the inner one has a dict of outputs and a list of inputs."""
    inner = Draft("split")
    a, b = inner.input("a", 4), inner.input("b", 4)
    total = inner.layer("Add", "total", [a, b])
    product = inner.layer("Multiply", "product", [a, b])
    outer = Draft("mix")
    x = outer.input("x", 4)
    y = outer.layer("Dense", "dense", x, units=4)
    outer.block("split", "split", [x, y])
    # Outputs of a call are counted as Keras flattens them: keys in order.
    outer.layer("Concatenate", "concatenate", [TensorRef("split", 1), TensorRef("split", 0), y])
    d = Draft("nested_blocks")
    d.layer("Dense", "head", d.block("mix", "mix", d.input("features", 4)), units=3)
    return d.design(
        "features",
        split=inner.graph(["a", "b"], {"total": total, "product": product}),
        mix=outer.graph("x"),
    )


def masked_block() -> Design:
    """A mask goes into a block, through it and out again, or ends there."""
    inner = Draft("reader")
    x = inner.input("input_layer", 7, 4)
    x = inner.layer("Dense", "dense", x, units=4)
    y = inner.layer("LSTM", "lstm", x, units=3)
    d = Draft("masked_block")
    ids = d.input("ids", 7, dtype="int32")
    e = d.layer("Embedding", "embedding", ids, input_dim=5, output_dim=4, mask_zero=True)
    d.block("reader", "reader", e)
    z = d.layer("GRU", "gru", TensorRef("reader", 0), units=2)
    outputs = {"states": z, "last": TensorRef("reader", 1)}
    return d.design("ids", outputs, reader=inner.graph("input_layer", [x, y]))


def mixed_block() -> Design:
    """Under a mixed policy, dtypes change where a tensor enters a block, and nowhere else."""
    inner = Draft("residual")
    x = inner.input("input_layer", 4)
    y = inner.layer("Dense", "dense", x, units=4)
    inner.op("add", "sum", x, y)
    d = Draft("mixed_block")
    x = d.input("input_layer", 4)
    x = d.layer("Dense", "dense", x, units=4)
    x = d.block("residual", "residual", x)
    x = d.layer("Rescaling", "rescaling", x, dtype="float32", scale=0.5)
    d.layer("Dense", "head", x, units=2, dtype="float32", activation="softmax")
    return d.design("input_layer", policy="mixed_float16", residual=inner.graph("input_layer"))


def shared_across() -> Design:
    """A layer and a block, each in two graphs of three; the layer stands behind others there."""
    encoder = Draft("encoder")
    x = encoder.layer("Dense", "dense", encoder.input("input_layer", 4), units=3)
    encoder.again("projection", "call", encoder.layer("Dropout", "dropout", x, rate=0.5))
    outer = Draft("outer")
    x = outer.again("encoder", "call", outer.input("input_layer", 4))
    outer.layer("Dense", "dense", x, units=4, activation="relu")
    d = Draft("shared_across")
    x = d.layer("Dense", "dense", d.input("input_layer", 4), units=4)
    y = d.block("outer", "outer", x)
    z = d.again("encoder", "inside", y)
    w = d.again("projection", "bare", d.layer("Dense", "dense_1", y, units=3))
    d.layer("Add", "add", [z, w])
    design = d.design(
        "input_layer", encoder=encoder.graph("input_layer"), outer=outer.graph("input_layer")
    )
    shared = {
        "projection": Layer("keras.layers.Dense", "projection", {"units": 4}),
        "encoder": SubModel("encoder", "encoder"),
    }
    return replace(design, operations=shared)


def shared_frozen() -> Design:
    """Two copies of a block around one layer, which is frozen by a statement, under a policy."""
    block = Draft("reader")
    x = block.layer("Dense", "dense", block.input("input_layer", 5, 4), units=4)
    block.again("name", "call", x)
    d = Draft("shared_frozen")
    x = d.block("reader", "reader", d.input("input_layer", 5, 4))
    x = d.block("reader", "reader_1", x)
    d.layer("Dense", "dense", x, units=2, dtype="float32")
    design = d.design("input_layer", policy="mixed_float16", reader=block.graph("input_layer"))
    config = {"layer": cell("LSTM", units=2, return_sequences=True)}
    shared = Layer("keras.layers.Bidirectional", "name", config, trainable=False)
    return replace(design, operations={"name": shared})


def shared_arguments() -> Design:
    """A cell that stands twice in one layer, in another one and in a block; a wrapped layer."""
    block = Draft("again")
    x = block.layer("RNN", "rnn", block.input("input_layer", 5, 4), cell={"operation": "cell"})
    block.again("scores", "call", x)
    d = Draft("shared_arguments")
    x = d.input("input_layer", 5, 4)
    cells = [{"operation": "cell"}, cell("GRUCell", units=4), {"operation": "cell"}]
    y = d.layer("RNN", "rnn", x, cell=cells, return_sequences=True)
    z = d.layer("TimeDistributed", "each", y, layer={"operation": "scores"})
    d.layer("Flatten", "flatten", z)
    d.block("again", "again", y)
    design = d.design("input_layer", again=block.graph("input_layer"))
    shared = {
        "cell": Layer("keras.layers.LSTMCell", "cell", {"units": 4}),
        "scores": Layer("keras.layers.Dense", "scores", {"units": 2}),
    }
    return replace(design, operations=shared)
