"""An analysis that follows another one is what a fresh one is, and shares with it what it can."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from bench.designs import residual_stack
from model_codegen import gallery
from model_codegen.analysis import AnalysisWriter, DesignAnalyser, analyse, to_json
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.incremental import reread
from model_codegen.design.fileformat.serialization import dumps, from_json
from model_codegen.design.patching import patched
from tests.strategies import designs, drafts

pytestmark = pytest.mark.keras

NAMES = ("relu", "a/b", "dense", "_x", "")


@st.composite
def edits(draw: st.DrawFn, value: Any) -> list[dict[str, Any]]:
    """Draw a change such as a person makes, or one that breaks something."""
    graph_id = draw(st.sampled_from(["main", *value.get("models", {})]))
    where = "/main" if graph_id == "main" else f"/models/{graph_id}"
    graph = value["main"] if graph_id == "main" else value["models"][graph_id]
    nodes, operations = sorted(graph["nodes"]), sorted(graph["operations"])
    assume(nodes and operations)
    node, other = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
    operation = draw(st.sampled_from(operations))
    layer = {"kind": "layer", "class_name": "keras.layers.Dense", "name": "new"}
    call = {"operation": "new", "args": [{"tensor": [node, 0]}], "kwargs": {}}
    at, its = f"{where}/nodes/{node}", f"{where}/operations/{operation}"
    config = draw(st.sampled_from([{"units": 4}, {"units": 4.5}, {"units": True}, {"rate": 0.5}]))
    return draw(
        st.sampled_from(
            [
                [
                    {"op": "add", "path": f"{where}/operations/new", "value": layer},
                    {"op": "add", "path": f"{where}/nodes/new", "value": call},
                ],
                [{"op": "add", "path": f"{where}/nodes/again", "value": graph["nodes"][node]}],
                [{"op": "add", "path": f"{its}/config", "value": config}],
                [{"op": "add", "path": f"{its}/name", "value": draw(st.sampled_from(NAMES))}],
                [{"op": "add", "path": f"{its}/trainable", "value": draw(st.booleans())}],
                [{"op": "replace", "path": f"{at}/args", "value": [{"tensor": [other, 0]}]}],
                [{"op": "replace", "path": f"{at}/args", "value": [{"missing": True}]}],
                [{"op": "replace", "path": f"{at}/operation", "value": operation}],
                [{"op": "add", "path": f"{at}/kwargs", "value": {"training": False}}],
                [{"op": "remove", "path": at}],
                [{"op": "remove", "path": its}],
                [{"op": "add", "path": f"{where}/outputs", "value": {"tensor": [node, 0]}}],
                [{"op": "add", "path": f"{where}/outputs", "value": "auto"}],
                [{"op": "add", "path": "/dtype_policy", "value": "mixed_float16"}],
                [{"op": "add", "path": "/positions", "value": {"main": {node: [1.0, 2.0]}}}],
                [{"op": "add", "path": f"{where}/name", "value": "other"}],
            ]
        )
    )


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_follows_is_what_a_fresh_analysis_is(data: st.DataObject) -> None:
    some = st.sampled_from(gallery.names()[:4])
    first = data.draw(
        designs(max_calls=8) | designs(sharing=True) | drafts() | some.map(gallery.load)
    )
    try:
        values = [json.loads(dumps(first))]
        read = [from_json(values[0])]
    except DesignError:
        reject()  # a draft that no file can hold
    analyser, writer = DesignAnalyser(), AnalysisWriter()
    for _ in range(8):
        found, wanted = analyser.analyse(read[-1]), analyse(from_json(values[-1]))
        assert found == wanted
        # With the order of members, and 1 told from true.
        assert json.dumps(writer.to_json(found)) == json.dumps(to_json(wanted))
        at_once = analyser.at_once(read[-1])
        assert at_once.untried or at_once == wanted
        assert at_once.graphs == wanted.graphs
        if len(values) > 1 and data.draw(st.integers(0, 3)) == 0:
            values.pop()
            read.pop()
            continue
        try:
            value = patched(values[-1], data.draw(edits(values[-1])))
            read.append(reread(value, values[-1], read[-1]))
            values.append(value)
        except DesignError:
            pass


def test_what_a_call_lacks_is_told_once_it_is_not_left_aside_any_more() -> None:
    """It was kept as unknown, and nothing said why, when the last whole piece was taken away."""
    values = [json.loads(dumps(gallery.load("mlp")))]
    read = [from_json(values[0])]
    analyser = DesignAnalyser()
    for change in (
        {"op": "replace", "path": "/main/nodes/dense_1/args", "value": [{"missing": True}]},
        {"op": "remove", "path": "/main/nodes/dense"},
    ):
        analyser.analyse(read[-1])
        values.append(patched(values[-1], [change]))
        read.append(reread(values[-1], values[-2], read[-1]))
    found = analyser.analyse(read[-1])
    assert found == analyse(from_json(values[-1]))
    assert "missing-argument" in {diagnostic.code for diagnostic in found.diagnostics}


def test_only_what_was_changed_is_told_anew() -> None:
    value = json.loads(dumps(residual_stack(30)))
    design = from_json(value)
    analyser, writer = DesignAnalyser(), AnalysisWriter()
    before = analyser.analyse(design)
    told = writer.to_json(before)
    change = [{"op": "add", "path": "/main/operations/dense_5/config/units", "value": 7}]
    after = analyser.analyse(reread(patched(value, change), value, design))
    now = writer.to_json(after)
    new = {key for key, node in after.nodes.items() if node is not before.nodes[key]}
    assert "dense_5" in new
    assert "dense_4" not in new
    shown, shown_before = now["graphs"]["main"]["nodes"], told["graphs"]["main"]["nodes"]
    assert {key for key in shown if shown[key] is not shown_before[key]} == new


def test_nothing_is_left_of_the_analysis_before_the_last() -> None:
    import gc
    import weakref

    value = json.loads(dumps(residual_stack(10)))
    design = from_json(value)
    analyser = DesignAnalyser()
    gone = weakref.ref(analyser.analyse(design))
    for units in range(2, 5):
        change = [{"op": "add", "path": "/main/operations/dense_1/config/units", "value": units}]
        changed = patched(value, change)
        design, value = reread(changed, value, design), changed
        analyser.analyse(design)
    gc.collect()
    assert gone() is None
