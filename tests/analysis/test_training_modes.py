"""Modes of layers, held against what layers really do when they are trained."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from fidelity.canvas import Canvas
from model_codegen import catalogue
from model_codegen.analysis import analyse
from model_codegen.analysis.symbol import Symbol
from model_codegen.analysis.training_modes import Mode, modes
from model_codegen.design.graph import Design, Layer
from model_codegen.design.traversal import references
from model_codegen.emitters.collect import collect
from model_codegen.execution.build import build
from model_codegen.keras_bridge.layer_internals import uses_training
from model_codegen.verify.random_input import sample

pytestmark = pytest.mark.keras

REFUSED = "keras.layers.Equalization"


def canvas(path: str) -> Design:
    entry = catalogue.find(path)
    assert entry is not None
    drawn = Canvas()
    drawn.drop(entry)
    return drawn.design()


def modes_in(design: Design) -> set[Mode]:
    analysis, graph = analyse(design), design.main
    found: set[Mode] = set()
    for node in graph.nodes.values():
        operation = graph.operations[node.operation]
        if isinstance(operation, Layer) and operation.class_name != "keras.Input":
            symbols = {
                ref.node: tuple(Symbol(s.shape, s.dtype) for s in analysis.nodes[ref.node].outputs)
                for ref in references(node)
            }
            found |= modes(operation, node, symbols, design.dtype_policy)
    return found


def two_modes(design: Design) -> bool:
    """Whether a built model answers otherwise, or is changed, in training mode."""
    keras.utils.set_random_seed(0)
    model: Any = build(design)
    given = sample(collect(design, analyse(design)), 8, np.random.default_rng(0))

    def ran(training: bool) -> list[Any]:
        outputs = keras.tree.flatten(model(given, training=training))
        values = [np.array(keras.ops.convert_to_numpy(output)) for output in outputs]
        return [*values, *(weight.numpy().copy() for weight in model.non_trainable_weights)]

    before = ran(False)
    # Chance may leave things as they are; most layers show it the first time.
    return any(
        one.shape != other.shape or not np.array_equal(one, other)
        for _ in range(12)
        for one, other in zip(before, ran(True), strict=True)
    )


def test_every_layer_of_the_palette_has_two_modes_if_it_behaves_in_two_ways() -> None:
    wrong = {}
    tried = 0
    for entry in catalogue.load().entries.values():
        if entry.kind != "layer" or entry.is_application or entry.path == REFUSED:
            continue
        if not uses_training(catalogue.resolve(entry.path)):
            continue
        design = canvas(entry.path)
        if analyse(design).errors:
            continue
        tried += 1
        said, real = bool(modes_in(design)), two_modes(design)
        if said != real:
            wrong[entry.path] = said
    assert tried > 30
    # As the palette makes them, one has no factor to vary, the other only zeros, and acts.
    solarization = "keras.layers.Solarization"
    assert wrong == {"keras.layers.RandomColorJitter": True, solarization: False}
