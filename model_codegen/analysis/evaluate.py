"""One call, worked out by Keras on symbolic tensors."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any

from model_codegen.analysis.outcome import Failure, Outcome, State, Success
from model_codegen.analysis.result import Weight
from model_codegen.analysis.scope import symbolic_scope
from model_codegen.analysis.signature import Symbols
from model_codegen.analysis.symbol import Symbol, of_tensor, to_tensor
from model_codegen.graph import INPUT_CLASS, Layer, Node, Slice, TensorRef
from model_codegen.traversal import map_leaves

PLACEHOLDER = "the_layer"
"""Name of every layer made here: results are shared between layers that differ in name only."""


def evaluate(
    operation: Layer, dtype_policy: str, first: Node, call: Node | None, symbols: Symbols
) -> Outcome:
    """Make a layer, call it as `first` says and, if given, a second time as `call` says.

    Args:
        operation: The layer.
        dtype_policy: The design's dtype policy.
        first: The call that builds it.
        call: The call that is asked for, if it is another one.
        symbols: The tensors that the calls consume.
    """
    try:
        with symbolic_scope(dtype_policy):
            if operation.class_name == INPUT_CLASS:
                return Success((_input(operation),), State())
            layer = _construct(replace(operation, name=PLACEHOLDER))
            outputs = _call(layer, first, symbols)
            if call is not None:
                outputs = _call(layer, call, symbols)
            return Success(outputs, _state(layer))
    except Exception as error:
        return Failure("shape-mismatch", str(error))


def _input(operation: Layer) -> Symbol:
    import keras

    return of_tensor(keras.Input(**operation.config, dtype=operation.dtype))


def _construct(layer: Layer) -> Any:
    import keras

    def build(value: Any) -> Any:
        if isinstance(value, dict) and "class_name" in value:
            return _class(value["class_name"])(**build(value["config"]))
        if isinstance(value, dict):
            return {key: build(item) for key, item in value.items()}
        return [build(item) for item in value] if isinstance(value, list) else value

    assert keras
    options = {"dtype": layer.dtype} if layer.dtype else {}
    return _class(layer.class_name)(
        **build(layer.config), name=layer.name, trainable=layer.trainable, **options
    )


def _class(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _call(function: Any, node: Node, symbols: Symbols) -> tuple[Symbol, ...]:
    import keras

    def fill(leaf: Any) -> Any:
        return to_tensor(symbols[leaf.node][leaf.index]) if isinstance(leaf, TensorRef) else leaf

    def python(argument: Any) -> Any:
        if isinstance(argument, Slice):
            return slice(argument.start, argument.stop, argument.step)
        return argument

    args = [python(map_leaves(argument, fill)) for argument in node.args]
    kwargs = {key: python(map_leaves(item, fill)) for key, item in node.kwargs.items()}
    return tuple(of_tensor(tensor) for tensor in keras.tree.flatten(function(*args, **kwargs)))


def _state(layer: Any) -> State:
    return State(
        tuple(
            Weight(
                variable.path.removeprefix(f"{PLACEHOLDER}/"),
                tuple(variable.shape),
                variable.dtype,
                variable.trainable,
            )
            for variable in layer.weights
        ),
        layer.compute_dtype,
        layer.variable_dtype,
    )
