"""`analyse` on whole designs: the gallery's figures, drafts, and what every answer must be."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen import gallery
from model_codegen.analysis import TensorSpec, analyse, to_json
from model_codegen.design.fileformat.serialization import dumps, loads
from model_codegen.design.graph import Design, ModelGraph
from tests.drafting import block, design, graph, inp, layer, op, ref, repaired
from tests.strategies import drafts

pytestmark = pytest.mark.keras

FIGURES = {
    "mlp": (218_058, 6, 0, [(None, 10)]),
    "dropout_mlp": (11_594, 6, 0, [(None, 10)]),
    "binary_classifier": (67_073, 8, 2, [(None, 1)]),
    "digit_cnn": (34_826, 6, 0, [(None, 10)]),
    "two_headed_mlp": (218_443, 10, 0, [(None, 10), (None, 1)]),
    "siamese_comparator": (217_537, 6, 0, [(None, 1)]),
    "siamese_copied": (434_945, 10, 0, [(None, 1)]),
    "image_text": (49_034, 8, 0, [(None, 10)]),
    "residual_classifier": (12_938, 8, 0, [(None, 10)]),
    "multi_task": (9_430, 10, 0, [(None, 1), (None, 5)]),
    "residual_blocks": (12_394, 14, 0, [(None, 10)]),
    "attention_block": (21_123, 14, 0, [(None, 3)]),
    "tabular_text": (324_225, 7, 0, [(None, 1)]),
    "cifar_cnn": (66_602, 14, 4, [(None, 10)]),
    "sentiment_bilstm": (1_389_377, 17, 0, [(None, 1)]),
    "time_series_lstm": (18_375, 5, 0, [(None, 7)]),
    "batch_norm_stack": (50_945, 14, 6, [(None, 1)]),
    "mixed_precision_mlp": (218_058, 6, 0, [(None, 10)]),
    "transfer_mobilenet": (2_270_794, 2, 260, [(None, 10)]),
}
"""Parameters, trainable and non-trainable weights and outputs, as Keras 3.15.1 says."""

CHAINS = {
    "mlp", "dropout_mlp", "binary_classifier", "digit_cnn", "residual_blocks", "attention_block",
    "cifar_cnn", "sentiment_bilstm", "time_series_lstm", "batch_norm_stack", "mixed_precision_mlp",
}  # fmt: skip


def test_every_gallery_entry_is_listed_here() -> None:
    assert set(gallery.names()) == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_the_gallery_has_keras_figures(name: str) -> None:
    analysis = analyse(gallery.load(name))
    weights = [
        weight for operation in analysis.operations.values() for weight in operation.weights or ()
    ]
    outputs = [
        analysis.nodes[found.node].outputs[found.index].shape  # type: ignore[index]
        for found in _flat(analysis.graphs["main"].outputs)
    ]
    trainable = sum(weight.trainable for weight in weights)
    assert (analysis.total_params, trainable, len(weights) - trainable, outputs) == FIGURES[name]
    assert analysis.errors == ()
    assert (analysis.chain_reasons == ()) == (name in CHAINS)


def _flat(tree: object) -> list[object]:
    if isinstance(tree, dict):
        return [leaf for item in tree.values() for leaf in _flat(item)]
    if isinstance(tree, list):
        return [leaf for item in tree for leaf in _flat(item)]
    return [tree]


def test_mixed_precision_computes_in_one_dtype_and_stores_in_another() -> None:
    analysis = analyse(gallery.load("mixed_precision_mlp"))
    dtypes = [
        (o.compute_dtype, o.variable_dtype) for o in analysis.operations.values() if o.weights
    ]
    assert sorted(dtypes) == [("float16", "float32")] * 2 + [("float32", "float32")]
    assert analysis.bytes == 218_058 * 4


def test_a_layer_called_twice_counts_once() -> None:
    analysis = analyse(
        design(
            {
                "x": (inp(4),),
                "y": (inp(4),),
                "a": (layer("Dense", units=3), "x"),
                "b": ("a", "y"),
            },
            ["x", "y"],
        )
    )
    assert analysis.operations["a"].calls == ("a", "b")
    assert analysis.operations["a"].params == analysis.total_params == 15
    assert analysis.nodes["b"].outputs == (TensorSpec((None, 3), "float32"),)


def test_what_reaches_no_output_is_computed_and_not_counted() -> None:
    analysis = analyse(
        design(
            {
                "x": (inp(4),),
                "a": (layer("Dense", units=3), "x"),
                "b": (layer("Dense", units=9), "x"),
            },
            outputs=ref("a"),
        )
    )
    assert analysis.nodes["b"].outputs == (TensorSpec((None, 9), "float32"),)
    assert analysis.graphs["main"].unused == ("b",)
    assert analysis.total_params == 15


def test_a_layer_is_built_by_the_first_call_that_is_in_the_code() -> None:
    analysis = analyse(
        design(
            {
                "x": (inp(4),),
                "y": (inp(5),),
                "a": (layer("Dense", units=3), "x"),
                "b": ("a", "y"),
            },
            "y",
            ref("b"),
        )
    )
    assert analysis.nodes["b"].state == "known"
    assert analysis.nodes["a"].state == "failed"
    assert analysis.total_params == 18


def test_frozen_weights_are_not_trainable_wherever_they_are() -> None:
    analysis = analyse(
        design(
            {
                "x": (inp(5, 4),),
                "a": (
                    layer("MultiHeadAttention", trainable=False, num_heads=2, key_dim=2),
                    "x",
                    "x",
                ),
                "b": (layer("Bidirectional", trainable=False, layer=LSTM), "a"),
                "c": (block("inner", trainable=False), "b"),
                "d": (layer("BatchNormalization"), "c"),
            },
            models={"inner": graph({"x": (inp(4),), "y": (layer("Dense", units=4), "x")})},
        )
    )
    assert analysis.trainable_params == 8
    assert analysis.non_trainable_params == analysis.total_params - 8


HEADS = {"num_heads": 2, "key_dim": 2}
LSTM = {"class_name": "keras.layers.LSTM", "config": {"units": 2}}


def test_no_weight_is_allocated_however_large() -> None:
    analysis = analyse(design({"x": (inp(10),), "a": (layer("Dense", units=10**12), "x")}))
    assert analysis.errors == ()
    assert analysis.total_params == 11 * 10**12
    assert analysis.bytes == 44 * 10**12


def test_what_lies_behind_a_mistake_is_unknown_and_the_rest_is_not() -> None:
    analysis = analyse(
        design(
            {
                "x": (inp(4),),
                "bad": (layer("Dense", units=-1), "x"),
                "behind": (layer("Dense", units=2), "bad"),
                "good": (layer("Dense", units=2), "x"),
            }
        )
    )
    states = {node_id: node.state for node_id, node in analysis.nodes.items()}
    assert states == {"x": "known", "bad": "failed", "behind": "unknown", "good": "known"}
    assert [d.code for d in analysis.errors] == ["invalid-config"]


def test_errors_come_first_and_count_only_where_the_model_needs_them() -> None:
    broken = graph({"x": (inp(4),), "a": (layer("Dense", units=0), "x")})
    needed = design({"x": (inp(4),), "b": (block("inner"), "x")}, models={"inner": broken})
    spare = design({"x": (inp(4),), "b": (layer("ReLU"), "x")}, models={"inner": broken})
    assert [d.code for d in analyse(needed).errors] == ["broken-block", "invalid-config"]
    assert analyse(spare).errors == ()
    assert [d.severity for d in analyse(spare).diagnostics] == ["warning"]


def test_an_unknown_dtype_policy_is_an_error_and_the_rest_goes_on_in_float32() -> None:
    wrong = design({"x": (inp(4),), "a": (layer("Dense", units=3), "x")}, dtype_policy="float17")
    analysis = analyse(wrong)
    (error,) = analysis.errors
    assert error.message == ("Keras has no dtype policy `float17`: take float32 or mixed_float16")
    assert analysis.operations["a"].variable_dtype == "float32"
    assert analyse(repaired(wrong, error)).errors == ()


def test_an_empty_design_asks_for_an_input() -> None:
    analysis = analyse(Design("empty", ModelGraph("model")))
    assert [(d.code, d.message) for d in analysis.diagnostics] == [
        ("no-input", "The model has no input: begin with an Input")
    ]


def test_a_mask_is_followed_as_in_keras() -> None:
    masked = design(
        {
            "x": (inp(5),),
            "e": (layer("Embedding", input_dim=9, output_dim=4, mask_zero=True), "x"),
            "a": (layer("LSTM", units=3, return_sequences=True), "e"),
            "f": (layer("Flatten"), "a"),
            "d": (layer("Dense", units=2), "f"),
        }
    )
    analysis = analyse(masked)
    assert [(d.code, d.nodes) for d in analysis.diagnostics] == [("mask-lost", ("f",))]
    joined = design(
        {
            "x": (inp(5),),
            "e": (layer("Embedding", input_dim=9, output_dim=4, mask_zero=True), "x"),
            "o": (op("relu"), "e"),
            "c": (layer("Concatenate"), ["e", "o"]),
            "d": (layer("GlobalAveragePooling1D"), "c"),
        }
    )
    assert [d.code for d in analyse(joined).diagnostics if d.severity != "advice"] == []


@given(drafts())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_any_draft_is_answered_and_every_fix_mends(draft: Design) -> None:
    analysis = analyse(draft)
    json.dumps(to_json(analysis))
    for node_id in draft.main.nodes:
        found = analysis.nodes[node_id]
        assert (found.outputs is not None) == (found.state == "known")
    nodes = {node for d in analysis.diagnostics if d.graph == "main" for node in d.nodes}
    assert nodes <= draft.main.nodes.keys()
    failed = {key for key, node in analysis.nodes.items() if node.state == "failed"}
    assert failed <= nodes
    if "nan" in repr(draft.main.operations):
        return  # no file can hold it
    assert analyse(loads(dumps(draft))) == analysis
    for diagnostic in analysis.diagnostics:
        if diagnostic.fix is not None:
            left = analyse(repaired(draft, diagnostic)).diagnostics
            same = [(d.code, d.graph, d.nodes, d.message) for d in left]
            key = diagnostic.code, diagnostic.graph, diagnostic.nodes, diagnostic.message
            assert key not in same


def test_a_quantized_policy_is_for_layers_and_not_for_the_model() -> None:
    drawn = design(
        {
            "x": (inp(4),),
            "a": (layer("Dense", units=3), "x"),
            "b": (layer("LayerNormalization"), "a"),
            "c": (layer("Dense", "float32", units=2), "b"),
        },
        dtype_policy="int8_from_mixed_bfloat16",
    )
    (error,) = analyse(drawn).errors
    assert error.code == "invalid-dtype-policy"
    assert "for single layers" in error.message
    mended = repaired(drawn, error)
    assert mended.dtype_policy == "mixed_bfloat16"
    found = {key: getattr(o, "dtype", None) for key, o in mended.main.operations.items()}
    assert found == {"x": None, "a": "int8_from_mixed_bfloat16", "b": None, "c": "float32"}
    analysis = analyse(mended)
    assert analysis.errors == ()
    assert analysis.operations["a"].params == 4 * 3 + 3 + 3  # a scale for each unit


def test_how_a_call_returns_its_tensors_is_known_and_does_not_travel() -> None:
    cells = [{"class_name": "keras.layers.LSTMCell", "config": {"units": 3}}] * 2
    states = {"return_state": True}
    analysis = analyse(
        design(
            {
                "x": (inp(5, 4),),
                "stack": (layer("RNN", cell=cells, **states), "x"),
                "lstm": (layer("LSTM", units=3, **states), "x"),
                "split": (op("split"), "x", 1),
                "parts": (op("split"), "x", 5),
                "dense": (layer("Dense", units=2), "x"),
            }
        )
    )
    found = {node_id: node.structure for node_id, node in analysis.nodes.items()}
    assert found == {
        "x": None,
        "stack": [0, [1, 2], [3, 4]],
        "lstm": None,
        "split": [0],  # a list, of one
        "parts": None,
        "dense": None,
    }
    assert "structure" not in json.dumps(to_json(analysis))
