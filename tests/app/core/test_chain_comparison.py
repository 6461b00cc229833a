from __future__ import annotations

from typing import Any

import pytest

from app.core import chain_comparison
from app.core.services import Services
from app.core.tasks import analysis_tasks
from model_codegen import gallery
from model_codegen.design.graph import SubModel
from tests.drafting import design, graph, inp, layer

pytestmark = pytest.mark.keras

SECONDS = 120.0


def analysed(services: Services, name: str) -> dict[str, Any]:
    future = services.shapes.submit(analysis_tasks.analyse, gallery.load(name), seconds=SECONDS)
    found: dict[str, Any] = future.result(SECONDS)
    return found


def test_every_node_shows_what_it_is(services: Services) -> None:
    design = gallery.load("siamese_comparator")
    dots, arrows = chain_comparison.picture(design, analysed(services, "siamese_comparator"))
    roles = [dot.role for dot in dots]
    assert roles.count("input") == 2
    assert roles.count("shared") == 4
    assert roles.count("merge") == 1
    assert roles.count("output") == 1
    assert len(arrows) == 7
    assert not any(arrow.faint for arrow in arrows)
    (first,) = [dot.label for dot in dots if dot.label.startswith("left")]
    assert first == "left\nInput (None, 784)"
    assert any("(2 of 2)\nDense (None, 256)" in dot.label for dot in dots)


def test_rows_go_down_from_what_is_read_to_what_reads(services: Services) -> None:
    for name in gallery.names():
        dots, arrows = chain_comparison.picture(gallery.load(name), analysed(services, name))
        level = {dot.id: dot.level for dot in dots}
        assert all(level[arrow.source] < level[arrow.target] for arrow in arrows)


def test_what_a_chain_cannot_hold_is_faint(services: Services) -> None:
    design = gallery.load("mlp")
    nodes = [dot.id for dot in chain_comparison.picture(design, analysed(services, "mlp"))[0]]
    dots, arrows = chain_comparison.picture(design, analysed(services, "mlp"), chain=nodes[:3])
    assert [dot.role for dot in dots] == ["chain", "chain", "chain", "left out"]
    assert [arrow.faint for arrow in arrows] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "shared", "copied"),
    [("siamese_comparator", 2, 434_945), ("siamese_copied", 0, 434_945), ("mlp", 0, 218_058)],
)
def test_copies_are_counted(services: Services, name: str, shared: int, copied: int) -> None:
    result = analysed(services, name)
    assert len(chain_comparison.shared_operations(gallery.load(name), result)) == shared
    assert chain_comparison.copied_params(result) == copied


def test_a_call_is_called_by_its_name_and_which_one_it_is(services: Services) -> None:
    design = gallery.load("siamese_comparator")
    result = analysed(services, "siamese_comparator")
    shared = next(iter(chain_comparison.shared_operations(design, result)))
    first, second = result["graphs"]["main"]["operations"][shared]["calls"]
    name = getattr(design.main.operations[shared], "name", "")
    assert chain_comparison.title(design, result, first) == f"{name} (1 of 2)"
    assert chain_comparison.lost(design, result, [n for n in design.main.nodes if n != second]) == [
        f"{name} (2 of 2)"
    ]


def test_a_layer_that_is_the_designs_is_named_and_stays_the_designs() -> None:
    shared = design(
        {"x": (inp(4),), "d": ("dense", "x")}, operations={"dense": layer("Dense", units=4)}
    )
    nodes = {key: {"outputs": [{"shape": [None, 4], "dtype": "float32"}]} for key in ("x", "d")}
    result = {"graphs": {"main": {"nodes": nodes, "operations": {}}}}
    assert chain_comparison.label(shared, result, "d") == "dense\nDense (None, 4)"
    held = chain_comparison.held(shared, result, ["x", "d"])
    assert list(held.main.operations) == ["x"]
    assert held.operations == shared.operations


def test_a_layer_that_a_block_calls_too_is_shared(services: Services) -> None:
    """Keras' figure for this model is 20; with a layer on either side it is 40."""
    block = graph({"x": (inp(4),), "d": ("dense", "x")}, name="block")
    calls = {
        "x": (inp(4),),
        "b": (SubModel("block", ""), "x"),
        "d": ("dense", "x"),
        "sum": (layer("Add"), ["b", "d"]),
    }
    across = design(calls, models={"block": block}, operations={"dense": layer("Dense", units=4)})
    future = services.shapes.submit(analysis_tasks.analyse, across, seconds=SECONDS)
    result: dict[str, Any] = future.result(SECONDS)
    assert result["graphs"]["main"]["total_params"] == 20
    assert chain_comparison.shared_operations(across, result) == ["dense"]
    assert chain_comparison.copied_params(result) == 40
    roles = {dot.id: dot.role for dot in chain_comparison.picture(across, result)[0]}
    assert roles["d"] == "shared"
