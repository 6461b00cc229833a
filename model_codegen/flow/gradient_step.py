"""One step down the gradient, and what each call of a layer contributes to it.

In the pass each call of a layer reads a copy of its weights of its own, so that the gradient of a
copy is what that call contributes; the gradient of the weight, by which it is moved once, is their
sum. TensorFlow only: its tape tells the gradients of copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from model_codegen.design.errors import BuildError
from model_codegen.emitters.program import Program
from model_codegen.flow.flow_result import HeadLoss, Part, Place, Step
from model_codegen.flow.step_loss import StepLoss
from model_codegen.flow.tensor_view import view
from model_codegen.flow.walk import Call, Walk
from model_codegen.keras_bridge.stateless_run import StatelessRun
from model_codegen.verify.built_layers import Path


@dataclass
class WeightStep:
    """What a step makes of one weight.

    Attributes:
        after: The weight after the step.
        change: What was added to it.
        gradients: By call what it contributed; None stands for a penalty on the weight itself.
    """

    after: np.ndarray
    change: np.ndarray
    gradients: list[tuple[Call | None, np.ndarray]]

    def parts(self, place_of: Callable[[Call], Place]) -> Iterator[Part]:
        """What each call contributes.

        Args:
            place_of: Where a call was drawn.
        """
        for call, gradient in self.gradients:
            graph, node = ("", "") if call is None else place_of(call)
            norm = float(np.linalg.norm(gradient.astype(np.float64)))
            yield Part(graph, node, norm, view(gradient, batched=False))


@dataclass
class GradientStep:
    """A step of plain gradient descent.

    Args:
        program: The design, expanded.
        layers: The live layers, by path.
        goal: What its heads learn.
        rate: The learning rate.
    """

    program: Program
    layers: Mapping[Path, Any]
    goal: StepLoss
    rate: float
    weights: dict[int, WeightStep] = field(default_factory=dict, init=False)
    _loss: float = field(default=0.0, init=False)
    _after: float = field(default=0.0, init=False)
    _norm: float = field(default=0.0, init=False)
    _heads: tuple[HeadLoss, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        import keras

        if keras.backend.backend() != "tensorflow":
            raise BuildError("A gradient step is shown with TensorFlow as Keras' backend only.")

    def walk(self, run: StatelessRun, given: Mapping[str, Any], training: bool) -> Walk:
        """Make the pass and the step.

        Args:
            run: The run that it is a part of.
            given: The inputs.
            training: The mode of the model.
        """
        import keras
        import tensorflow as tf

        copies: list[tuple[Any, Any, tuple[str, str, Path]]] = []
        starts = {id(v): (v, tf.convert_to_tensor(v.value)) for v in self._variables()}

        @contextmanager
        def around(layer: Any, graph_id: str, node_id: str, path: Path) -> Iterator[None]:
            for variable in layer.trainable_weights:
                copy = tf.identity(starts[id(variable)][1])
                tape.watch(copy)
                run.put(variable, copy)
                copies.append((variable, copy, (graph_id, node_id, path)))
            yield

        with tf.GradientTape() as tape:
            tape.watch([value for _, value in starts.values()])
            walk = Walk(self.program, self.layers, training, run, around)
            outputs = walk.run(given)
            for variable, value in starts.values():
                run.put(variable, value)
            loss = self.goal.loss(outputs, run.losses, self._regularizers())
        sources = [*[copy for _, copy, _ in copies], *[value for _, value in starts.values()]]
        # The copies are made of the weights: the gradient of a weight is the sum already.
        found = tape.gradient(loss, sources, unconnected_gradients="zero")
        by_copy = [_array(each) for each in found[: len(copies)]]
        totals = [_array(each) for each in found[len(copies) :]]
        calls = {(c.graph_id, c.node_id, c.path): c for c in walk.calls}
        for (variable, value), total in zip(starts.values(), totals, strict=True):
            parts: list[tuple[Call | None, np.ndarray]] = [
                (calls[place], gradient)
                for (owner, _, place), gradient in zip(copies, by_copy, strict=True)
                if owner is variable
            ]
            if variable.regularizer is not None:
                rest = total - sum((part for _, part in parts), np.zeros_like(total))
                parts.append((None, rest))
            before = _array(value)
            change = (-self.rate * total).astype(before.dtype)
            self.weights[id(variable)] = WeightStep(before + change, change, parts)
        self._loss = float(keras.ops.convert_to_numpy(loss))
        self._heads = self.goal.heads
        squares = [float(np.sum(np.square(t.astype(np.float64)))) for t in totals]
        self._norm = sum(squares) ** 0.5
        return walk

    def look_again(self, run: StatelessRun, given: Mapping[str, Any], training: bool) -> None:
        """Work out the loss after the step.

        Args:
            run: A further run, from the same state.
            given: The same inputs.
            training: The same mode.
        """
        import keras

        for variable in self._variables():
            run.put(variable, keras.ops.convert_to_tensor(self.weights[id(variable)].after))
        outputs = Walk(self.program, self.layers, training, run).run(given)
        loss = self.goal.loss(outputs, run.losses, self._regularizers())
        self._after = float(keras.ops.convert_to_numpy(loss))

    def told(self) -> Step:
        """What the step came to."""
        goal = self.goal
        return Step(
            self._loss,
            self._after,
            self.rate,
            goal.what,
            self._norm,
            self._heads,
            goal.target,
            goal.is_own,
        )

    def _variables(self) -> list[Any]:
        """Every weight that is trained, once, whatever layers share it."""
        found = {
            id(variable): variable
            for layer in self.layers.values()
            for variable in layer.trainable_weights
        }
        return [*found.values()]

    def _regularizers(self) -> list[Any]:
        return [v.regularizer(v) for v in self._variables() if v.regularizer is not None]


def _array(tensor: Any) -> np.ndarray:
    import tensorflow as tf

    dense = tf.convert_to_tensor(tensor)  # of an embedding, only rows that were looked up come
    if dense.dtype == tf.bfloat16:
        dense = tf.cast(dense, tf.float32)
    return np.asarray(dense.numpy())
