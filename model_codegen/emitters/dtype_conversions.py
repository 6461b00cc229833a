"""What happens to a tensor's dtype where it enters a class, so that it is what the design says."""

from __future__ import annotations

from typing import Any

from model_codegen import catalogue
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Layer, SubModel
from model_codegen.design.traversal import flattened, is_application, references
from model_codegen.emitters.body import UNTOLD, Body
from model_codegen.emitters.literals import nested_layers
from model_codegen.emitters.program import Program
from model_codegen.keras_bridge.layer_internals import converts_inputs

_EXACT_IN = {
    "float16": ("float32", "float64"),
    "bfloat16": ("float32", "float64"),
    "float32": ("float64",),
}
"""Dtypes that hold every value of another."""

_FLOATS = (*_EXACT_IN, "float64")


class Conversions:
    """How a graph's inputs are converted where the graph is a class.

    A functional model converts each input to the dtype of its `keras.Input`. A layer converts
    floating point inputs to its own compute dtype, and others not at all.

    Args:
        program: The design.
        body: The graph.

    Attributes:
        keeps_dtypes: Whether the class must leave its inputs as they are (`autocast=False`).
        casts: By input node: the dtype that `call` must convert it to by itself.
    """

    def __init__(self, program: Program, body: Body) -> None:
        declared = {node_id: body.specs(node_id)[0].dtype for node_id in body.inputs}
        own = _compute_dtype(program.design.dtype_policy)
        self.keeps_dtypes = any(
            dtype in _FLOATS and dtype != own and not _only_for_layers(body, node_id, own)
            for node_id, dtype in declared.items()
        )
        self.casts: dict[str, str] = {}
        if body.graph_id == MAIN:
            return
        for node_id, given in _given(program, body).items():
            wanted = declared[node_id]
            converted = not self.keeps_dtypes and wanted in _FLOATS
            if any(
                dtype != wanted
                and not (converted and dtype in _FLOATS)
                and not (wanted in _EXACT_IN.get(dtype, ()) and _only_for_layers(body, node_id))
                for dtype in given
            ):
                self.casts[node_id] = wanted


def _given(program: Program, body: Body) -> dict[str, set[str]]:
    """By input node of a definition: the dtypes of all tensors that are passed for it."""
    inputs = flattened(body.graph.inputs)
    found: dict[str, set[str]] = {node_id: set() for node_id in inputs}
    for caller in program.bodies():
        for node_id in caller.calls:
            operation = caller.operation(node_id)
            if isinstance(operation, SubModel) and operation.model == body.graph_id:
                for target, ref in zip(inputs, _passed(caller.node(node_id).args), strict=False):
                    if caller.spec(ref) != UNTOLD:
                        found[target].add(caller.spec(ref).dtype)
    return found


def _passed(args: tuple[Any, ...]) -> list[Any]:
    return flattened(args[0] if len(args) == 1 else list(args))


def _only_for_layers(body: Body, node_id: str, dtype: str | None = None) -> bool:
    """Whether an input is consumed only by layers that convert it to their own dtype anyway.

    Args:
        body: The graph.
        node_id: The input.
        dtype: The dtype that all of them must convert it to.
    """
    for consumer in body.calls:
        if all(ref.node != node_id for ref in references(body.node(consumer))):
            continue
        operation = body.operation(consumer)
        known = body.analysis.operations[body.node(consumer).operation]
        if not isinstance(operation, Layer) or operation.recorded is not None:
            return False
        if dtype not in (None, known.compute_dtype):
            return False
        if is_application(operation):
            return False  # its own inputs are float32, whatever it computes in
        nested = [path for path, _ in nested_layers(operation)]
        if not all(converts_inputs(catalogue.resolve(p)) for p in (operation.class_name, *nested)):
            return False
    return all(ref.node != node_id for ref in flattened(body.outputs))


def _compute_dtype(policy: str) -> str:
    import keras

    dtype: str = keras.dtype_policies.get(policy).compute_dtype
    return dtype
