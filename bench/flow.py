"""Values of tensors: a change of input until all that a page is sent of it is JSON."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pydantic_core

from app.core.tasks import flow_tasks
from bench import designs
from bench.measure import Row, milliseconds
from components.flow_protocol import FlowInput, FlowSettings
from model_codegen import gallery
from model_codegen.design.graph import Design
from model_codegen.flow.flow_settings import FlowSettings as Wanted
from model_codegen.flow.live_flow import LiveFlow
from model_codegen.keras_bridge.keras_import import import_keras

REPEATS = 15

BUDGET = 300.0

BUDGETED = {"cifar_cnn", "sentiment_bilstm"}

LARGEST = 200.0
"""Kilobytes that a page is sent at once of 100 calls."""

SETTINGS: FlowSettings = {
    "inputs": {},
    "batch": 1,
    "training": False,
    "seed": 0,
    "draw": 0,
    "sample": 0,
    "rate": None,
    "trained": False,
}


def rows() -> Iterator[Row]:
    """Measure one row after the other."""
    import_keras()
    for name, title in (
        ("cifar_cnn", "the gallery's CNN"),
        ("digit_cnn", "its CNN of digits"),
        ("siamese_comparator", "its siamese comparator"),
        ("sentiment_bilstm", "its bidirectional LSTM of 200 steps"),
    ):
        yield from _passes(gallery.load(name), title, BUDGET if name in BUDGETED else None)
    hundred = designs.residual_stack(100)
    whole = flow_tasks.values(hundred, SETTINGS)["whole"]
    size = len(pydantic_core.to_json(whole)) / 1000
    note = f"{len(whole['calls'])} calls"
    yield Row("what a page is sent at once", size, "kB", LARGEST, note=note)


def _passes(design: Design, title: str, budget: float | None) -> Iterator[Row]:
    """Another random input each time; the first pass builds the model."""
    seeds = itertools.count()
    node = next(iter(design.main.nodes))

    def ask(settings: FlowSettings = SETTINGS) -> None:
        chosen: FlowInput = {
            "kind": "random",
            "value": 0,
            "seed": next(seeds),
            "values": [],
            "width": 0,
        }
        pydantic_core.to_json(
            flow_tasks.values(design, {**settings, "inputs": {node: chosen}})["whole"]
        )

    import keras

    ask()
    live = LiveFlow(design)
    given = keras.ops.zeros([1, *live.model.inputs[0].shape[1:]])
    count = len(live.model.inputs)
    inputs = given if count == 1 else [given] * count
    bare = milliseconds(lambda: live.model(inputs, training=False), REPEATS)
    note = "all tensors, their figures and pictures; Keras: the outputs alone"
    took = milliseconds(ask, REPEATS)
    yield Row(f"values of {title}, another input", took, "ms", budget, keras=bare, note=note)
    step: FlowSettings = {**SETTINGS, "rate": 0.1, "training": True, "batch": 4}
    ask(step)
    took = milliseconds(lambda: ask(step), REPEATS)
    yield Row(f"a gradient step of {title}, batch 4", took, "ms")
    built = milliseconds(lambda: LiveFlow(design).run(Wanted()), 3)
    yield Row(f"the first values of {title}, which build it", built, "ms")
