from __future__ import annotations

from dataclasses import replace

import pytest

from app.core import layer_table
from app.core.services import Services
from app.core.tasks import analysis_tasks
from model_codegen import gallery
from model_codegen.design.graph import (
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    SubModel,
    TensorRef,
)
from tests.app.core.session.test_building import FOUND
from tests.app.core.session.test_building import design as custom
from tests.drafting import design, graph, inp, layer

pytestmark = pytest.mark.keras

SECONDS = 120.0


def rows(services: Services, design: Design) -> list[layer_table.Row]:
    result = services.shapes.submit(analysis_tasks.analyse, design, seconds=SECONDS).result(SECONDS)
    return layer_table.rows(design, result)


def test_a_shared_layer_has_one_row_and_counts_its_calls(services: Services) -> None:
    found = rows(services, gallery.load("siamese_comparator"))
    shared = [row for row in found if row.calls > 1]
    assert [(row.kind, row.calls, row.params) for row in shared] == [
        ("Dense", 2, 200_960),
        ("Dense", 2, 16_448),
    ]
    assert sum(row.params or 0 for row in found) == 217_537


def test_a_block_is_named_after_its_definition(services: Services) -> None:
    kinds = [row.kind for row in rows(services, gallery.load("residual_blocks"))]
    assert any(kind.startswith("block ") for kind in kinds)


def test_a_draft_shows_what_is_known(services: Services) -> None:
    graph = ModelGraph(
        "m",
        operations={
            "in": Layer("keras.Input", "in", {"shape": [8]}),
            "a": Layer("keras.layers.Dense", "a", {"units": 4}),
            "b": Layer("keras.layers.Dense", "b", {"units": 2}),
        },
        nodes={
            "in": Node("in"),
            "a": Node("a", (TensorRef("in"),)),
            "b": Node("b", (Missing(),)),
        },
        inputs="in",
    )
    found = {row.name: row for row in rows(services, Design("d", graph))}
    assert (found["a"].output, found["a"].params) == ("(None, 4)", 36)
    assert (found["b"].output, found["b"].params) == ("–", None)
    gone = replace(graph, operations={k: v for k, v in graph.operations.items() if k != "a"})
    assert [row.name for row in rows(services, Design("d", gone))] == ["in", "b"]


def test_a_layer_that_a_block_calls_too_has_its_row(services: Services) -> None:
    block = graph({"x": (inp(4),), "d": ("dense", "x")}, name="block")
    shared = design(
        {"x": (inp(4),), "b": (SubModel("block", ""), "x"), "d": ("dense", "b")},
        models={"block": block},
        operations={"dense": layer("Dense", units=4)},
    )
    found = [(row.name, row.kind, row.params) for row in rows(services, shared)]
    assert found == [("x", "Input", 0), ("b", "block block", 20), ("dense", "Dense", 20)]


def test_a_custom_layer_has_the_weights_that_were_found(services: Services) -> None:
    found = {row.name: row for row in rows(services, custom(FOUND))}
    assert found["scale"] == layer_table.Row("scale", "LearnedScale", "(None, 3)", 3, 1)
    assert {row.name: row for row in rows(services, custom())}["scale"].params is None
