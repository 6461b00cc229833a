"""Recurrent layers called as graphs of TensorFlow, each traced once.

Called by itself, TensorFlow's backend of Keras takes every step of a sequence in Python
(`rnn` of `keras/src/backend/tensorflow/rnn.py`); as a graph the loop runs in C++, some hundred
times as fast, and to the same bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cachetools import LRUCache

from model_codegen.keras_bridge.functional_graphs import all_layers
from model_codegen.keras_bridge.tensors import attach_mask, mask_of

FEW_STEPS = 16
"""So many steps are taken one by one sooner than a graph is traced."""

_MOST_TRACED = 64
"""Graphs that are kept; each holds for one layer, mode and shape."""


@dataclass
class _Traced:
    """A call as a graph.

    Attributes:
        function: From the layer's variables, the tensors that it is called with and their masks to
            the tensors that it returns, their masks, its variables afterwards and added losses.
        result: What it returns, nested, with numbers of tensors in place of tensors.
        changed: Which of its variables it changes.
    """

    function: Any = None
    result: Any = None
    changed: list[int] = field(default_factory=list)


class CompiledCalls:
    """Calls layers in a stateless scope: recurrent ones as graphs, where that is worth it."""

    def __init__(self) -> None:
        self._traced: LRUCache[object, _Traced | None] = LRUCache(_MOST_TRACED)

    def call(self, layer: Any, args: Sequence[Any], kwargs: Mapping[str, Any], scope: Any) -> Any:
        """Call a layer.

        Args:
            layer: A built layer.
            args: What it is called with.
            kwargs: The same by name.
            scope: The stateless scope in which this happens.

        Returns:
            What the layer returns, masks included. What it makes of its variables, and the losses
            that it adds, are noted in the scope.
        """
        import keras

        flat = keras.tree.flatten((args, kwargs))
        tensors = [leaf for leaf in flat if keras.ops.is_tensor(leaf)]
        if not tensors or not _worth_it(layer, tensors[0]):
            return layer(*args, **kwargs)
        masks = [mask_of(tensor) for tensor in tensors]
        key = _key(layer, args, kwargs, masks)
        if key not in self._traced:
            self._traced[key] = trace(layer, args, kwargs)
        traced = self._traced[key]
        values = [_value(scope, variable) for variable in layer.variables]
        if traced is not None:
            try:
                with _as_written():
                    found = traced.function(values, tensors, masks)
            except Exception:
                # Whatever is wrong is said by the plain call, if it is.
                self._traced[key] = traced = None
        if traced is None:
            return layer(*args, **kwargs)
        outputs, output_masks, changed, losses = found
        for output, mask in zip(outputs, output_masks, strict=True):
            if mask is not None:
                attach_mask(output, mask)
        for place, value in zip(traced.changed, changed, strict=True):
            scope.add_update((layer.variables[place], value))
        for loss in losses:
            scope.add_loss(loss)
        return keras.tree.pack_sequence_as(traced.result, outputs)


def _worth_it(layer: Any, sequence: Any) -> bool:
    """Whether a layer takes many steps, all of which are Keras' own."""
    import keras

    if keras.backend.backend() != "tensorflow" or len(sequence.shape) < 3:
        return False
    inside = [*all_layers(layer)]
    loops = [each for each in inside if isinstance(each, keras.layers.RNN) and not each.unroll]
    if any(each.stateful for each in loops):
        return False  # Their states are none of their variables.
    own = all(type(each).__module__.partition(".")[0] == "keras" for each in inside)
    return own and len(loops) * sequence.shape[1] > FEW_STEPS


@contextmanager
def _as_written() -> Iterator[None]:
    """Graphs run as they were traced.

    Grappler adds up in another order (`arithmetic_optimization`), and the last bits differ.
    """
    import tensorflow as tf

    before = tf.config.optimizer.get_experimental_options()["disable_meta_optimizer"]
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    try:
        yield
    finally:
        tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": before})


def _value(scope: Any, variable: Any) -> Any:
    found = scope.get_current_value(variable)
    return variable.value if found is None else found


def _key(layer: Any, args: Any, kwargs: Any, masks: list[Any]) -> object:
    """What one graph holds for: tensors by shape and dtype, anything else by itself."""
    import keras

    def known(leaf: Any) -> object:
        return (tuple(leaf.shape), str(leaf.dtype)) if keras.ops.is_tensor(leaf) else repr(leaf)

    called = keras.tree.map_structure(lambda leaf: repr(known(leaf)), (args, kwargs))
    return id(layer), repr(called), tuple(mask is not None and known(mask) for mask in masks)


def trace(layer: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> _Traced:
    """A call of a layer as a graph, not traced before it is run.

    Args:
        layer: A built layer.
        args: What it is called with: tensors only stand for others of their shape.
        kwargs: The same by name.
    """
    import keras
    import tensorflow as tf

    traced = _Traced()

    def called(values: list[Any], tensors: list[Any], masks: list[Any]) -> Any:
        for tensor, mask in zip(tensors, masks, strict=True):
            if mask is not None:
                attach_mask(tensor, mask)
        given = iter(tensors)

        def fill(leaf: Any) -> Any:
            return next(given) if keras.ops.is_tensor(leaf) else leaf

        own_args, own_kwargs = keras.tree.map_structure(fill, (args, kwargs))
        with keras.StatelessScope(
            [*zip(layer.variables, values, strict=True)], collect_losses=True
        ) as scope:
            result = layer(*own_args, **own_kwargs)
        outputs = keras.tree.flatten(result)
        traced.result = keras.tree.map_structure(lambda _: 0, result)
        later = [scope.get_current_value(variable) for variable in layer.variables]
        traced.changed = [place for place, value in enumerate(later) if value is not values[place]]
        changed = [later[place] for place in traced.changed]
        return outputs, [mask_of(output) for output in outputs], changed, scope.losses

    traced.function = tf.function(called, autograph=False)
    return traced
