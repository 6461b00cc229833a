"""Models that a layer has as an argument, as `TimeDistributed(model)` has."""

from __future__ import annotations

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.saved.saved_layers import HOLDERS
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.shared_values import held_model
from model_codegen.importers.source.keras.inputs import input_like
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import tensors_in
from model_codegen.importers.source.values import LayerMade, Value


def can_hold(path: str, argument: str, value: Value) -> bool:
    """Whether a layer's argument is a model that it calls as a layer.

    Args:
        path: The layer's class.
        argument: The argument.
        value: What it is.
    """
    return HOLDERS.get(path) == argument and held_model(value) is not None


def build(reading: Reading, made: LayerMade, given: Value, line: int) -> str:
    """Build a layer's model for what the layer is first called with, where it has no inputs yet.

    Args:
        reading: The reading.
        made: The layer.
        given: What it is called with.
        line: Where.

    Returns:
        Why the model cannot be drawn, as the end of a sentence; empty if it can be.
    """
    value = made.config.get(HOLDERS.get(made.path, ""))
    model, tensors = held_model(value), tensors_in(given)
    if model is None:
        return ""
    if model.inputs is None and model.recorded is None and tensors:
        each = _each_step(tensor_shapes.spec(reading, tensors[0]))
        name, _ = reading.names.choose(None, "InputLayer")
        try:
            reading.invoke(reading, value, [input_like(reading, name, each, line)], {}, line)
        except NotFollowed as error:
            return str(error)
    if model.recorded is not None and not model.keeps_code:
        return model.recorded.reason
    known = model.outputs is not None or model.keeps_code
    return "" if known else f"the layers of `{model.name}` are not known"


def _each_step(spec: TensorSpec | None) -> TensorSpec | None:
    """What `TimeDistributed` gives to its layer: all but the axis of steps.

    By `_get_child_input_shape` of `keras/src/layers/rnn/time_distributed.py`.
    """
    if spec is None or len(spec.shape) < 3:
        return None
    return TensorSpec((spec.shape[0], *spec.shape[2:]), spec.dtype)
