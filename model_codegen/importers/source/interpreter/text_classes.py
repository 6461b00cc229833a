"""Classes of the text: their objects, and what they inherit from classes of Keras."""

from __future__ import annotations

import math

from model_codegen import catalogue
from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing.layer_values import dtype_of
from model_codegen.importers.source.keras import keras_methods, layer_calls, model_calls, tracing
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Bound, Class, Function, Instance, Super
from model_codegen.importers.source.training_steps import TrainingStep
from model_codegen.importers.source.value_trees import snapshot
from model_codegen.importers.source.values import Array, ModelKind, Name, Unknown, Value
from model_codegen.keras_bridge.automatic_names import auto_name

LAYER = "keras.layers.Layer"
MODEL = "keras.Model"
SEQUENTIAL = "keras.Sequential"


def instantiate(
    reading: Reading, made: Class, args: list[Value], kwargs: dict[str, Value], line: int
) -> Instance:
    """Make an object of a class of the text.

    Args:
        reading: The reading.
        made: The class.
        args: The arguments.
        kwargs: Those by name.
        line: Where.
    """
    reading.budget.spend(8)
    reading.program.ran.add(made.node)
    instance = Instance(made)
    function = made.find("__init__")
    if isinstance(function, Function):
        names = [a.arg for a in (*function.node.args.posonlyargs, *function.node.args.args)][1:]
        instance.given = snapshot(reading.budget, dict(zip(names, args, strict=False)) | kwargs)
        instance.told = len(args) <= len(names)
        reading.invoke(reading, Bound(function, instance), args, kwargs, line)
    else:
        instance.given = snapshot(reading.budget, dict(kwargs))
        instance.told = not args
        initialise(reading, instance, base(made), args, kwargs, line)
    if instance.model is None and instance.layer is None:
        initialise(reading, instance, base(made), [], {}, line)
    if instance.model is not None and not instance.model.is_layer:
        reading.recording.training.add(TrainingStep("complete", instance.model))
    return instance


def base(made: Class) -> str:
    """The class of Keras that a class of the text derives from; empty if there is none."""
    for each in made.lineage():
        if isinstance(each, Name):
            if each.path in (LAYER, MODEL, SEQUENTIAL):
                return each.path
            entry = catalogue.find(each.path)
            if entry is not None and entry.kind in ("layer", "cell"):
                return entry.path
    return ""


def initialise(
    reading: Reading,
    instance: Instance,
    path: str,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
) -> None:
    """Do what the constructor of Keras' class does.

    Args:
        reading: The reading.
        instance: The object.
        path: The class of Keras.
        args: What its constructor is given.
        kwargs: What it is given by name.
        line: Where.
    """
    if not path or instance.model is not None or instance.layer is not None:
        return
    made = instance.made
    if path not in (LAYER, MODEL, SEQUENTIAL):
        entry = catalogue.find(path)
        if entry is not None:
            # Its name is not counted: it is not the name of the layer above it.
            given = {**kwargs, "name": kwargs.get("name") or entry.auto_name}
            layer = layer_calls.make(reading, entry, args, given, line)
            if not any(isinstance(made.find(name), Function) for name in ("call", "build")):
                layer.name, layer.automatic = reading.names.choose(kwargs.get("name"), made.name)
                instance.layer = layer
                return
            layer.name = entry.auto_name
            instance.base = layer
            path = LAYER
    kind: ModelKind = "subclass"
    given = dict(zip(("inputs", "outputs", "name"), args, strict=False)) | kwargs
    if path == MODEL and given.get("inputs") is not None and given.get("outputs") is not None:
        kind = "functional"
    if path == SEQUENTIAL:
        kind = "sequential"
    model = model_calls.new_model(reading, kind, kwargs.get("name"), made.name, line, made.node)
    model.title = auto_name(made.name)
    model.is_layer = path == LAYER
    model.trainable = kwargs.get("trainable") is not False
    instance.model = model
    instance.keeps_dtypes = kwargs.get("autocast") is False
    reading.program.instances[model] = instance
    if kind == "functional":
        model.inputs = snapshot(reading.budget, given["inputs"])
        model.outputs = snapshot(reading.budget, given["outputs"])
    elif kind == "sequential":
        model_calls.fill(reading, model, args[0] if args else kwargs.get("layers"), line)


def call_super(
    reading: Reading,
    owner: Super,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
) -> Value:
    """Call a method of Keras' class through `super()`.

    Raises:
        NotFollowed: If it has no such method that is known.
    """
    instance = owner.instance
    if not isinstance(instance, Instance):
        raise NotFollowed(f"`super().{name}` is not followed")
    if name == "__init__":
        path = next(
            (each.path for each in owner.above if isinstance(each, Name)), base(instance.made)
        )
        found = catalogue.find(path)
        known = path in (LAYER, MODEL, SEQUENTIAL) or found is not None
        initialise(reading, instance, path if known else base(instance.made), args, kwargs, line)
        return None
    if name == "get_config":
        return {}
    return call_method(reading, instance, name, args, kwargs, line)


def call_method(
    reading: Reading,
    instance: Instance,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
) -> Value:
    """Call a method that an object of the text inherits from Keras.

    Raises:
        NotFollowed: If it has no such method that is known.
    """
    model = instance.model
    if name in ("add_weight", "add_variable"):
        return _weight(instance, args, kwargs)
    if name in ("add_loss", "add_metric", "build") and model and model.is_layer:
        return None
    if name == "build" and model is not None:
        shape = args[0] if args else kwargs.get("input_shape")
        if model.kind == "subclass":
            tracing.build_model(reading, instance, shape, line)
        return None
    if name == "call" and (own := instance.layer or instance.base) is not None:
        return layer_calls.call(reading, own, args, kwargs, line)
    if name == "__call__":
        return reading.invoke(reading, instance, args, kwargs, line)
    if model is not None:
        return keras_methods.of_model(reading, model, name, args, kwargs, line)
    raise NotFollowed(f"`{name}` of `{instance.made.name}` is not known")


def _weight(instance: Instance, args: list[Value], kwargs: dict[str, Value]) -> Value:
    shape = kwargs.get("shape")
    if shape is None:
        shape = next(filter(is_listed, args), ())
    sizes = [size for size in shape if type(size) is int] if is_listed(shape) else None
    if sizes is None or not is_listed(shape) or len(sizes) != len(shape):
        instance.weights.append(0)
        return Unknown("the size of a weight is not known")
    instance.weights.append(math.prod(sizes) if len(sizes) < 16 else 0)
    dtype = dtype_of(kwargs.get("dtype")) or "float32"
    return Array(TensorSpec(tuple(sizes), dtype), "a weight of its own")
