"""Every predicate on designs that Keras has analysed, with what it says where it fails."""

from __future__ import annotations

import pytest

from app.core.lessons.predicates import PREDICATES
from model_codegen.catalogue import cached
from tests.app.core.lessons.predicates.asking import analysed, ask, check

pytestmark = pytest.mark.keras

SIAMESE, COPIED, RESIDUAL = "siamese_comparator", "siamese_copied", "residual_blocks"
MIXED, CNN = "mixed_precision_mlp", "cifar_cnn"

PASS = [
    (SIAMESE, "parameters: 217_537"),
    (SIAMESE, "trainable_parameters: {at_most: 217_537}"),
    (SIAMESE, "layers: {class: Dense, count: 3}"),
    (SIAMESE, 'layers: {like: "dense*", count: {at_least: 2}}'),
    (SIAMESE, 'calls: {layer: "dense*", times: 2}'),
    (SIAMESE, "calls: {class: Dense, times: 2, count: 2}"),
    (SIAMESE, "has: [Dense, keras.layers.Concatenate]"),
    (SIAMESE, "lacks: [Conv2D]"),
    (SIAMESE, "inputs: [[null, 784], [null, 784]]"),
    (SIAMESE, "inputs: {count: 2, names: [left, r*]}"),
    (SIAMESE, "outputs: {count: 1, names: [same_digit]}"),
    (SIAMESE, "output: {shape: [null, 1], dtype: float32, activation: sigmoid}"),
    (SIAMESE, "config: {layer: dense, units: 256, activation: relu, use_bias: true}"),
    (SIAMESE, "wire: {from: left, to: dense}"),
    (SIAMESE, "path: {from: left, to: same_digit}"),
    ("residual_classifier", "path: {from: features, to: Add, past: Dropout}"),
    (SIAMESE, "merges: {class: Concatenate, of: [dense_1, Dense]}"),
    (SIAMESE, 'trainable: {layer: "*", is: true}'),
    (SIAMESE, "sequential: {refused: [shared, merge, inputs]}"),
    (SIAMESE, "sequential: {refused: []}"),
    (SIAMESE, "longest_chain: 3"),
    ("mlp", "sequential: accepted"),
    (COPIED, "diagnostic: copied-not-shared"),
    (SIAMESE, "no_diagnostic: copied-not-shared"),
    (RESIDUAL, "block: {like: residual_block_64, instances: 1}"),
    (RESIDUAL, "calls: {layer: Add, times: 1}"),
    (RESIDUAL, "merges: {class: Add, of: ['*', '*']}"),
    (RESIDUAL, "layers: {like: 'residual_block_*/add*', count: 2}"),
    (MIXED, "dtype_policy: mixed_float16"),
    (MIXED, "dtype: {layer: dense_2, is: float32}"),
    (CNN, "config: {layer: Conv2D, padding: same, kernel_size: 3}"),
    ("transfer_mobilenet", "trainable: {layer: MobileNetV2, is: false}"),
    ("transfer_mobilenet", "config: {layer: MobileNetV2, include_top: false}"),
]

FAIL = [
    (
        SIAMESE,
        "path: {from: left, to: same_digit, past: dense}",
        "Nothing leads from `left` to `same_digit` past `dense`.",
    ),
    (SIAMESE, "layers: {like: 'enc*'}", "The model has no layer `enc*`."),
    (
        SIAMESE,
        "layers: {class: Dense, count: 1}",
        "The model has 3 Dense layers, `dense`, `dense_1` and `same_digit`; 1 is asked for.",
    ),
    (
        SIAMESE,
        "calls: {class: Dense, times: 2}",
        "`same_digit` is called once; asked for is twice.",
    ),
    (
        SIAMESE,
        "calls: {class: Dense, times: 2, count: 3}",
        "Of the 3 Dense layers, 2 are called twice; 3 are asked for.",
    ),
    (SIAMESE, "has: [Conv2D, Dense]", "The model has no `Conv2D`."),
    (SIAMESE, "lacks: [Dense]", "`dense` is a Dense: do without it."),
    (SIAMESE, "inputs: {count: 1}", "The model has 2 inputs; 1 is asked for."),
    (
        SIAMESE,
        "inputs: [[null, 28, 28]]",
        "The inputs have the shapes (None, 784) and (None, 784); asked for is one "
        "input, of the shape (None, 28, 28).",
    ),
    (
        SIAMESE,
        "outputs: [[null, 1], [null, 2]]",
        "The output has the shape (None, 1); asked for are outputs of the shapes (None, 1) and "
        "(None, 2).",
    ),
    (
        SIAMESE,
        "outputs: {names: [price]}",
        "None of the outputs is called `price`: they are called `same_digit`.",
    ),
    (
        SIAMESE,
        "output: {activation: softmax}",
        "The output `same_digit` has the activation sigmoid; asked for is softmax.",
    ),
    (
        SIAMESE,
        "output: {name: price, dtype: float32}",
        "The model has no output `price`: there is `same_digit`.",
    ),
    (SIAMESE, "config: {layer: dense, units: 25}", "`units` of `dense` is 256; asked for is 25."),
    (SIAMESE, "config: {layer: dense, unit: 25}", "`unit` of `dense` is not set; asked for is 25."),
    (
        SIAMESE,
        "wire: {from: left, to: same_digit}",
        "No wire goes from `left` straight to `same_digit`.",
    ),
    (SIAMESE, "wire: {from: lefty, to: Dense}", "The model has no layer `lefty`."),
    (SIAMESE, "path: {from: same_digit, to: left}", "Nothing leads from `same_digit` to `left`."),
    (
        SIAMESE,
        "merges: {class: Concatenate, of: [Dense]}",
        "`concatenate` takes `dense_1` and `dense_1`; it should take `Dense`.",
    ),
    (SIAMESE, "merges: {class: Add, of: [Dense]}", "The model has no `Add`."),
    (
        SIAMESE,
        "trainable: {layer: dense, is: false}",
        "`dense` is trainable; it should be frozen.",
    ),
    (
        SIAMESE,
        "dtype_policy: mixed_float16",
        "The dtype policy is `float32`; `mixed_float16` is asked for.",
    ),
    (
        SIAMESE,
        "dtype: {layer: same_digit, is: float16}",
        "What `same_digit` returns is float32; asked for is float16.",
    ),
    (
        SIAMESE,
        "sequential: accepted",
        "Sequential cannot hold the model: it has one input, and this model has 2, `left` and "
        "`right`.",
    ),
    ("mlp", "sequential: {refused: [branch]}", "Sequential holds this model: it is a chain."),
    (SIAMESE, "sequential: {refused: [inputs, merge, shared, branch]}", "not refused for `branch`"),
    (SIAMESE, "sequential: {refused: [inputs, shared]}", "There is another reason: `concatenate`"),
    (SIAMESE, "longest_chain: 4", "The longest chain in the model has 3 calls; 4 is asked for."),
    (SIAMESE, "block: {like: residual}", "The model has no block `residual`."),
    (RESIDUAL, "block: {instances: 2}", "has 1 instance, called 1 time; asked for is 2."),
    (SIAMESE, "training: {optimizer: Adam}", "The Train tab is empty yet: open it."),
    (SIAMESE, "trained: {metric: loss, at_most: 1}", "No training has finished yet"),
    (SIAMESE, "same_model_as: other.json", "There is no design `other.json` to compare it with."),
]


@pytest.mark.parametrize(("name", "text"), PASS)
def test_what_is_so_passes_and_its_contrary_fails(name: str, text: str) -> None:
    found = ask(text, analysed(name))
    assert found.passed, found
    assert not ask(f"not: {{{text}}}", analysed(name)).passed


@pytest.mark.parametrize(("name", "text", "said"), FAIL)
def test_what_is_not_so_is_answered_in_words(name: str, text: str, said: str) -> None:
    found = ask(text, analysed(name))
    assert not found.passed
    assert said in found.found
    assert found.asked.endswith(".")


def test_every_predicate_is_asked_both_ways() -> None:
    passing = {check(text).name for _, text in PASS}
    failing = {check(text).name for _, text, _ in FAIL}
    parts = {"optimizer", "callback", "stage"}
    elsewhere = {"no_errors", "diagnostic", "no_diagnostic", "parameters", "trainable_parameters"}
    assert PREDICATES.keys() - failing <= elsewhere | parts
    trained = {"training", "trained", "same_model_as", "no_errors"}
    assert PREDICATES.keys() - passing <= trained | parts


def test_defaults_are_keras_own() -> None:
    assert cached() is not None
    head = "config: {layer: same_digit, use_bias: true, kernel_initializer: GlorotUniform}"
    assert ask(head, analysed(SIAMESE)).passed
    linear = "output: {activation: linear}"
    assert not ask(linear, analysed(SIAMESE)).passed
