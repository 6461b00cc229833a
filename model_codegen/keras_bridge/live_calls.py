"""The calls of a live Functional model as values: who takes what, shapes, weights, arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from model_codegen.keras_bridge.functional_graphs import ends_of

Shape = tuple[int | None, ...]


@dataclass(frozen=True, eq=False)
class LiveCall:
    """One call of a layer or function in a live model.

    Attributes:
        path: Public path of its class as far as it has one, such as `"keras.layers.Dense"`; else
            the path of its module and its name.
        config: Its constructor arguments.
        sources: Its tensors: each the number of a call before it, and of that one's output.
        outputs: What it returns: shapes and dtypes.
        weights: Shapes of its variables, by path below the layer.
        dtype: Dtype it computes in.
        trainable: Whether it trains.
        layer: The live layer or function.
    """

    path: str
    config: Mapping[str, Any]
    sources: tuple[tuple[int, int], ...]
    outputs: tuple[tuple[Shape, str], ...]
    weights: Mapping[str, tuple[int, ...]]
    dtype: str
    trainable: bool
    layer: Any = field(repr=False)

    def shapes(self, inputs: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """The shapes of its outputs for inputs of other shapes than it was called with.

        Args:
            inputs: The shapes of its tensors.

        Raises:
            Exception: Whatever Keras raises.
        """
        import keras

        given = [
            keras.KerasTensor(shape, dtype=self.dtype_of_input(place))
            for place, shape in enumerate(inputs)
        ]
        many = isinstance(self.layer.input, (list, tuple))
        result = self.layer.compute_output_spec(given if many else given[0])
        return [tuple(tensor.shape) for tensor in keras.tree.flatten(result)]

    def dtype_of_input(self, place: int) -> str:
        """The dtype of one of its tensors.

        Args:
            place: Its number.
        """
        found = self.layer.input
        return str((found[place] if isinstance(found, (list, tuple)) else found).dtype)


def calls_of_model(model: Any) -> tuple[tuple[LiveCall, ...], tuple[int, ...]]:
    """The calls of a live Functional model, in the order in which they run, and its outputs.

    Args:
        model: A `keras.Model` with a graph, without models or functions in it that are called
            several times with different tensors.
    """
    import keras

    producers: dict[int, tuple[int, int]] = {}
    calls: list[LiveCall] = []
    by_depth = model._nodes_by_depth
    for depth in sorted(by_depth, reverse=True):
        for node in by_depth[depth]:
            layer = node.operation
            sources = tuple(producers[id(t)] for t in node.arguments.keras_tensors)
            for place, tensor in enumerate(node.outputs):
                producers[id(tensor)] = len(calls), place
            calls.append(_call(layer, sources, node.outputs, keras))
    ends = keras.tree.flatten(ends_of(model)[1])
    return tuple(calls), tuple(producers[id(tensor)][0] for tensor in ends)


def _call(
    layer: Any, sources: tuple[tuple[int, int], ...], outputs: Sequence[Any], keras: Any
) -> LiveCall:
    name = type(layer).__name__
    known = getattr(keras.layers, name, None) is type(layer)
    is_layer = isinstance(layer, keras.layers.Layer)
    variables = layer.weights if is_layer else ()
    prefix = f"{layer.name}/"
    return LiveCall(
        f"keras.layers.{name}" if known else f"{type(layer).__module__}.{name}",
        layer.get_config() if known else {},
        sources,
        tuple((tuple(tensor.shape), str(tensor.dtype)) for tensor in outputs),
        {v.path.rpartition(prefix)[2]: tuple(v.shape) for v in variables},
        str(layer.compute_dtype) if is_layer else str(outputs[0].dtype),
        bool(layer.trainable) if is_layer else True,
        layer,
    )
