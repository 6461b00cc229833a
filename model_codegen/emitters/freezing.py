"""How an operation that must not be trained is frozen in source."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.emitters.collect import Body
from model_codegen.emitters.source import Mark, Source
from model_codegen.graph import Layer, Op, SubModel
from model_codegen.traversal import is_application


def frozen_by_argument(body: Body, operation_id: str) -> bool:
    """Whether `trainable=False` in the constructor freezes all of a layer's weights.

    Keras hands the argument to the layer's own variables and not to layers inside.
    """
    operation = body.graph.operations[operation_id]
    if not isinstance(operation, Layer) or operation.trainable or is_application(operation):
        return False
    weights = body.analysis.operations[operation_id].weights or ()
    return not any("/" in weight.path for weight in weights)


def frozen_by_attribute(body: Body, operation_id: str, *, classes: bool) -> bool:
    """Whether it takes `layer.trainable = False`, which reaches the layers inside.

    The statement has to follow the first call, in which some layers make those inside them.

    Args:
        body: The graph.
        operation_id: The operation.
        classes: Whether definitions are classes, whose `build` hands the argument on.
    """
    operation = body.graph.operations[operation_id]
    if isinstance(operation, Op) or operation.trainable or is_application(operation):
        return False
    if isinstance(operation, SubModel):
        return not classes
    return not frozen_by_argument(body, operation_id)


def freeze_application(
    source: Source, layer: Layer, variable: str, each: str, marks: Sequence[Mark]
) -> None:
    """Write how a model of `keras.applications` is frozen, which holds all its layers once made.

    Args:
        source: Where to.
        layer: The model.
        variable: The expression by which it is known.
        each: A name for the variable of a loop.
        marks: The calls that are written.
    """
    if not layer.trainable:
        source.line(f"{variable}.trainable = False", marks)
    elif layer.trainable_layers is not None:
        kept = f"[:-{layer.trainable_layers}]" if layer.trainable_layers else ""
        with source.block(f"for {each} in {variable}.layers{kept}:", marks):
            source.line(f"{each}.trainable = False", marks)
