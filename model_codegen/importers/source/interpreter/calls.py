"""Calls: of layers and models, of functions and classes of the text, of methods and libraries."""

from __future__ import annotations

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.interpreter import builtin_functions, text_classes
from model_codegen.importers.source.interpreter.statements import run_body
from model_codegen.importers.source.keras import (
    custom_arguments,
    instance_calls,
    keras_methods,
    layer_calls,
    model_calls,
    op_calls,
    path_calls,
    traced_graphs,
    tracing,
    training_objects,
)
from model_codegen.importers.source.keras.constants import constant
from model_codegen.importers.source.keras.placeholders import placeholder
from model_codegen.importers.source.libraries import library_calls
from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.python import text_functions, value_methods
from model_codegen.importers.source.python.arithmetic import known
from model_codegen.importers.source.python_values import Builtin, Foreign, Method, Partial
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Bound, Class, Function, Instance, Super
from model_codegen.importers.source.value_trees import tensors_in
from model_codegen.importers.source.values import (
    Array,
    Lambda,
    LayerMade,
    Made,
    Model,
    Name,
    Tensor,
    Unknown,
    Value,
)


def invoke(
    reading: Reading, callee: Value, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call any value.

    Args:
        reading: The reading.
        callee: What is called.
        args: The arguments.
        kwargs: Those by name.
        line: Where.

    Returns:
        What the call returns.

    Raises:
        NotFollowed: If that cannot be known.
    """
    reading.budget.spend(2)
    match callee:
        case LayerMade():
            return layer_calls.call(reading, callee, args, kwargs, line)
        case Model():
            return model_calls.call(reading, callee, args, kwargs, line)
        case Function() if training_objects.is_loop(callee.name, args):
            return training_objects.note_loop(reading, args, kwargs, line)
        case Function() if reading.recording.training.own and callee.name == "load_data":
            return Unknown("data are not loaded", line)
        case Function():
            return text_functions.run(reading, callee, args, kwargs, run_body, tracing.name_input)
        case Bound():
            return _bound(reading, callee, args, kwargs)
        case Class():
            return text_classes.instantiate(reading, callee, args, kwargs, line)
        case Instance():
            return _instance(reading, callee, args, kwargs, line)
        case Partial():
            together = {**callee.kwargs, **kwargs}
            return invoke(reading, callee.function, [*callee.args, *args], together, line)
        case Builtin():
            if callee.name in builtin_functions.MARKS:
                raise NotFollowed(f"`{callee.name}` is not run")
            return builtin_functions.call(reading, callee.name, args, kwargs, line)
        case Name():
            return path_calls.call(reading, callee.path, args, kwargs, line)
        case Foreign():
            return library_calls.call(reading, callee, args, kwargs, line)
        case Method():
            return _method(reading, callee, args, kwargs, line)
        case Lambda():
            return _lambda(reading, callee, args, kwargs, line)
        case Made():
            shape = args[0] if args else kwargs.get("shape")
            return constant(shape, "float32")
        case Unknown():
            raise NotFollowed(callee.reason)
    known(callee)
    raise NotFollowed("a value is called that is no function")


def _bound(reading: Reading, bound: Bound, args: list[Value], kwargs: dict[str, Value]) -> Value:
    owner = bound.owner
    if isinstance(owner, Instance) and _builds(reading, bound.function, owner):
        shape = args[0] if args else next(iter(kwargs.values()), None)
        tracing.build_model(reading, owner, shape, reading.position.line)
        return None
    building = reading.position.building
    result = text_functions.run(
        reading, bound.function, [owner, *args], kwargs, run_body, tracing.name_input
    )
    if bound.function.name == "call" and isinstance(owner, Instance) and owner in building:
        tracing.record(reading, owner, args, result)
    return result


def _builds(reading: Reading, function: Function, owner: Instance) -> bool:
    """Whether a method is the `build` of a model, called from outside."""
    return (
        function.name == "build"
        and owner.model is not None
        and not owner.model.is_layer
        and owner not in reading.position.building
    )


def _instance(
    reading: Reading, instance: Instance, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    if instance.layer is not None:
        return layer_calls.call(reading, instance.layer, args, kwargs, line)
    if instance.model is None:
        function = instance.made.find("__call__")
        if isinstance(function, Function):
            return invoke(reading, Bound(function, instance), args, kwargs, line)
        if op_calls.has_tensor(args, kwargs):
            reason = f"`{instance.made.name}` is no class of Keras"
            path = f"custom_layers.{instance.made.name}"
            return placeholder(reading, path, instance.given, [*args], reason, line)
    return instance_calls.call_instance(reading, instance, args, kwargs, line)


def _lambda(
    reading: Reading, made: Lambda, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a `Lambda` layer: it is drawn as what its function does, or as a placeholder."""
    begun = reading.recording.mark()
    try:
        result = invoke(reading, made.function, args, {**made.arguments, **kwargs}, line)
        tensors = tensors_in(result)
        reason = "" if tensors else "its function returns no tensor"
        reason = reason or traced_graphs.foreign_part(tensors, tensors_in([args, kwargs]))
        if isinstance(result, Unknown):
            reason = result.reason
    except NotFollowed as error:
        result, reason = Unknown(str(error)), str(error)
    if reason:
        custom = custom_arguments.of_lambda(reading, made, [*args], result, begun)
        if custom is not None and not kwargs:
            return Tensor(reading.recording.call(custom, tuple(args), {}, line))
        reading.recording.forget_calls(begun)
        reason = f"`Lambda` is code: {reason}"
        return placeholder(reading, "Lambda", {"name": made.name}, [*args], reason, line)
    return result


def _method(
    reading: Reading, method: Method, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    owner, name = method.owner, method.name
    match owner:
        case Super():
            return text_classes.call_super(reading, owner, name, args, kwargs, line)
        case Instance():
            return text_classes.call_method(reading, owner, name, args, kwargs, line)
        case Model():
            return keras_methods.of_model(reading, owner, name, args, kwargs, line)
        case LayerMade():
            return keras_methods.of_layer(reading, owner, name, args, kwargs, line)
        case Tensor() | Array():
            return keras_methods.of_tensor(reading, owner, name, args, line)
        case Made():
            return keras_methods.of_object(owner, name, args, kwargs)
        case _ if is_plain(owner):
            return value_methods.call_method(reading.budget, owner, name, args, kwargs)
    raise NotFollowed(f"`{name}` is not run")
