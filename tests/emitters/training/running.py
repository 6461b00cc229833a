"""What the tests of training scripts share: small designs with training, and how they are run."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import keras

from model_codegen.design.graph import Config, Design, Layer, ModelGraph, Node, TensorRef
from model_codegen.design.training import Head, Training

History = dict[str, list[float]]

A, B = TensorRef("a"), TensorRef("b")
CLASSES = Head({"class_name": "keras.losses.SparseCategoricalCrossentropy", "config": {}})
NUMBER = Head({"class_name": "keras.losses.MeanSquaredError", "config": {}})


def held(path: str, **config: Any) -> Config:
    """An object of Keras as documents have it."""
    return {"class_name": f"keras.{path}", "config": config}


def two_headed(outputs: Any, heads: Mapping[str, Head], **training: Any) -> Design:
    """A small model: `a` tells three classes apart, `b` is a number.

    Args:
        outputs: Of `A` and `B`, as the model returns them.
        heads: What they learn.
        training: All else about it; one epoch if nothing is said.
    """
    dense = "keras.layers.Dense"
    operations = {
        "x": Layer("keras.Input", "x", {"shape": [4]}),
        "a": Layer(dense, "a", {"units": 3, "activation": "softmax"}),
        "b": Layer(dense, "b", {"units": 1}),
    }
    nodes = {"x": Node("x"), **{key: Node(key, (TensorRef("x"),)) for key in "ab"}}
    graph = ModelGraph("net", operations, nodes, "x", outputs)
    return trained(Design("net", graph), heads=heads, **training)


def trained(design: Design, **training: Any) -> Design:
    """The design with training, of one epoch if nothing is said."""
    return replace(design, training=Training(**{"epochs": 1, **training}))


def module(text: str) -> dict[str, Any]:
    """What a script defines."""
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(text, "generated.py", "exec"), names)
    return names


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Let nothing be printed, and layers be named as in a new interpreter."""
    keras.utils.clear_session()
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def train(text: str, *, eagerly: bool = False, **changed: Any) -> tuple[Any, History]:
    """Train a script's model as its `main` does, without what that writes; model and history.

    Args:
        text: The script.
        eagerly: Without a graph: a few steps of a small model are quicker done than traced.
        changed: Names of the script that are to be something else.
    """
    names = {**module(text)}
    functions = names["train"].__globals__
    functions.update(changed)
    if eagerly:
        compile_model = functions["compile_model"]

        def compiled(model: Any, **given: Any) -> None:
            compile_model(model, **given)
            model.run_eagerly = True

        functions["compile_model"] = compiled
    with silent():
        keras.utils.set_random_seed(names["SEED"])
        model = names["build_model"]()
        return model, names["train"](model, *names["load_data"]())
