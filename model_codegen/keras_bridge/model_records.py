"""A model as Keras' summary and picture read it, without a Keras object in it.

`keras/src/utils/summary_utils.py` and `model_visualization.py` ask little of a model: which
operations it has, how often each was called on what, and the shapes of tensors and weights. These
records answer that. `map_graph` of `keras/src/ops/function.py` puts them in order, as it does for
real models.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from model_codegen.design.graph import TensorSpec
from model_codegen.design.traversal import flattened


@dataclass(eq=False)
class WeightRecord:
    """A variable; two are the same only if they are one object.

    Attributes:
        shape: Its shape.
        dtype: The dtype it is stored in.
        trainable: Whether training changes it.
    """

    shape: tuple[int, ...]
    dtype: str
    trainable: bool


class History(NamedTuple):
    """Which call made a tensor, as `KerasHistory` of `keras/src/ops/node.py`."""

    operation: OperationRecord
    node_index: int
    tensor_index: int


@dataclass(eq=False)
class TensorRecord:
    """A symbolic tensor.

    Attributes:
        shape: Its shape.
        dtype: Its dtype.
        history: Which call made it.
        mask: The mask that travels with it.
    """

    shape: tuple[int | None, ...]
    dtype: str
    history: History
    mask: TensorRecord | None = None

    @property
    def _keras_history(self) -> History:
        return self.history


class CallRecord:
    """A call, as `Node` of `keras/src/ops/node.py`.

    Args:
        operation: What is called; the call is added to its own.
        sources: The tensors that it takes.
        specs: The tensors that it makes.
    """

    def __init__(
        self,
        operation: OperationRecord,
        sources: Sequence[TensorRecord],
        specs: Iterable[TensorSpec],
    ) -> None:
        self.operation = operation
        self.input_tensors = [*sources]
        number = len(operation.calls)
        operation.calls.append(self)
        self.outputs = [
            TensorRecord(spec.shape, spec.dtype, History(operation, number, index))
            for index, spec in enumerate(specs)
        ]
        self.output_tensors = self.outputs
        self.is_input = not self.input_tensors
        self.parent_nodes = [
            tensor.history.operation.calls[tensor.history.node_index]
            for tensor in self.input_tensors
        ]


class OperationRecord:
    """An operation that owns nothing.

    Args:
        name: Its name.
        kind: The class that it says it is of.
    """

    def __init__(self, name: str, kind: type) -> None:
        self.name = name
        self.kind = kind
        self.calls: list[CallRecord] = []

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """The class of what it stands for, of which Keras prints the name."""
        return self.kind

    @property
    def input(self) -> Any:
        """What it took in its first call."""
        return _alone(self.calls[0].input_tensors)

    @property
    def output(self) -> Any:
        """What it returned in its first call."""
        return _alone(self.calls[0].outputs)

    @property
    def _inbound_nodes(self) -> list[CallRecord]:
        return self.calls


class LayerRecord(OperationRecord):
    """A layer that is built.

    Args:
        name: Its name.
        kind: The class that it says it is of.
        trainable: Its own flag.
        weights: Its variables.
    """

    built = True

    def __init__(
        self, name: str, kind: type, trainable: bool = True, weights: Iterable[WeightRecord] = ()
    ) -> None:
        super().__init__(name, kind)
        self.trainable = trainable
        self.weights = [*weights]

    def freeze(self) -> None:
        """Do what `trainable = False` does."""
        self.trainable = False
        for weight in self.weights:
            weight.trainable = False

    def count_params(self) -> int:
        """The number of scalars in its weights."""
        return sum(math.prod(weight.shape) for weight in self.weights)

    @property
    def trainable_weights(self) -> list[WeightRecord]:
        """What of its weights training changes."""
        return [w for w in self.weights if w.trainable] if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[WeightRecord]:
        """The others."""
        return [w for w in self.weights if not w.trainable] if self.trainable else self.weights


class ModelRecord(LayerRecord):
    """A Functional model.

    Args:
        name: Its name.
        inputs: The tensors between which it is, as a tree.
        outputs: The same at its end.

    Raises:
        ValueError: If Keras makes no model of these.
    """

    compiled = False

    def __init__(self, name: str, inputs: Any, outputs: Any) -> None:
        from keras.src.ops.function import map_graph

        super().__init__(name, functional_class())
        self._ends = inputs, outputs
        self.inputs, self.outputs = flattened(inputs), flattened(outputs)
        self._nodes, self._nodes_by_depth, self._operations, _ = map_graph(
            self.inputs, self.outputs
        )
        self.layers = [own for own in self._operations if hasattr(own, "built")]
        self.weights = [*dict.fromkeys(w for layer in self.layers for w in layer.weights)]

    @property
    def input(self) -> Any:
        """Its own inputs, whatever it was called on."""
        return self._ends[0]

    @property
    def output(self) -> Any:
        """Its own outputs."""
        return self._ends[1]

    def freeze(self) -> None:
        """Do what `trainable = False` does, which reaches every layer inside."""
        super().freeze()
        for layer in self.layers:
            layer.freeze()


def _alone(tensors: list[TensorRecord]) -> Any:
    return tensors[0] if len(tensors) == 1 else tensors


def functional_class() -> type:
    """The class of a model between tensors (`keras/src/models/functional.py`)."""
    from keras.src.models.functional import Functional

    kind: type = Functional
    return kind
