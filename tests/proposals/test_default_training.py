"""A training to begin with, for the gallery and for designs that nothing was made for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen import gallery, proposals
from model_codegen.analysis import analyse
from model_codegen.datasets.feeds import prepared
from model_codegen.datasets.reading import describe, read
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef
from model_codegen.design.training import Data
from model_codegen.proposals.default_training import default_training, fitting_data
from model_codegen.proposals.ends import input_ends, output_ends

pytestmark = pytest.mark.keras

CHOSEN = {
    "mlp": "digits",
    "dropout_mlp": "clusters",
    "binary_classifier": "clusters",
    "batch_norm_stack": "breast_cancer",
    "digit_cnn": "digits",
    "cifar_cnn": "shapes",
    "time_series_lstm": "sine_waves",
    "sentiment_bilstm": "sentiment",
    "mixed_precision_mlp": "digits",
    "two_headed_mlp": "hard_digits",
    "image_text": "captioned_digits",
    "tabular_text": "rated_products",
    "multi_task": "messages",
    "siamese_comparator": "digit_pairs",
    "siamese_copied": "digit_pairs",
    "residual_classifier": "clusters",
    "residual_blocks": "clusters",
    "attention_block": "motifs",
    "transfer_mobilenet": "shapes",
}


def test_no_gallery_design_is_forgotten() -> None:
    assert CHOSEN.keys() == set(gallery.names())


@pytest.mark.parametrize("name", [name for name in CHOSEN if name != "transfer_mobilenet"])
def test_the_gallery_has_data_that_fit(name: str) -> None:
    design = gallery.load(name)
    analysis = analyse(design)
    inputs, outputs = input_ends(design, analysis), output_ends(design, analysis)
    few = {} if CHOSEN[name] in ("digits", "breast_cancer") else {"samples": 60}
    training = default_training(design, analysis)
    data = training.data
    assert data is not None
    assert data.name == CHOSEN[name]
    small = describe(data.kind, data.name, {**data.options, **few})
    arrays = prepared(replace(data, options=small.options, fields=small.fields), read(small))
    for end in inputs:
        assert arrays.inputs[end.name].shape[1:] == end.shape
        assert abs(arrays.inputs[end.name]).max() < (end.tokens or 13)
    told = analyse(replace(design, training=training)).diagnostics
    assert [
        one for one in told if one.category == "training" and one.code != "cannot-compare"
    ] == []
    for output in outputs:
        assert len(arrays.targets[output.name]) == arrays.samples
        assert training.heads[output.name].loss is not None


def test_photographs_are_few() -> None:
    design = gallery.load("transfer_mobilenet")
    analysis = analyse(design)
    inputs, outputs = input_ends(design, analysis), output_ends(design, analysis)
    data = describe("generated", "shapes", {"samples": 3, "size": 224})
    training = default_training(design, analysis, replace(data, fields=data.fields))
    assert training.batch_size == 16
    assert inputs[0].raw
    assert [end.units for end in outputs] == [10]


def chain(*layers: Layer) -> Design:
    operations = {f"o{i}": layer for i, layer in enumerate(layers)}
    nodes = {
        f"n{i}": Node(f"o{i}", (TensorRef(f"n{i - 1}"),) if i else ()) for i in range(len(layers))
    }
    return Design("chain", main=ModelGraph("chain", operations, nodes, "n0"))


def dense(units: int, activation: str | None = None, name: str = "dense") -> Layer:
    config = {"units": units, **({"activation": activation} if activation else {})}
    return Layer("keras.layers.Dense", name, config)


def taking(*shape: int | None, dtype: str | None = None) -> Layer:
    return Layer("keras.Input", "x", {"shape": list(shape)}, dtype=dtype)


@pytest.mark.parametrize(
    ("layers", "kind", "name", "loss"),
    [
        ((taking(4), dense(3, "softmax")), "bundled", "iris", "SparseCategoricalCrossentropy"),
        ((taking(2), dense(3, "softmax")), "generated", "spirals", "SparseCategoricalCrossentropy"),
        ((taking(2), dense(1, "sigmoid")), "generated", "spirals", "BinaryCrossentropy"),
        ((taking(10), dense(1)), "bundled", "diabetes", "MeanSquaredError"),
        ((taking(7), dense(2)), "generated", "clusters", "SparseCategoricalCrossentropy"),
        ((taking(3, 3, 3, 3), dense(1)), "random", "", "MeanSquaredError"),
        ((taking(None, 5), dense(4, "softmax")), "random", "", "SparseCategoricalCrossentropy"),
    ],
)
def test_other_designs(layers: tuple[Layer, ...], kind: str, name: str, loss: str) -> None:
    design = chain(*layers)
    training = proposals.default_training(design)
    assert isinstance(training.data, Data)
    assert (training.data.kind, training.data.name) == (kind, name)
    assert training.data.inputs.keys() == {"x"}
    (head,) = training.heads.values()
    assert head.loss is not None
    assert head.loss["class_name"] == f"keras.losses.{loss}"


@pytest.mark.parametrize(
    ("kind", "samples", "epochs"),
    [("bundled", 150, 100), ("bundled", 442, 34), ("bundled", 1797, 10), ("random", 64, 10)],
)
def test_few_samples_are_seen_more_often(kind: Any, samples: int, epochs: int) -> None:
    design = chain(taking(4), dense(3, "softmax"))
    data = Data(kind, "iris", samples=samples)
    assert default_training(design, data=data).epochs == epochs


def test_an_empty_design_has_random_data_without_fields() -> None:
    assert fitting_data("new", [], []).kind == "random"
    assert default_training(Design("new", main=ModelGraph("new", {}, {}, []))).heads == {}
