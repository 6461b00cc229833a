"""A live Keras model, described as a file would have it.

Like `Functional.get_config`, but one layer that cannot be serialized does not spoil the rest, and
shapes and counts are told, too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from model_codegen.design.errors import DesignError
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.serialized_objects import OBJECT, POLICIES, policy_name
from model_codegen.keras_bridge.automatic_names import counted_names
from model_codegen.keras_bridge.error_messages import undecorated
from model_codegen.keras_bridge.functional_graphs import (
    all_layers,
    arguments_of,
    built_shapes,
    calls_of,
    ends_of,
    has_graph,
    has_tensors,
    held_model,
    layers_of,
    lost_weights,
    origin_in,
    owns_variables,
    quantized_inside,
    serialized_call,
    weights_as_numbers,
)


def describe(model: Any) -> dict[str, Any]:
    """Describe a Functional or Sequential model.

    Args:
        model: A `keras.Model`.

    Raises:
        DesignError: If it has no graph of calls.
    """
    value: dict[str, Any] = json.loads(json.dumps(_model(model), default=_foreign))
    return value


def traced(model: Any, inputs: Any = None) -> Any:
    """A Functional model of the calls that a subclassed model makes.

    Args:
        model: A built `keras.Model` with a `call` of its own.
        inputs: What it is called with, as `keras.Input`s; float32 tensors of the shapes that it was
            built with by default.

    Raises:
        DesignError: If it has not been built, or `call` cannot be followed.
    """
    import keras

    if inputs is None:
        shapes = built_shapes(model)
        if not shapes:
            raise DesignError(
                f"`{model.name}` has not been built, so its inputs are not known: call it once, or "
                "call its `build` with the shape of its input."
            )
        inputs = [_inputs(shape, name) for name, shape in shapes.items()]
        inputs = inputs[0] if len(inputs) == 1 else inputs
    try:
        with counted_names(_taken_names(model)):
            outputs = model.call(inputs)
            made = keras.Model(inputs, outputs, name=model.name)
    except Exception as error:
        raise DesignError(
            f"The `call` of `{model.name}` cannot be followed on symbolic tensors: "
            f"{undecorated(error)}"
        ) from error
    lost = lost_weights(model, made) if has_tensors(made) else []
    lost += weights_as_numbers(model, made)
    if lost:
        # A layer that is called with numbers, as one for positions is, has become numbers itself;
        # so has a weight that `call` uses directly, as a language model's embedding for its logits.
        raise DesignError(
            f"The `call` of `{model.name}` cannot be followed on symbolic tensors: it makes "
            f"numbers of the weight `{lost[0]}`. Put that part into a layer class of its own, "
            "which is kept as a whole."
        )
    return made


def _taken_names(model: Any) -> dict[str, int]:
    """How many names of each stem the layers of a model have, so that operations get none of them.

    A number that is left out counts as taken.
    """
    counts: defaultdict[str, int] = defaultdict(int)
    for layer in all_layers(model):
        stem, _, number = layer.name.rpartition("_")
        if not (stem and number.isdecimal()):
            stem, number = layer.name, "0"
        counts[stem] = max(counts[stem], int(number) + 1)
    return counts


def _inputs(shape: Any, name: str) -> Any:
    import keras

    if isinstance(shape, Mapping):
        return {key: _inputs(item, key) for key, item in shape.items()}
    if isinstance(shape, (list, tuple)) and any(isinstance(i, (list, tuple)) for i in shape):
        return [_inputs(item, f"{name}_{index}") for index, item in enumerate(shape)]
    stem = name.removesuffix("_shape")
    # It was built with some batch or other, and takes any.
    return keras.Input(shape=shape[1:], name="inputs" if stem == "input" else stem)


def _model(model: Any) -> dict[str, Any]:
    import keras

    config: dict[str, Any] = {"name": model.name, "trainable": model.trainable}
    if isinstance(model, keras.Sequential):
        config["layers"] = [_operation(layer) for layer in layers_of(model)]
        return {"module": "keras", "class_name": "Sequential", "config": config}
    if not has_graph(model):
        raise DesignError(f"`{model.name}` has a `call` of its own and so no graph of calls.")
    config["layers"] = [
        _operation(operation)
        | {"inbound_nodes": _calls(operation, model)}
        | _known(operation, model)
        for operation in model.operations
    ]
    inputs, outputs = ends_of(model)
    config["input_layers"] = _ends(model, inputs)
    config["output_layers"] = _ends(model, outputs)
    return {"module": "keras", "class_name": "Functional", "config": config}


def _operation(operation: Any) -> dict[str, Any]:
    import keras

    known = {"name": operation.name, **_identity(operation)}
    if isinstance(operation, keras.Model) and has_graph(operation):
        return _model(operation) | known
    inner = followed(operation)
    if inner is not None:
        return _model(inner) | known
    try:
        value: dict[str, Any] = keras.saving.serialize_keras_object(operation)
    except Exception:  # a class that cannot say what it was made with
        value = _foreign(operation)
    held = held_model(operation)
    if held is not None and has_graph(held):
        # Keras' own description of it has no shapes, and fails for one layer that has no config.
        value["config"]["layer"] = _operation(held)
    config = value.get("config")
    if OBJECT in known and isinstance(config, Mapping):
        inner = [own for own in all_layers(operation) if own is not operation]
        value = {**value, "config": _identified(config, inner)}
    return value | known | _quantized(operation, value)


def _identity(operation: Any) -> dict[str, Any]:
    """Which object a layer is; for `shared_marks`. An op has no weights, and no one keeps it."""
    import keras

    return {OBJECT: id(operation)} if isinstance(operation, keras.Layer) else {}


def _identified(value: Any, layers: list[Any]) -> Any:
    """A config with the objects that its serialized layers are, where class and name tell."""
    if not layers:
        return value
    if isinstance(value, (list, tuple)):
        return [_identified(item, layers) for item in value]
    if not isinstance(value, Mapping):
        return value
    found = {key: _identified(item, layers) for key, item in value.items()}
    config = found.get("config")
    if isinstance(config, Mapping) and isinstance(config.get("name"), str):
        kind = found.get("class_name"), config["name"]
        objects = {id(own) for own in layers if (type(own).__name__, own.name) == kind}
        if len(objects) == 1:
            found[OBJECT] = objects.pop()
    return found


def _quantized(operation: Any, value: Mapping[str, Any]) -> dict[str, Any]:
    """The quantized layers inside a layer of which its config says nothing.

    `quantize` of a model reaches every layer inside, and `MultiHeadAttention`, for one, makes its
    own anew when it is loaded.
    """
    import keras

    if not isinstance(operation, keras.Layer) or isinstance(operation, keras.Model):
        return {}
    told = {*_policies(value.get("config"))}
    lost = {n: policy for n, policy in quantized_inside(operation).items() if policy not in told}
    return {"quantized_inside": lost} if lost else {}


def _policies(value: Any) -> Iterator[str]:
    """The names of all dtype policies in a serialized value."""
    if isinstance(value, Mapping):
        if value.get("class_name") in POLICIES:
            try:
                yield policy_name(value)
            except Unrepresentable:
                return
        for item in value.values():
            yield from _policies(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _policies(item)


def followed(operation: Any) -> Any:
    """The graph of a user's layer that only calls other layers; None if it is anything else.

    Args:
        operation: A layer or an op.
    """
    import keras

    if not isinstance(operation, keras.Layer) or type(operation).__module__.startswith("keras."):
        return None
    calls = arguments_of(operation)
    if owns_variables(operation) or not layers_of(operation) or not calls:
        return None
    if any(len(c.args) != 1 or c.kwargs.keys() - {"training", "mask"} for c in calls):
        return None  # With other arguments it is another graph.
    inputs = keras.tree.map_structure(_input_like, calls[0].args[0])
    try:
        model = traced(operation, inputs)
    except DesignError:
        return None
    if lost_weights(operation, model) or has_tensors(model):
        return None  # Numbers, such as those of an embedding that is looked up with numbers.
    model.trainable = operation.trainable
    return model


def _input_like(tensor: Any) -> Any:
    import keras

    return keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype, sparse=tensor.sparse)


def _foreign(thing: Any) -> dict[str, Any]:
    """What can be said of an object that cannot be serialized."""
    kind = type(thing)
    named = {"name": str(getattr(thing, "name", kind.__name__))}
    return {"module": kind.__module__, "class_name": kind.__name__, "config": named}


def _calls(operation: Any, model: Any) -> list[Any]:
    return [
        serialized_call(node, model) for node in calls_of(operation, model) if node.input_tensors
    ]


def _known(operation: Any, model: Any) -> dict[str, Any]:
    """The shapes of an operation's tensors and the size of its weights."""
    outputs = [
        [{"shape": list(t.shape), "dtype": t.dtype} for t in node.output_tensors]
        for node in calls_of(operation, model)
    ]
    params = operation.count_params() if getattr(operation, "built", False) else 0
    return {"outputs": outputs, "params": params, **_returned(operation, model)}


def _returned(operation: Any, model: Any) -> dict[str, Any]:
    """How a user's layer returns its tensors, which Keras keeps flattened: it is asked again."""
    import keras

    own = isinstance(operation, keras.Layer) and not isinstance(operation, keras.Model)
    calls = calls_of(operation, model)
    if not own or type(operation).__module__.startswith("keras.") or not calls:
        return {}
    arguments, count = calls[0].arguments, len(calls[0].output_tensors)
    try:
        with counted_names():
            found = operation.compute_output_spec(*arguments.args, **arguments.kwargs)
        if len(keras.tree.flatten(found)) != count:
            return {}
        return {"structure": _lists_of(keras.tree.pack_sequence_as(found, [*range(count)]))}
    except Exception:  # whatever the user's own code raises
        return {}


def _lists_of(tree: Any) -> Any:
    if isinstance(tree, Mapping):
        return {str(key): _lists_of(item) for key, item in tree.items()}
    return [_lists_of(item) for item in tree] if isinstance(tree, (list, tuple)) else tree


def _ends(model: Any, tree: Any) -> Any:
    import keras

    found = keras.tree.map_structure(lambda tensor: _History(origin_in(model, tensor)), tree)
    return _lists(found)


class _History(list):  # type: ignore[type-arg]
    """A leaf, for the library that walks trees takes lists apart."""


def _lists(tree: Any) -> Any:
    if isinstance(tree, _History):
        return [*tree]
    if isinstance(tree, Mapping):
        return {key: _lists(item) for key, item in tree.items()}
    return [_lists(item) for item in tree]
