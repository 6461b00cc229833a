"""What is said of one node."""

from __future__ import annotations

from typing import Any

from app.core.node_description import lines
from tests.drafting import design, inp, layer

DESIGN = design(
    {
        "a": (inp(4),),
        "b": (inp(4),),
        "d": (layer("Dense", units=3), "a"),
        "e": ("d", "b"),
    }
)


def spec(*shape: int | None) -> dict[str, Any]:
    return {"shape": list(shape), "dtype": "float32"}


def result() -> dict[str, Any]:
    graph = DESIGN.main
    nodes = {key: {"outputs": [spec(None, 4 if key in "ab" else 3)]} for key in graph.nodes}
    calls = {"calls": ["d", "e"], "params": 15}
    operations = {graph.nodes["d"].operation: calls}
    return {"graphs": {"main": {"nodes": nodes, "operations": operations}}}


def test_a_shared_layer_says_what_it_is_and_that_it_is_counted_once() -> None:
    name, tensors, params = lines(DESIGN, result(), "e", ())
    assert name.endswith("· Dense")
    assert tensors == "(None, 4) → (None, 3)"
    assert params == "15 parameters, counted once for its 2 calls"


def test_an_input_takes_nothing() -> None:
    assert lines(DESIGN, result(), "a", ())[1] == "(None, 4)"


def test_reasons_stand_at_the_nodes_that_they_name() -> None:
    reasons = [{"nodes": ["d"], "reason": "it is called twice"}, {"nodes": [], "reason": "no"}]
    assert lines(DESIGN, result(), "d", reasons)[-1].endswith("It is called twice.")
    assert len(lines(DESIGN, result(), "d", reasons)) == 4


def test_a_layer_that_is_the_designs_is_described_as_well() -> None:
    shared = design(
        {"a": (inp(4),), "d": ("dense", "a")}, operations={"dense": layer("Dense", units=3)}
    )
    nodes = {key: {"outputs": [spec(None, 3)]} for key in shared.main.nodes}
    found = {"graphs": {"main": {"nodes": nodes, "operations": {}}}}
    assert lines(shared, found, "d", ())[0] == "**`dense`** · Dense"
