"""Every gallery entry against the figures that Keras gave for its architecture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.analysis import Analysis, analyse
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, ModelGraph, Op
from model_codegen.design.traversal import edges, leaves, reach


@dataclass(frozen=True)
class Figures:
    """What Keras 3.15 says of the built model.

    Attributes:
        params: `model.count_params()`.
        trainable: `len(model.trainable_weights)`.
        non_trainable: `len(model.non_trainable_weights)`.
        outputs: The tree of output shapes; every dtype is float32.
        chain: Whether Sequential can express it.
    """

    params: int
    trainable: int
    non_trainable: int
    outputs: Any
    chain: bool = True


FIGURES = {
    "mlp": Figures(218_058, 6, 0, (None, 10)),
    "dropout_mlp": Figures(11_594, 6, 0, (None, 10)),
    "binary_classifier": Figures(67_073, 8, 2, (None, 1)),
    "digit_cnn": Figures(34_826, 6, 0, (None, 10)),
    "two_headed_mlp": Figures(218_443, 10, 0, [(None, 10), (None, 1)], chain=False),
    "siamese_comparator": Figures(217_537, 6, 0, (None, 1), chain=False),
    "siamese_copied": Figures(434_945, 10, 0, (None, 1), chain=False),
    "image_text": Figures(49_034, 8, 0, (None, 10), chain=False),
    "residual_classifier": Figures(12_938, 8, 0, (None, 10), chain=False),
    "multi_task": Figures(9_430, 10, 0, {"sentiment": (None, 1), "topic": (None, 5)}, chain=False),
    "residual_blocks": Figures(12_394, 14, 0, (None, 10)),
    "attention_block": Figures(21_123, 14, 0, (None, 3)),
    "tabular_text": Figures(324_225, 7, 0, (None, 1), chain=False),
    "cifar_cnn": Figures(66_602, 14, 4, (None, 10)),
    "sentiment_bilstm": Figures(1_389_377, 17, 0, (None, 1)),
    "time_series_lstm": Figures(18_375, 5, 0, (None, 7)),
    "batch_norm_stack": Figures(50_945, 14, 6, (None, 1)),
    "mixed_precision_mlp": Figures(218_058, 6, 0, (None, 10)),
    "transfer_mobilenet": Figures(2_270_794, 2, 260, (None, 10), chain=False),
}

INPUTS = {
    "two_headed_mlp": ["pixels", "metadata"],
    "siamese_comparator": ["left", "right"],
    "siamese_copied": ["left", "right"],
    "image_text": ["image_input", "text_input"],
    "residual_classifier": "features",
    "multi_task": {"text_features": "text_features", "metadata": "metadata"},
    "attention_block": "sequence",
    "tabular_text": ["numeric", "text_ids"],
}
"""The input trees of the entries whose inputs are named; the others have one `input_layer`."""


def test_every_design_file_is_an_entry_and_every_entry_has_figures() -> None:
    files = {path.stem for path in Path(gallery.__file__).parent.glob("*.json")}
    assert files == set(gallery.names()) == set(FIGURES)


def test_the_menu_begins_with_the_chain_and_says_one_sentence_on_each() -> None:
    entries = gallery.entries()
    assert tuple(entry.name for entry in entries) == gallery.names()
    assert entries[0].name == "mlp"
    assert len({entry.title for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.summary.endswith(".")
        assert ". " not in entry.summary
        assert len(entry.title) <= 32


@pytest.mark.keras
@pytest.mark.parametrize("name", gallery.names())
def test_analysis_has_the_figures(name: str) -> None:
    design, figures = gallery.load(name), FIGURES[name]
    analysis = analyse(design)
    assert [d.message for d in analysis.errors] == []
    assert analysis.total_params == figures.params
    weights = [w for operation in analysis.operations.values() for w in operation.weights or ()]
    assert sum(weight.trainable for weight in weights) == figures.trainable
    assert sum(not weight.trainable for weight in weights) == figures.non_trainable
    assert shapes_of(analysis, analysis.graphs[MAIN].outputs) == figures.outputs
    assert (analysis.chain_reasons == ()) == figures.chain
    assert analysis.graphs[MAIN].unused == ()


def shapes_of(analysis: Analysis, tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: shapes_of(analysis, item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [shapes_of(analysis, item) for item in tree]
    outputs = analysis.nodes[tree.node].outputs
    assert outputs is not None
    assert outputs[tree.index].dtype == "float32"
    return outputs[tree.index].shape


@pytest.mark.keras
@pytest.mark.parametrize("name", gallery.names())
def test_keras_builds_it_with_the_figures(name: str) -> None:
    import keras

    from model_codegen.execution.build import build

    figures = FIGURES[name]
    model = build(gallery.load(name))
    assert model.name == name
    assert model.count_params() == figures.params
    assert len(model.trainable_weights) == figures.trainable
    assert len(model.non_trainable_weights) == figures.non_trainable
    assert keras.tree.map_structure(lambda tensor: tensor.shape, model.output) == figures.outputs
    assert {tensor.dtype for tensor in model.outputs} == {"float32"}


@pytest.mark.parametrize("name", gallery.names())
def test_inputs_are_named_as_promised(name: str) -> None:
    assert gallery.load(name).main.inputs == INPUTS.get(name, "input_layer")


@pytest.mark.keras
def test_only_copying_by_mistake_draws_advice_or_warnings() -> None:
    for name in gallery.names():
        found = {d.code for d in analyse(gallery.load(name)).diagnostics} - {"not-a-chain"}
        assert found == ({"copied-not-shared"} if name == "siamese_copied" else set()), name


@pytest.mark.keras
def test_mixed_precision_computes_in_float16_up_to_its_head() -> None:
    operations = analyse(gallery.load("mixed_precision_mlp")).operations
    dtypes = {
        key: (operation.compute_dtype, operation.variable_dtype)
        for key, operation in operations.items()
        if key != "input_layer"
    }
    assert dtypes == {
        "dense": ("float16", "float32"),
        "dense_1": ("float16", "float32"),
        "dense_2": ("float32", "float32"),
    }


def test_the_siamese_encoder_is_one_set_of_layers_called_twice() -> None:
    graph = gallery.load("siamese_comparator").main
    calls = [node.operation for node in graph.nodes.values()]
    assert calls.count("dense") == calls.count("dense_1") == 2


def test_attention_is_joined_to_its_input_by_a_plain_plus() -> None:
    (block,) = gallery.load("attention_block").models.values()
    assert block.operations["add"] == Op("keras.ops.add")
    assert [ref.node for ref in block.nodes["add"].args] == ["input_layer", "multi_head_attention"]


def graphs(design: Design) -> Iterator[tuple[str, ModelGraph]]:
    yield MAIN, design.main
    yield from design.models.items()


@pytest.mark.parametrize("name", gallery.names())
def test_names_are_what_keras_would_give_or_a_word_of_the_domain(name: str) -> None:
    """Ids are layer names; a second call says which call it is."""
    design = gallery.load(name)
    for _, graph in graphs(design):
        for key, operation in graph.operations.items():
            assert isinstance(operation, Op) or operation.name == key
        for key, node in graph.nodes.items():
            assert key == node.operation or key == f"{node.operation}_call_2"
        inputs = {k for k, o in graph.operations.items() if is_input(o)}
        assert inputs == set(leaves(graph.inputs))


def is_input(operation: Any) -> bool:
    return isinstance(operation, Layer) and operation.class_name == INPUT_CLASS


WIDTH, HEIGHT = 200, 72
"""About the size of a node on the canvas."""


@pytest.mark.parametrize("name", gallery.names())
def test_it_is_laid_out_with_care(name: str) -> None:
    """On the grid, downwards, without overlaps, crossings or lines through nodes."""
    design = gallery.load(name)
    assert set(design.positions) == {graph_id for graph_id, _ in graphs(design)}
    for graph_id, graph in graphs(design):
        places = design.positions[graph_id]
        assert set(places) == set(graph.nodes)
        assert all(x % 8 == 0 and y % 8 == 0 for x, y in places.values())
        for a, b in combinations(places.values(), 2):
            assert abs(a[0] - b[0]) >= WIDTH + 40 or abs(a[1] - b[1]) >= HEIGHT + 40
        lines = {(edge.source.node, edge.target) for edge in edges(graph)}
        for source, target in lines:
            assert places[source][1] < places[target][1]
        for (a, b), (c, d) in combinations(lines, 2):
            if not {a, b} & {c, d}:
                assert not cross(places[a], places[b], places[c], places[d])
        for source, target in lines:
            for other in set(places) - {source, target}:
                assert not passes(places[source], places[target], places[other])


Point = tuple[float, float]


def side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def passes(a: Point, b: Point, node: Point) -> bool:
    """Whether the straight line between two nodes' centres goes through a third one's box."""
    centre = [(x + WIDTH / 2, y + HEIGHT / 2) for x, y in (a, b)]
    x, y = node
    corners = [(x, y), (x + WIDTH, y), (x, y + HEIGHT), (x + WIDTH, y + HEIGHT)]
    return cross(*centre, corners[0], corners[3]) or cross(*centre, corners[1], corners[2])


@pytest.mark.parametrize("name", gallery.names())
def test_every_node_reaches_an_output(name: str) -> None:
    design = gallery.load(name)
    for _, graph in graphs(design):
        used = {edge.source.node for edge in edges(graph)}
        ends = set(graph.nodes) - used
        assert reach(graph, ends) == set(graph.nodes)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "siamese",
            "The gallery has no entry 'siamese'. Did you mean `siamese_comparator` or "
            "`siamese_copied`?",
        ),
        ("mlpp", "The gallery has no entry 'mlpp'. Did you mean `mlp`?"),
        ("zzz", "The gallery has no entry 'zzz'. Choose from mlp, "),
        ("../../secrets", "The gallery has no entry '../../secrets'. "),
        ("", "The gallery has no entry ''. "),
    ],
)
def test_an_unknown_name_is_answered_with_names(name: str, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        gallery.load(name)
    assert str(caught.value).startswith(sentence)
