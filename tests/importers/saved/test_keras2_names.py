"""Names with slashes, which Keras 3 refuses."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer, ModelGraph, Node, Op, SubModel, TensorRef
from model_codegen.importers import from_config
from model_codegen.importers.saved.keras2_names import without_slashes


def test_a_slash_becomes_what_is_not_taken() -> None:
    operations = {
        "a/b": Layer("keras.layers.Dense", "a/b"),
        "a_b": Layer("keras.layers.Dense", "a_b"),
        "c/d": SubModel("inner", "c/d"),
        "e/f": Op("keras.ops.add"),
    }
    graph, renamed = without_slashes(ModelGraph("m/n", operations))
    assert graph.name == "m_n"
    names = [o.name for o in graph.operations.values() if not isinstance(o, Op)]
    assert names == ["a_b_2", "a_b", "c_d"]
    assert list(renamed) == ["a/b", "c/d"]
    assert renamed["a/b"][0] == "`a_b_2`"
    assert "called `a/b`" in renamed["a/b"][1]


def test_a_graph_without_slashes_stays_as_it_is() -> None:
    graph = ModelGraph("m", {"a": Layer("keras.Input", "a")}, {"a": Node("a")}, "a", TensorRef("a"))
    assert without_slashes(graph) == (graph, {})


@pytest.mark.keras
def test_a_file_with_slashes_makes_a_model_and_says_so_once_for_each() -> None:
    def layer(class_name: str, name: str, calls: list[str], **config: object) -> dict[str, object]:
        nodes = [[[call, 0, 0, {}]] for call in calls]
        return {
            "class_name": class_name,
            "config": {**config, "name": name},
            "name": name,
            "inbound_nodes": nodes,
        }

    layers = [
        layer("InputLayer", "in/x", [], batch_input_shape=[None, 4]),
        layer("Dense", "block/d", ["in/x", "block/d"], units=4),
    ]
    ends = {"input_layers": [["in/x", 0, 0]], "output_layers": [["block/d", 1, 0]]}
    config = {"name": "m/1", "layers": layers, **ends}
    result = from_config({"class_name": "Model", "config": config, "keras_version": "2.3.1"})
    assert [diagnostic.nodes for diagnostic in result.diagnostics] == [("in/x",), ("block/d",)]
    analysis = analyse(result.design)
    assert not analysis.errors
    assert analysis.total_params == 20
