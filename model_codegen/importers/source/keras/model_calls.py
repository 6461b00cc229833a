"""Models: Functional ones from their ends, Sequential ones layer by layer; called on tensors."""

from __future__ import annotations

import ast

from model_codegen.analysis.application_models import application
from model_codegen.catalogue import ConfigError
from model_codegen.design.graph import INPUT_CLASS, TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.keras import layer_calls
from model_codegen.importers.source.keras.inputs import input_like, new_input
from model_codegen.importers.source.keras.model_parts import results
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.training_steps import TrainingStep
from model_codegen.importers.source.value_trees import opened, snapshot, tensors_in, tree_leaves
from model_codegen.importers.source.values import (
    Array,
    Lambda,
    LayerMade,
    Model,
    ModelKind,
    Open,
    Run,
    Tensor,
    Unknown,
    Value,
)

_MAKERS = ("build_", "make_", "create_", "get_", "define_")


def functional(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Model:
    """Make a model between tensors, as `keras.Model(inputs, outputs)` does.

    Args:
        reading: The reading.
        args: The constructor's arguments.
        kwargs: Its arguments by name.
        line: Where it is made.

    Raises:
        NotFollowed: If it is given no ends.
    """
    given = dict(zip(("inputs", "outputs", "name"), args, strict=False)) | kwargs
    inputs = given.get("inputs", given.get("input"))
    outputs = given.get("outputs", given.get("output"))
    if inputs is None or outputs is None:
        raise NotFollowed("a model is made without inputs or outputs")
    model = new_model(reading, "functional", given.get("name"), "Functional", line)
    model.inputs, model.outputs = (
        snapshot(reading.budget, inputs),
        snapshot(reading.budget, outputs),
    )
    if given.get("trainable") is False:
        model.trainable = False
    reading.recording.training.add(TrainingStep("complete", model))
    return model


def new_model(
    reading: Reading,
    kind: ModelKind,
    name: Value,
    class_name: str,
    line: int,
    origin: ast.AST | None = None,
) -> Model:
    """Make a model whose inputs and outputs are not known yet.

    Args:
        reading: The reading.
        kind: How it is made.
        name: The name that it is given, if any.
        class_name: Its class, for an automatic name.
        line: Where it is made.
        origin: The class that it is an instance of; the function that runs by default.
    """
    reading.budget.make()
    reading.budget.spend(40)
    own, automatic = reading.names.choose(name, class_name)
    origin = origin or reading.position.function()
    model = Model(kind, own, automatic, origin=origin, title=own, line=line)
    model.run = _maker(reading, origin)
    if isinstance(origin, ast.FunctionDef):
        model.title = title_of(origin.name) or own
    reading.recording.models.append(model)
    return model


def _maker(reading: Reading, origin: ast.AST | None) -> Run | None:
    """The run of the function that makes a model, or of the `__init__` of its class."""
    for run in reversed(reading.position.runs):
        if run.node is origin:
            return run
        if isinstance(origin, ast.ClassDef) and run.node in origin.body and run.name == "__init__":
            return run
    return None


def title_of(function: str) -> str:
    """What a function builds, by its name: `unet` for `build_unet_model`; else an empty text."""
    for begin in _MAKERS:
        if function.startswith(begin) and function != "build_model":
            return function.removeprefix(begin).removesuffix("_model")
    return ""


def sequential(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Model:
    """Make a Sequential, as `keras.Sequential(layers)` does.

    Args:
        reading: The reading.
        args: The constructor's arguments.
        kwargs: Its arguments by name.
        line: Where it is made.
    """
    given = dict(zip(("layers", "trainable", "name"), args, strict=False)) | kwargs
    if type(given.get("trainable")) is str:  # in older Keras the name came second
        given["name"] = given["trainable"]
    model = new_model(reading, "sequential", given.get("name"), "Sequential", line)
    fill(reading, model, given.get("layers"), line)
    if given.get("trainable") is False:
        model.trainable = False
    if model.layers:
        reading.recording.training.add(TrainingStep("complete", model))
    return model


def fill(reading: Reading, model: Model, listed: Value, line: int) -> None:
    """Add the layers that a Sequential is made with."""
    if listed is None:
        return
    if isinstance(listed, Unknown):
        reading.report.trouble(line, f"the layers of `{model.name}` are not known: {listed.reason}")
        return
    for layer in listed if is_listed(listed) else (listed,):
        add(reading, model, layer, line, rebuild=False)
    _rebuilt(reading, model)


def _rebuilt(reading: Reading, model: Model) -> None:
    """Count the name of the Functional model that Keras makes anew inside a Sequential."""
    if model.inputs is not None and model.outputs is not model.inputs:
        reading.names.counts["functional"] += 1


def add(reading: Reading, model: Model, layer: Value, line: int, *, rebuild: bool = True) -> None:
    """Add a layer to a Sequential.

    Args:
        reading: The reading.
        model: The Sequential.
        layer: What is added.
        line: Where.
        rebuild: Whether it is built at once.
    """
    if isinstance(layer, Instance):
        layer = layer.layer or layer
    if isinstance(layer, Tensor) and is_input(layer):
        model.inputs = model.outputs = layer
        model.layers.append(layer)
        return
    if isinstance(layer, Unknown):
        reading.report.trouble(line, f"a layer of `{model.name}` is left out: {layer.reason}")
        return
    if model.inputs is None and not model.layers:
        model.inputs = model.outputs = _known_input(reading, layer, _line(layer, line))
    model.layers.append(layer)
    if model.inputs is not None:
        _append(reading, model, layer, line)
        if rebuild:
            _rebuilt(reading, model)


def _append(reading: Reading, model: Model, layer: Value, line: int) -> None:
    where = _line(layer, line)
    try:
        model.outputs = reading.invoke(reading, layer, [model.outputs], {}, where)
    except NotFollowed as error:
        reading.report.trouble(where, f"a layer of `{model.name}` is left out: {error}")


def _line(layer: Value, line: int) -> int:
    """The line where a layer was made; the given one where that is not known."""
    made = layer.model if isinstance(layer, Instance) else layer
    return (isinstance(made, (LayerMade, Model, Lambda)) and made.line) or line


def is_input(tensor: Tensor) -> bool:
    """Whether a tensor is that of an input."""
    operation = tensor.call.operation
    return isinstance(operation, LayerMade) and operation.path == INPUT_CLASS


def _known_input(reading: Reading, layer: Value, line: int) -> Tensor | None:
    """The input that is known from a first layer's arguments; None if they do not say."""
    if isinstance(layer, LayerMade):
        if layer.given is not None:
            config: dict[str, Value] = {"shape": layer.given}
            if isinstance(layer.given, tuple):
                config = {"shape": layer.given[1:]}
                if layer.given[:1] != (None,):
                    config["batch_size"] = layer.given[0]
            name, _ = reading.names.choose(None, "InputLayer")
            return new_input(reading, name, config, line)
        if layer_calls.is_application(layer):
            spec, _ = application_input(reading, layer)
            name, _ = reading.names.choose(None, "InputLayer")
            return input_like(reading, name, spec, line)
    if isinstance(layer, Model) and isinstance(layer.inputs, Tensor):
        found = tensor_shapes.spec(reading, layer.inputs)
        name, _ = reading.names.choose(None, "InputLayer")
        return input_like(reading, name, found, line)
    return None


def application_input(reading: Reading, made: LayerMade) -> tuple[TensorSpec | None, str]:
    """Shape and dtype of the input of a model of `keras.applications`, and the input's name.

    The first is None if Keras cannot make the model.
    """
    try:
        model = application(to_layer(made, reading.policy)[0], reading.policy).model
    except ConfigError:
        return None, "input_layer"
    return TensorSpec(tuple(model.input_shape), "float32"), str(model.layers[0].name)


def build_sequential(reading: Reading, model: Model, spec: TensorSpec | None, line: int) -> None:
    """Build a Sequential whose input is known only now, as Keras does at the first call.

    Args:
        reading: The reading.
        model: The Sequential.
        spec: What it is given; None if that is not known.
        line: Where.
    """
    if model.inputs is not None:
        return
    if spec is not None:
        spec = TensorSpec(spec.shape, reading.policy.removeprefix("mixed_"))
    name, _ = reading.names.choose(None, "InputLayer")
    model.inputs = model.outputs = input_like(reading, name, spec, line, nameless=False)
    for layer in model.layers:
        _append(reading, model, layer, line)
    _rebuilt(reading, model)


def call(
    reading: Reading, model: Model, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a model.

    Args:
        reading: The reading.
        model: The model.
        args: The arguments of the call.
        kwargs: Its arguments by name.
        line: Where it is called.

    Returns:
        Tensors in the structure of its outputs.

    Raises:
        NotFollowed: If it is called on data, or its layers are not known.
    """
    given = dict(kwargs)
    inputs = args[0] if args else given.pop("inputs", None)
    inputs = opened(inputs, line)
    tensors = tensors_in(inputs)
    is_open = any(isinstance(leaf, Open) for leaf in tree_leaves(inputs))
    if not tensors and not is_open:
        arrays = [leaf for leaf in tree_leaves(inputs) if isinstance(leaf, Array)]
        if model.kind == "sequential" and len(arrays) == 1:
            shape = (None, *arrays[0].spec.shape[1:])
            build_sequential(reading, model, TensorSpec(shape, "float32"), line)
        raise NotFollowed(f"`{model.name}` is called on data")
    if model.kind == "sequential" and tensors:
        build_sequential(reading, model, tensor_shapes.spec(reading, tensors[0]), line)
    if model.outputs is None:
        raise NotFollowed(f"the layers of `{model.name}` are not known")
    named = {
        key: value
        for key, value in given.items()
        if not (key in ("training", "mask") and value is None)
    }
    found = reading.recording.call(model, (inputs,), named, line)
    return results(model, found)
