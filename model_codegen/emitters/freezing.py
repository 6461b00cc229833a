"""How an operation that must not be trained is frozen in source."""

from __future__ import annotations

from model_codegen.emitters.collect import Body
from model_codegen.graph import Layer, Op, SubModel


def frozen_by_argument(body: Body, operation_id: str) -> bool:
    """Whether `trainable=False` in the constructor freezes all of a layer's weights.

    Keras hands the argument to the layer's own variables and not to layers inside.
    """
    operation = body.graph.operations[operation_id]
    if not isinstance(operation, Layer) or operation.trainable:
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
    if isinstance(operation, Op) or operation.trainable:
        return False
    if isinstance(operation, SubModel):
        return not classes
    return not frozen_by_argument(body, operation_id)
