"""Models: Functional ones from their ends, Sequential ones layer by layer; called on tensors."""

from __future__ import annotations

import ast
from typing import Any

from model_codegen.design.graph import INPUT_CLASS, TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.keras import layer_calls
from model_codegen.importers.source.keras.inputs import input_like, new_input
from model_codegen.importers.source.keras.model_parts import results
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.value_trees import tensors_in, tree_leaves
from model_codegen.importers.source.values import Array, LayerMade, Model, Tensor, Unknown

_MAKERS = ("build_", "make_", "create_", "get_", "define_")


def functional(session: Session, args: list[Any], kwargs: dict[str, Any], line: int) -> Model:
    """A model between tensors, as `keras.Model(inputs, outputs)` makes it.

    Args:
        session: The reading.
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
    model = new_model(session, "functional", given.get("name"), "Functional", line)
    model.inputs, model.outputs = session.kept(inputs), session.kept(outputs)
    if given.get("trainable") is False:
        model.trainable = False
    return model


def new_model(
    session: Session, kind: Any, name: Any, class_name: str, line: int, origin: Any = None
) -> Model:
    """A model without ends as yet.

    Args:
        session: The reading.
        kind: How it is made.
        name: The name that it is given, if any.
        class_name: Its class, for an automatic name.
        line: Where it is made.
        origin: The class that it is an instance of; the function that runs by default.
    """
    session.made()
    session.budget.spend(40)
    own, automatic = session.name(name, class_name)
    origin = origin or session.origin()
    model = Model(kind, own, automatic, origin=origin, title=own, line=line)
    if isinstance(origin, ast.FunctionDef):
        model.title = title_of(origin.name) or own
    session.models.append(model)
    return model


def title_of(function: str) -> str:
    """What a function builds, by its name."""
    for begin in _MAKERS:
        if function.startswith(begin) and function != "build_model":
            return function.removeprefix(begin).removesuffix("_model")
    return ""


def sequential(session: Session, args: list[Any], kwargs: dict[str, Any], line: int) -> Model:
    """A Sequential, as `keras.Sequential(layers)` makes it.

    Args:
        session: The reading.
        args: The constructor's arguments.
        kwargs: Its arguments by name.
        line: Where it is made.
    """
    given = dict(zip(("layers", "trainable", "name"), args, strict=False)) | kwargs
    if type(given.get("trainable")) is str:  # in older Keras the name came second
        given["name"] = given["trainable"]
    model = new_model(session, "sequential", given.get("name"), "Sequential", line)
    fill(session, model, given.get("layers"), line)
    if given.get("trainable") is False:
        model.trainable = False
    return model


def fill(session: Session, model: Model, listed: Any, line: int) -> None:
    """Add the layers that a Sequential is made with."""
    if listed is None:
        return
    if type(listed) not in (list, tuple):
        if isinstance(listed, Unknown):
            session.trouble(line, f"the layers of `{model.name}` are not known: {listed.reason}")
            return
        listed = [listed]
    for layer in listed:
        add(session, model, layer, line, rebuild=False)
    _rebuilt(session, model)


def _rebuilt(session: Session, model: Model) -> None:
    """A Sequential makes a Functional model inside, anew with every layer, which takes a name."""
    if model.inputs is not None and model.outputs is not model.inputs:
        session.names["functional"] += 1


def add(session: Session, model: Model, layer: Any, line: int, *, rebuild: bool = True) -> None:
    """Add a layer to a Sequential.

    Args:
        session: The reading.
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
        session.trouble(line, f"a layer of `{model.name}` is left out: {layer.reason}")
        return
    if model.inputs is None and not model.layers:
        model.inputs = model.outputs = _told_input(session, layer, _line(layer, line))
    model.layers.append(layer)
    if model.inputs is not None:
        _append(session, model, layer, line)
        if rebuild:
            _rebuilt(session, model)


def _append(session: Session, model: Model, layer: Any, line: int) -> None:
    where = _line(layer, line)
    try:
        model.outputs = session.invoke(session, layer, [model.outputs], {}, where)
    except NotFollowed as error:
        session.trouble(where, f"a layer of `{model.name}` is left out: {error}")


def _line(layer: Any, line: int) -> int:
    """Where a layer of a list stands."""
    found = getattr(layer.model if isinstance(layer, Instance) else layer, "line", 0)
    return found or line


def is_input(tensor: Tensor) -> bool:
    """Whether a tensor is that of an input."""
    operation = tensor.call.operation
    return isinstance(operation, LayerMade) and operation.path == INPUT_CLASS


def _told_input(session: Session, layer: Any, line: int) -> Tensor | None:
    """The input that a first layer tells of; None if it tells nothing."""
    if isinstance(layer, LayerMade):
        if layer.given is not None:
            config: dict[str, Any] = {"shape": layer.given}
            if type(layer.given) is tuple:
                config = {"shape": layer.given[1:]}
                if layer.given[:1] != (None,):
                    config["batch_size"] = layer.given[0]
            name, _ = session.name(None, "InputLayer")
            return new_input(session, name, config, line)
        if layer_calls.is_application(layer):
            spec, _ = application_input(session, layer)
            name, _ = session.name(None, "InputLayer")
            return input_like(session, name, spec, line)
    if isinstance(layer, Model) and isinstance(layer.inputs, Tensor):
        found = tensor_shapes.spec(session, layer.inputs)
        name, _ = session.name(None, "InputLayer")
        return input_like(session, name, found, line)
    return None


def application_input(session: Session, made: LayerMade) -> tuple[TensorSpec | None, str]:
    """What a model of `keras.applications` takes, None if it cannot be made; and its name."""
    from model_codegen.analysis.application_models import application
    from model_codegen.catalogue import ConfigError
    from model_codegen.importers.source.drawing.layer_values import to_layer

    try:
        model = application(to_layer(made, session.policy)[0], session.policy).model
    except ConfigError:
        return None, "input_layer"
    return TensorSpec(tuple(model.input_shape), "float32"), str(model.layers[0].name)


def build_sequential(session: Session, model: Model, spec: TensorSpec | None, line: int) -> None:
    """Build a Sequential whose input is known only now, as Keras does at the first call.

    Args:
        session: The reading.
        model: The Sequential.
        spec: What it is given; None if that is not known.
        line: Where.
    """
    if model.inputs is not None:
        return
    if spec is not None:
        spec = TensorSpec(spec.shape, session.policy.removeprefix("mixed_"))
    name, _ = session.name(None, "InputLayer")
    model.inputs = model.outputs = input_like(session, name, spec, line)
    model.inputs.call.operation.nameless = False
    for layer in model.layers:
        _append(session, model, layer, line)
    _rebuilt(session, model)


def call(session: Session, model: Model, args: list[Any], kwargs: dict[str, Any], line: int) -> Any:
    """Call a model.

    Args:
        session: The reading.
        model: The model.
        args: The arguments of the call.
        kwargs: Its arguments by name.
        line: Where it is called.

    Returns:
        Tensors in the structure of its outputs.

    Raises:
        NotFollowed: If it is called on data, or not known itself.
    """
    given = dict(kwargs)
    inputs = args[0] if args else given.pop("inputs", None)
    tensors = tensors_in(inputs)
    if not tensors:
        arrays = [leaf for leaf in tree_leaves(inputs) if isinstance(leaf, Array)]
        if model.kind == "sequential" and len(arrays) == 1:
            shape = (None, *arrays[0].spec.shape[1:])
            build_sequential(session, model, TensorSpec(shape, "float32"), line)
        raise NotFollowed(f"`{model.name}` is called on data")
    if model.kind == "sequential":
        build_sequential(session, model, tensor_shapes.spec(session, tensors[0]), line)
    if model.outputs is None:
        raise NotFollowed(f"the layers of `{model.name}` are not known")
    named = {
        key: value
        for key, value in given.items()
        if not (key in ("training", "mask") and value is None)
    }
    found = session.call(model, (inputs,), named, line)
    return results(model, found)
