"""For random valid designs the analysis equals the model that Keras really builds."""

from __future__ import annotations

import math
import warnings
from typing import Any

import keras
import pytest
from hypothesis import HealthCheck, given, settings

from fidelity.reference import Reference
from model_codegen.analysis import Analysis, analyse
from model_codegen.design.expansion import expanded
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, ModelGraph, Op, SubModel
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.traversal import reach
from tests.strategies import designs

pytestmark = pytest.mark.keras


def weights_of(design: Design, operation: Any, live: Any) -> dict[str, tuple[Any, ...]]:
    """Path below the operation's own name -> shape, dtype, trainable, as Keras has them."""
    if isinstance(operation, SubModel):
        graph = design.models[operation.model]
        return {
            f"{inner.name}/{path}": weight
            for inner, layer in parts(design, operation.model, graph, live)
            for path, weight in weights_of(design, inner, layer).items()
        }
    return {
        v.path.removeprefix(f"{operation.name}/"): (tuple(v.shape), v.dtype, v.trainable)
        for v in live.weights
    }


def parts(design: Design, key: str, graph: ModelGraph, live: Any) -> list[tuple[Any, Any]]:
    """The layers and models of a live nested model with what they are in the document."""
    outputs = resolve_outputs(graph, {})
    ends = [leaf.node for leaf in keras.tree.flatten(outputs)]
    used = {graph.nodes[node_id].operation for node_id in reach(graph, ends)}
    return [
        (operation, live.get_layer(operation.name))
        for operation_id, operation in graph.operations.items()
        if operation_id in used and not isinstance(operation, Op)
    ]


def check(design: Design, analysis: Analysis, reference: Reference) -> None:
    assert analysis.errors == ()
    for node_id, tensors in reference.tensors.items():
        found = analysis.nodes[node_id]
        assert found.state == "known"
        assert [(s.shape, s.dtype) for s in found.outputs or ()] == [
            (tuple(t.shape), t.dtype) for t in tensors
        ]
    for operation_id, live in reference.operations.items():
        operation = design.main.operations[operation_id]
        found_operation = analysis.operations[operation_id]
        if isinstance(operation, Op):
            assert found_operation.weights == ()
            continue
        weights = {w.path: (w.shape, w.dtype, w.trainable) for w in found_operation.weights or ()}
        assert weights == weights_of(design, operation, live)
        assert found_operation.params == live.count_params()
        if isinstance(operation, Layer) and operation.class_name != INPUT_CLASS:
            assert found_operation.compute_dtype == live.compute_dtype
            assert found_operation.variable_dtype == live.variable_dtype
    model = reference.model
    assert analysis.total_params == model.count_params()
    assert analysis.trainable_params == sum(math.prod(v.shape) for v in model.trainable_weights)
    assert analysis.non_trainable_params == sum(
        math.prod(v.shape) for v in model.non_trainable_weights
    )
    outputs = keras.tree.map_structure(
        lambda ref: analysis.nodes[ref.node].outputs[ref.index].shape,
        keras.tree.map_structure(lambda leaf: leaf, analysis.graphs["main"].outputs),
    )
    assert keras.tree.flatten(outputs) == keras.tree.flatten(
        keras.tree.map_structure(lambda t: tuple(t.shape), model.output)
    )


@given(designs())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_analysis_equals_the_built_model(drawn: Design) -> None:
    design = expanded(drawn)  # the reference makes what is written out
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns of masks that a layer drops
        reference = Reference(design)
    check(design, analyse(design), reference)
