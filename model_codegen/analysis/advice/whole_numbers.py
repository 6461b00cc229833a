"""Layers that are built on whole numbers, and fail on them when the model runs."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.design import patches
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Layer
from model_codegen.design.patches import fix, graph_pointer
from model_codegen.design.traversal import is_input

_BY_RANK = ("Conv", "DepthwiseConv", "SeparableConv", "AveragePooling", "AdaptiveAveragePooling")

REFUSING = frozenset(
    {f"{name}{rank}D" for name in _BY_RANK for rank in (1, 2, 3)}
    | {f"Conv{rank}DTranspose" for rank in (1, 2, 3)}
    | {"MaxPooling3D", "Softmax", "ELU", "PReLU", "UnitNormalization"}
)
"""Layers of which TensorFlow has no kernel for whole numbers.

Source: findings/keras_conv_of_integers.sh.
"""

KEEPING = frozenset(
    {f"{name}{rank}D" for name in ("ZeroPadding", "Cropping", "UpSampling") for rank in (1, 2, 3)}
    | {"MaxPooling1D", "MaxPooling2D", "Flatten", "Reshape", "Permute", "Identity", "Dropout"}
)
"""Layers that return whole numbers for such, whatever dtype their symbolic output has."""

_LAYERS = "keras.layers."


def whole_numbers(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of calls that Keras builds on whole numbers, which TensorFlow refuses when they run."""
    whole: dict[str, str] = {}
    for node_id in facts.inputs:
        outputs = facts.analysis.nodes[node_id].outputs
        if outputs and outputs[0].dtype.startswith(("int", "uint")):
            whole[node_id] = outputs[0].dtype
    for node_id in facts.sequence if whole else ():
        operation = facts.operation(node_id)
        refs = facts.flow.references[node_id]
        if isinstance(operation, Layer) and len(refs) == 1 and refs[0].node in whole:
            name = operation.class_name.removeprefix(_LAYERS)
            source = refs[0].node
            if name in KEEPING:
                whole[node_id] = whole[source]
            elif name in REFUSING:
                yield _told(facts, node_id, source, whole[source])


def _told(facts: GraphFacts, node_id: str, source: str, dtype: str) -> Diagnostic:
    change = None
    if is_input(facts.graph, source):
        key = facts.node(source).operation
        pointer = graph_pointer(facts.graph_id, "operations", key, "dtype")
        title = f"Make {facts.words.node(source)} float32"
        change = fix(title, [patches.replace(pointer, "float32")])
    message = (
        f"{facts.words.node(node_id)} builds, but TensorFlow refuses it once the model runs: it is "
        f"given {dtype} by {facts.words.node(source)}, and works on float numbers only. Put a "
        "Rescaling before it, or make the input float32"
    )
    return facts.found("whole-numbers", "warning", message, node_id, source, fix=change)
