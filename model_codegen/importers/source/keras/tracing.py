"""Layers and models of the text: what their `call` does, followed on symbolic tensors."""

from __future__ import annotations

from model_codegen.design.graph import INPUT_CLASS, TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.keras.inputs import input_like, parts_of
from model_codegen.importers.source.keras.traced_graphs import settle
from model_codegen.importers.source.plain_values import is_listed, is_shape
from model_codegen.importers.source.python.text_functions import required
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Bound, Function, Instance
from model_codegen.importers.source.value_trees import (
    flat,
    map_tree,
    tensors_in,
    tree_leaves,
)
from model_codegen.importers.source.values import Array, LayerMade, Tensor, Unknown, Value

NAMELESS = ("inputs", "input", "x", "input_tensor", "args", "inp", "self")
"""Parameters that say nothing of an input."""


def name_input(variable: str, value: Value) -> None:
    """Name a nameless input after the variable that it is assigned to.

    Args:
        variable: The variable.
        value: What is put into it.
    """
    if not isinstance(value, Tensor):
        return
    made = value.call.operation
    if isinstance(made, LayerMade) and made.nameless:
        made.nameless = False
        if variable not in NAMELESS:
            made.name = variable
            made.automatic = False


def input_for(reading: Reading, leaf: Value, line: int) -> Value:
    """An input like a tensor; anything else as it is."""
    if isinstance(leaf, Tensor):
        return input_like(reading, "input_layer", tensor_shapes.spec(reading, leaf), line)
    return leaf


def as_tree(args: list[Value], kwargs: dict[str, Value]) -> Value:
    """The arguments with tensors as one tree: one argument as it is, several as a flat list."""
    given = [a for a in (*args, *kwargs.values()) if tensors_in(a)]
    cleaned = [map_tree(each, lambda leaf: leaf) for each in given]
    if len(cleaned) == 1:
        return cleaned[0]
    return [leaf for each in cleaned for leaf in flat(each)]


def trace(
    reading: Reading,
    instance: Instance,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
    *,
    fresh: bool = False,
) -> None:
    """Follow the `call` of a layer or model on inputs like those that it is given.

    Args:
        reading: The reading.
        instance: The layer or model.
        args: What it is given.
        kwargs: What it is given by name.
        line: Where it is called.
        fresh: Whether it is given constants, which stand for any batch.
    """
    model = instance.model
    assert model is not None
    numbered = len(reading.recording.calls)

    def symbol(leaf: Value) -> Value:
        if fresh and isinstance(leaf, Array):
            spec = TensorSpec((None, *leaf.spec.shape[1:]), leaf.spec.dtype)
            return input_like(reading, "input_layer", spec, line)
        return input_for(reading, leaf, line)

    if _build(reading, instance, [*args, *kwargs.values()], line) and instance.traced is not None:
        inputs, outputs = instance.traced
        _name_keys(inputs)
    else:
        symbols = [map_tree(argument, symbol) for argument in args]
        named = {key: map_tree(value, symbol) for key, value in kwargs.items()}
        inputs = as_tree(symbols, named)
        _name_keys(inputs)
        outputs = follow_call(reading, instance, symbols, named, line)
    settle(reading, instance, inputs, outputs, reading.recording.calls[numbered:], line)


def _name_keys(inputs: Value) -> None:
    """Name inputs in a dict after its keys, where no variable has named them."""
    if isinstance(inputs, dict):
        for key, value in inputs.items():
            if type(key) is str:
                name_input(key, value)


def follow_call(
    reading: Reading, instance: Instance, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Run `call` on symbols; `Unknown` if it cannot be followed."""
    function = instance.made.find("call")
    if not isinstance(function, Function):
        return Unknown(f"`{instance.made.name}` has no `call`", line)
    kwargs = {key: value for key, value in kwargs.items() if key != "training" or value is None}
    before, reading.position.concrete = reading.position.concrete, True
    try:
        return reading.invoke(reading, Bound(function, instance), args, kwargs, line)
    except NotFollowed as error:
        return Unknown(str(error), line)
    finally:
        reading.position.concrete = before


def _build(reading: Reading, instance: Instance, given: list[Value], line: int) -> bool:
    """Run `build` of a layer unless the text has none or it ran before; returns whether it ran."""
    function = instance.made.find("build")
    if not isinstance(function, Function) or instance.build:
        return False
    instance.build = True
    found = [_shape(reading, each) for each in given if _is_tree(each)]
    _run_build(reading, instance, function, found[:1], line)
    return True


def _run_build(
    reading: Reading, instance: Instance, function: Function, args: list[Value], line: int
) -> None:
    reading.position.building.append(instance)
    before, reading.position.concrete = reading.position.concrete, False
    try:
        reading.invoke(reading, Bound(function, instance), args, {}, line)
    except NotFollowed as error:
        reading.report.trouble(line, f"`build` of `{instance.made.name}`: {error}")
    finally:
        reading.position.building.pop()
        reading.position.concrete = before


def _is_tree(value: Value) -> bool:
    return any(isinstance(leaf, (Tensor, Array)) for leaf in tree_leaves(value))


def _shape(reading: Reading, tree: Value) -> Value:
    """The shapes of a tree of tensors, in its form, as `build` is given them."""

    def shape(leaf: Value) -> Value:
        if isinstance(leaf, Tensor):
            found = tensor_shapes.spec(reading, leaf)
            return Unknown("the shape is not known") if found is None else found.shape
        return leaf.spec.shape if isinstance(leaf, Array) else leaf

    return map_tree(tree, shape)


def build_model(reading: Reading, instance: Instance, shape: Value, line: int) -> None:
    """Build a model of the text for the shape of its input, as `model.build(shape)` does.

    Args:
        reading: The reading.
        instance: The model.
        shape: A shape with the batch, or a list or dict of them; None if it is not known.
        line: Where.
    """
    model = instance.model
    if model is None or model.outputs is not None or model.recorded is not None:
        return
    numbered = len(reading.recording.calls)
    function = instance.made.find("build")
    if isinstance(function, Function) and shape is not None and not instance.build:
        instance.build = True
        _run_build(reading, instance, function, [shape], line)
    if instance.traced is not None:
        inputs, outputs = instance.traced
        _name_keys(inputs)
    else:
        given = [_inputs(reading, shape, line)] if shape is not None else _guessed(
            reading, instance, line)  # fmt: skip
        for each in given:
            _name_keys(each)
        outputs = follow_call(reading, instance, given, {}, line)
        inputs = given[0] if len(given) == 1 else given
    settle(reading, instance, inputs, outputs, reading.recording.calls[numbered:], line)


def _guessed(reading: Reading, instance: Instance, line: int) -> list[Value]:
    """Make inputs of unknown shape, one for each required argument of `call`.

    An argument that `call` unpacks, or indexes by names, is a list or a dict of inputs.
    """
    function = instance.made.find("call")
    if not isinstance(function, Function):
        return [_inputs(reading, None, line)]
    names = [name for name in required(function)[1:] if name not in ("training", "mask")][:64]
    return [_like(reading, parts_of(function.node, name), line) for name in names or ["inputs"]]


def _like(reading: Reading, parts: int | list[str] | None, line: int) -> Value:
    if type(parts) is int:
        return [_inputs(reading, None, line) for _ in range(parts)]
    if type(parts) is list:
        return {key: _inputs(reading, None, line) for key in parts}
    return _inputs(reading, None, line)


def _inputs(reading: Reading, shape: Value, line: int) -> Value:
    if isinstance(shape, dict):
        return {key: _inputs(reading, item, line) for key, item in shape.items()}
    if is_listed(shape) and any(is_listed(item) for item in shape):
        return [_inputs(reading, item, line) for item in shape]
    spec = None
    if is_shape(shape):
        # It is built with some batch or other, and takes any.
        spec = TensorSpec((None, *shape[1:]), "float32")
    return input_like(reading, "input_layer", spec, line)


def record(reading: Reading, instance: Instance, args: list[Value], result: Value) -> None:
    """Keep what `call` returned for inputs that `build` made itself.

    Args:
        reading: The reading.
        instance: The layer or model.
        args: What `call` was given.
        result: What it returned.
    """
    if args and _is_symbols(args[0]):
        instance.traced = args[0], result


def _is_symbols(tree: Value) -> bool:
    found = tensors_in(tree)
    return bool(found) and all(
        isinstance(t.call.operation, LayerMade) and t.call.operation.path == INPUT_CLASS
        for t in found
    )
