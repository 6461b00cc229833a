"""How an operation that must not be trained is frozen in source."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.design.graph import Layer, Op, SubModel
from model_codegen.design.traversal import is_application
from model_codegen.emitters.body import Body
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.source_text import Source


def frozen_by_argument(body: Body, operation_id: str) -> bool:
    """Whether `trainable=False` in the constructor freezes all of a layer's weights.

    Keras hands the argument to the layer's own variables and not to layers inside.
    """
    operation = body.graph.operations[operation_id]
    if not isinstance(operation, Layer) or operation.trainable or is_application(operation):
        return False
    if operation.recorded is not None:
        return False  # what is inside is not known
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


def frozen_in_part(body: Body, operation_id: str) -> bool:
    """Whether it is a model of `keras.applications` that is frozen, or all but its last layers."""
    operation = body.graph.operations[operation_id]
    return is_application(operation) and (
        not operation.trainable or operation.trainable_layers is not None
    )


def made_before_chain(body: Body, operation_id: str, *, classes: bool) -> bool:
    """Whether a chain takes it ready-made into its list, since a statement is about it.

    Args:
        body: The graph.
        operation_id: The operation.
        classes: Whether definitions are classes.
    """
    return frozen_in_part(body, operation_id) or frozen_by_attribute(
        body, operation_id, classes=classes
    )


def freeze_application(
    source: Source, layer: Layer, variable: str, names: Namespace, marks: Sequence[Mark]
) -> None:
    """Write how a model of `keras.applications` is frozen, which holds all its layers once made.

    Args:
        source: Where to.
        layer: The model.
        variable: The expression by which it is known.
        names: The names of the function that is written.
        marks: The calls that are written.
    """
    if not layer.trainable:
        source.line(f"{variable}.trainable = False", marks)
    elif layer.trainable_layers is not None:
        each = names.name("layer")
        kept = f"[:-{layer.trainable_layers}]" if layer.trainable_layers else ""
        with source.block(f"for {each} in {variable}.layers{kept}:", marks):
            source.line(f"{each}.trainable = False", marks)
