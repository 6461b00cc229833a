"""Methods of models and layers: the few that bear on the graph; the others are passed over."""

from __future__ import annotations

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import (
    layer_calls,
    model_calls,
    model_parts,
    op_calls,
    quantization,
    training_objects,
)
from model_codegen.importers.source.keras.application_attributes import inside
from model_codegen.importers.source.plain_values import is_listed, is_shape
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.values import (
    Array,
    Inner,
    Lambda,
    LayerMade,
    Made,
    Model,
    Tensor,
    Unknown,
    Value,
    Weights,
)

TRAINING = frozenset({"compile", "fit", "fit_generator", "train_on_batch"})
"""Methods whose call shows that the author trains the model."""

SILENT = frozenset({"summary"})
"""Methods that are passed over without a note."""


def of_model(
    reading: Reading,
    model: Model,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
) -> Value:
    """Call a method of a model.

    Args:
        reading: The reading.
        model: The model.
        name: The method.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If what it returns is not known.
    """
    if name == "add" and model.kind == "sequential":
        model_calls.add(reading, model, args[0] if args else kwargs.get("layer"), line)
        return None
    if name == "pop" and model.kind == "sequential":
        return _pop(reading, model, line)
    if name == "build" and model.kind == "sequential":
        shape = args[0] if args else kwargs.get("input_shape")
        if is_shape(shape):
            spec = TensorSpec(tuple(shape), reading.policy.removeprefix("mixed_"))
            model_calls.build_sequential(reading, model, spec, line)
        return None
    if name == "build":
        return None
    if name == "get_layer":
        return _get_layer(model, args, kwargs)
    if name in ("call", "__call__"):
        return model_calls.call(reading, model, args, kwargs, line)
    if name == "quantize":
        return quantization.quantize(reading, model, args, kwargs, line)
    if name == "get_weights":
        return Weights(model)
    if name == "set_weights":
        return take_weights(reading, model, args[0] if args else kwargs.get("weights"), line)
    if name in ("get_config", "count_params"):
        raise NotFollowed(f"`{name}` is not run")
    if name in TRAINING:
        model.compiled = True
        if training_objects.note(reading, model, name, args, kwargs, line):
            return Unknown(f"`{name}` is not run", line)
    return None if name in SILENT else reading.report.skip(name, line)


def take_weights(reading: Reading, model: Model, weights: Value, line: int) -> Value:
    """Note whose weights a model is given; of other than an application's, that it is passed over.

    Args:
        reading: The reading.
        model: The model.
        weights: What `set_weights` is given.
        line: Where.
    """
    given = weights if is_listed(weights) else [weights]
    owners = [part.owner for part in given if isinstance(part, Weights)]
    found = [
        owner
        for owner in owners
        if isinstance(owner, LayerMade) and layer_calls.is_application(owner)
    ]
    for owner in found:
        if owner not in model.pretrained:
            model.pretrained.append(owner)
    return None if found else reading.report.skip("set_weights", line)


def _pop(reading: Reading, model: Model, line: int) -> Value:
    if not model.layers:
        raise NotFollowed("there is no layer to take away")
    last = model.layers.pop()
    if isinstance(last, Tensor):
        model.inputs = model.outputs = None
    elif model.inputs is not None:
        start = model.inputs
        model.outputs = start
        for layer in model.layers:
            if not isinstance(layer, Tensor):
                model.outputs = reading.invoke(reading, layer, [model.outputs], {}, line)
    return last


def _get_layer(model: Model, args: list[Value], kwargs: dict[str, Value]) -> Value:
    wanted = args[0] if args else kwargs.get("name")
    found = model_parts.layers_of(model)
    place = kwargs.get("index", args[1] if len(args) > 1 else None)
    if type(place) is int and -len(found) <= place < len(found):
        return found[place]
    for layer in found:
        own = layer.model if isinstance(layer, Instance) else layer
        if isinstance(own, (LayerMade, Model, Lambda, Inner)) and own.name == wanted:
            return layer
    raise NotFollowed(f"`{model.name}` has no layer of that name")


def of_layer(
    reading: Reading,
    made: LayerMade,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
) -> Value:
    """Call a method of a layer, or of a model of `keras.applications`.

    Raises:
        NotFollowed: If what it returns is not known.
    """
    if name in ("call", "__call__"):
        return layer_calls.call(reading, made, args, kwargs, line)
    if name == "get_config":
        return {"name": made.name, "trainable": made.trainable, **made.config}
    if name in ("build", "finalize_state"):
        return None
    if name == "get_weights":
        return Weights(made)
    if name == "compute_output_shape":
        raise NotFollowed("`compute_output_shape` is not run")
    if name == "get_initial_state" and made.path.startswith("keras.layers."):
        return _initial_state(made)
    if name == "get_layer" and layer_calls.is_application(made):
        return _inner(reading, made, args, kwargs)
    return reading.report.skip(name, line)


def _initial_state(made: LayerMade) -> Value:
    """The zeros that a recurrent layer begins with: the same as if it is given no state.

    By `RNN.call` of `keras/src/layers/rnn/rnn.py`, which makes them where none is given.
    """
    if made.config.get("stateful") not in (None, False):
        raise NotFollowed("a stateful layer that begins anew is not followed")
    states = 2 if made.path.endswith(("LSTM", "LSTM1D", "LSTM2D", "LSTM3D")) else 1
    return [None] * states


def _inner(reading: Reading, made: LayerMade, args: list[Value], kwargs: dict[str, Value]) -> Value:
    wanted = args[0] if args else kwargs.get("name")
    found = inside(reading, made)
    place = kwargs.get("index")
    if type(place) is int and -len(found) <= place < len(found):
        return found[place]
    for each in found:
        if each.name == wanted:
            return each
    raise NotFollowed(f"`{made.name}` has no layer of that name")


def of_tensor(
    reading: Reading, owner: Tensor | Array, name: str, args: list[Value], line: int
) -> Value:
    """Call a method of a tensor, or of an array.

    Raises:
        NotFollowed: If it is none that is known.
    """
    if name == "get_shape":
        return op_calls.shape(reading, owner)
    if name == "set_shape":
        return None
    if name == "astype" and isinstance(owner, Array):
        return owner
    if name == "reshape" and isinstance(owner, Array):
        shape = args[0] if len(args) == 1 and is_listed(args[0]) else args
        if is_shape(shape) and None not in shape:
            sizes = tuple(None if size is None or size < 0 else size for size in shape)
            return Array(TensorSpec(sizes, owner.spec.dtype), owner.reason)
    raise NotFollowed(f"`{name}` of a tensor is not run")


def of_object(made: Made, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """Call a method of an initializer, a regularizer …

    Raises:
        NotFollowed: If it is none that is known.
    """
    if name == "get_config":
        return dict(made.config)
    raise NotFollowed(f"`{name}` is not run")
