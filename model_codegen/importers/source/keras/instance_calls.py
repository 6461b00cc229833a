"""Calls of layers and models of the text, which are followed at the first one."""

from __future__ import annotations

import ast
from dataclasses import replace

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.shared_values import model_calls as model_calls_of
from model_codegen.importers.source.keras import model_calls, model_parts
from model_codegen.importers.source.keras.traced_graphs import settle
from model_codegen.importers.source.keras.tracing import as_tree, follow_call, input_for, trace
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Function, Instance
from model_codegen.importers.source.value_trees import (
    map_tree,
    opened,
    snapshot,
    tensors_in,
    tree_leaves,
)
from model_codegen.importers.source.values import Array, Open, Value


def call_instance(
    reading: Reading, instance: Instance, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a layer or model of the text.

    Args:
        reading: The reading.
        instance: The layer or model.
        args: The arguments of the call.
        kwargs: Its arguments by name.
        line: Where it is called.

    Raises:
        NotFollowed: If it is called on data, or with other arguments than when it was followed.
    """
    model = instance.model
    if model is None:
        raise NotFollowed(f"an object of `{instance.made.name}` is no layer")
    if model.kind != "subclass":
        return model_calls.call(reading, model, args, kwargs, line)
    args = [opened(each, line) for each in args]
    is_open = any(isinstance(leaf, Open) for leaf in tree_leaves(args))
    tensors = tensors_in([args, kwargs])
    if not tensors and not (is_open and model.outputs is not None):
        arrays = [a for a in tree_leaves([args, kwargs]) if isinstance(a, Array)]
        if arrays and model.inputs is None and not model.is_layer:
            trace(reading, instance, args, kwargs, line, fresh=True)
        raise NotFollowed(f"`{model.name}` is called on data")
    if model.outputs is None and model.recorded is None:
        trace(reading, instance, args, kwargs, line)
        instance.options = _options(instance, args, kwargs)
    if model.recorded is None and _options(instance, args, kwargs) != instance.options:
        _keep_as_code(reading, instance, args, kwargs, line)
    if model.keeps_code:
        own = {key: value for key, value in kwargs.items() if value is not None}
        return model_parts.results(model, reading.recording.call(model, tuple(args), own, line))
    named = {k: v for k, v in kwargs.items() if not tensors_in(v) and v is not None}
    options = {k: v for k, v in named.items() if k in ("training", "mask")}
    given = as_tree(args, kwargs)
    found = reading.recording.call(model, (given,), options, line)
    as_given = snapshot(reading.budget, tuple(args)), snapshot(reading.budget, kwargs)
    instance.called.append((found, *as_given))
    return model_parts.results(model, found)


def _keep_as_code(
    reading: Reading, instance: Instance, args: list[Value], kwargs: dict[str, Value], line: int
) -> None:
    """Make a layer that was followed a custom one: its arguments make several models of it.

    Raises:
        NotFollowed: If its code cannot be kept, or its calls return other trees of tensors.
    """
    model = instance.model
    assert model is not None
    reason = f"`{model.name}` is called with other arguments than before"
    inputs, outputs = model.inputs, model.outputs
    first, numbered = model_calls_of(model), len(reading.recording.calls)
    symbols = [map_tree(each, lambda leaf: input_for(reading, leaf, line)) for each in args]
    named = {
        key: map_tree(each, lambda leaf: input_for(reading, leaf, line))
        for key, each in kwargs.items()
    }
    others = follow_call(reading, instance, symbols, named, line)
    made = [*first, *reading.recording.calls[numbered:]]
    alike = [*model_parts.paths(outputs)] == [*model_parts.paths(others)]
    if alike and model.is_layer:
        model.inputs = model.outputs = None
        settle(reading, instance, inputs, outputs, made, line, reason=reason)
        if model.keeps_code and model.recorded is not None:
            specs = [
                [tensor_shapes.spec(reading, tensor) for tensor in tensors_in(tree)]
                for tree in (outputs, others)
            ]
            if specs[0] != specs[1]:
                model.recorded = replace(model.recorded, outputs=(), inputs=())
            for call, own, by_name in instance.called:
                call.args = own
                call.kwargs = {key: each for key, each in by_name.items() if each is not None}
            return
        model.inputs, model.outputs, model.recorded, model.unread = inputs, outputs, None, None
    raise NotFollowed(
        f"{reason}, which make another model of it; give it a class or a method for each"
    )


def _options(instance: Instance, args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value]:
    """The plain arguments of a call by which `call` may do one thing or another, with defaults."""
    function = instance.made.find("call")
    if not isinstance(function, Function) or not isinstance(function.node, ast.FunctionDef):
        return {}
    own = function.node.args
    names = [argument.arg for argument in (*own.posonlyargs, *own.args)]
    found: dict[str, Value] = {}
    last = names[len(names) - len(own.defaults) :]
    only = [argument.arg for argument in own.kwonlyargs]
    for name, default in zip([*last, *only], [*own.defaults, *own.kw_defaults], strict=True):
        if isinstance(default, ast.Constant):
            found[name] = default.value
    found |= dict(zip(names[1:], args, strict=False)) | kwargs
    return {
        name: value
        for name, value in found.items()
        if name not in ("training", "mask") and type(value) in (bool, int, float, str)
    }
