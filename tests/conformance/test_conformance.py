"""One semantics in two languages: the same questions have the same answers here and in the browser.

The cases are in the JSON files beside this module; the canvas answers them in
`components/model_canvas/tests/conformance.test.ts`. A case is a design (or the name of one of the
gallery) and, for each of its graphs, what is expected: any of the answers below.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.analysis.missing_arguments import gaps
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design import patches
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.fileformat.serialization import argument_to_json, from_json
from model_codegen.design.graph import Design, Layer, ModelGraph, Op, TensorRef
from model_codegen.design.model_names import follows, model_name
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.pieces import left_aside
from model_codegen.design.shared_operations import expanded, shared_calls
from model_codegen.design.traversal import calls, edges, leaves, order, reach

HERE = Path(__file__).parent
CATALOGUE = Path(__file__).parents[2] / "components/model_canvas/tests/fixtures/catalogue.json"
"""A part of the real catalogue: the canvas' tests read it too."""

Case = Mapping[str, Any]


@cache
def catalogue() -> Catalogue:
    return Catalogue.from_json(json.loads(CATALOGUE.read_text(encoding="utf-8")))


def graph_of(design: Design, graph_id: str) -> ModelGraph:
    """A graph with those of the design's operations that it calls."""
    design = expanded(design)
    return design.main if graph_id == MAIN else design.models[graph_id]


def outputs_of(design: Design, graph_id: str, case: Case) -> Any:
    counts = case.get("counts", {}).get(graph_id, {})
    return resolve_outputs(graph_of(design, graph_id), counts)


def edge_lines(design: Design, graph_id: str, _case: Case) -> list[list[Any]]:
    """Source, output, target and JSON pointer inside the target, sorted."""
    graph = graph_of(design, graph_id)
    found = []
    for edge in edges(graph):
        pointer = patches.argument_pointer(graph_id, graph, edge.target, edge.path)
        within = patches.graph_pointer(graph_id, "nodes", edge.target)
        where = pointer.removeprefix(within)
        found.append([edge.source.node, edge.source.index, edge.target, where])
    return sorted(found, key=lambda edge: (edge[2], edge[3]))


def incomplete(design: Design, graph_id: str, _case: Case) -> list[str]:
    """The calls of layers and functions that lack a tensor, by id."""
    graph = graph_of(design, graph_id)
    found = []
    for node_id, node in sorted(graph.nodes.items()):
        operation = graph.operations[node.operation]
        assert isinstance(operation, (Layer, Op))
        path = operation.class_name if isinstance(operation, Layer) else operation.function
        entry = catalogue().find(path)
        assert entry is not None, f"{path} is not in the extract"
        if entry.kind != "input" and gaps(entry, node):
            found.append(node_id)
    return found


def used(design: Design, graph_id: str, case: Case) -> list[str]:
    """The nodes that the outputs depend on, by id."""
    tensors = [o for o in leaves(outputs_of(design, graph_id, case)) if isinstance(o, TensorRef)]
    return sorted(reach(graph_of(design, graph_id), [tensor.node for tensor in tensors]))


def fresh(design: Design, graph_id: str, case: Case) -> dict[str, str]:
    """The name that a new layer gets, by the stem that Keras counts from."""
    graph = graph_of(design, graph_id)
    return {stem: patches.fresh(graph, stem) for stem in case["stems"][graph_id]}


def calls_of(design: Design, graph_id: str, _case: Case) -> dict[str, list[str]]:
    """The calls of each operation that has several."""
    return {key: ids for key, ids in calls(graph_of(design, graph_id)).items() if len(ids) > 1}


def shared(design: Design, graph_id: str, _case: Case) -> dict[str, list[str]]:
    """The calls here of each of the design's own operations."""
    found = {key: places.get(graph_id, ()) for key, places in shared_calls(design).items()}
    return {key: list(ids) for key, ids in found.items() if ids}


def names(design: Design, _graph_id: str, _case: Case) -> list[Any]:
    """What the model is called if it follows the design's name, and whether it does."""
    return [model_name(design.name), follows(design)]


ANSWERS: Mapping[str, Callable[[Design, str, Case], Any]] = {
    "order": lambda design, graph_id, _: order(graph_of(design, graph_id)),
    "calls": calls_of,
    "shared": shared,
    "edges": edge_lines,
    "outputs": lambda *asked: argument_to_json(outputs_of(*asked)),
    "aside": lambda design, graph_id, _: sorted(left_aside(graph_of(design, graph_id))),
    "used": used,
    "incomplete": incomplete,
    "fresh": fresh,
    "model name": names,
}


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case.get('about') or case['gallery']}")
        for path in sorted(HERE.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_python_answers(case: Case) -> None:
    design = from_json(case["design"]) if "design" in case else gallery.load(case["gallery"])
    for graph_id, expected in case["expected"].items():
        found = {name: ANSWERS[name](design, graph_id, case) for name in expected}
        assert found == expected


def test_every_case_asks_and_everything_is_asked() -> None:
    asked = set()
    for case in (parameters.values[0] for parameters in cases()):
        assert case["expected"], case
        for graph_id, expected in case["expected"].items():
            assert expected, (case, graph_id)
            asked |= expected.keys()
    assert asked == ANSWERS.keys()


def test_every_design_of_the_gallery_is_asked_about() -> None:
    found = json.loads((HERE / "gallery.json").read_text(encoding="utf-8"))
    assert sorted(case["gallery"] for case in found) == sorted(gallery.names())
