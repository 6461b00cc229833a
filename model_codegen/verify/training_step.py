"""One step of training, as `fit` makes it, and all that it changes, for any model and backend."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model_codegen.analysis.application_models import application
from model_codegen.design.traversal import is_application
from model_codegen.execution.build import said
from model_codegen.verify.built_layers import Path
from model_codegen.verify.comparison import Comparison, compared
from model_codegen.verify.random_input import BATCH

if TYPE_CHECKING:
    from model_codegen.emitters.program import Program

_FAINT = 0.1
"""Gradients that are smaller than the largest by this factor are compared as if they were not. That
of a bias before a normalization is zero, but for rounding of what comes together in it."""

_RATE = 2.0**-4
"""The learning rate: a power of two, by which no float is rounded."""


@dataclass(frozen=True)
class TrainingStep:
    """What one step came to, in the order in which the design lists its layers.

    Attributes:
        loss: The loss before the step.
        gradients: One for each weight that is trained.
        weights: Every weight after the step, moving statistics included.
    """

    loss: Any
    gradients: tuple[Any, ...]
    weights: tuple[Any, ...]

    def beside(self, other: TrainingStep) -> Comparison:
        """How far another step is from this one: its loss, its gradients, and its weights.

        Args:
            other: The step of a model with the same weights, in the same order.
        """
        gradients = compared(self.gradients, other.gradients, _FAINT)
        rest = compared((self.loss,), (other.loss,)) + compared(self.weights, other.weights)
        return gradients + rest


def seeds(layers: Sequence[tuple[Path, Any]]) -> list[Any]:
    """The variables of layers that are seeds of random numbers, which Keras counts not as weights.

    Args:
        layers: Layers with their paths.
    """
    found = []
    for _, layer in layers:
        weights = {id(weight) for weight in layer.weights}
        found += [v for v in layer.variables if id(v) not in weights]
    return found


def train(
    model: Any, layers: Sequence[tuple[Path, Any]], given: Any, *, compiled: bool
) -> TrainingStep | str:
    """Make one step with plain gradient descent; the model is compiled for it and is changed.

    The loss is a sum over all outputs, each value with a factor of its own, and what layers add.

    Args:
        model: A built model.
        layers: Its layers with their paths.
        given: Its input.
        compiled: Whether the step is run as a graph.

    Returns:
        What it came to, or why Keras cannot make such a step.
    """
    import keras
    import numpy as np

    def compute_loss(
        x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, **_: Any
    ) -> Any:
        parts = [_weighted(output) for output in keras.tree.flatten(y_pred) if _floats(output)]
        added = [keras.ops.cast(loss, "float32") for loss in model.losses]
        return sum([*parts, *added], keras.ops.zeros(()))

    optimizer = _descent()
    model.compute_loss = compute_loss
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "The model does not have any trainable weights")
            model.compile(
                optimizer, run_eagerly=not compiled, jit_compile=False, auto_scale_loss=False
            )
            if model.trainable_weights:
                # Else the step makes the optimizer's variables, and TensorFlow traces it twice.
                optimizer.build(model.trainable_weights)
            loss = np.asarray(keras.tree.flatten(model.train_on_batch(given))[0])
    except Exception as error:
        return said(error)
    # Without momentum before, the first one is the gradient times the rate. Weights that a gradient
    # overwrites, the scales of float8, have none.
    moved = dict(zip(map(id, model.trainable_weights), _momentums(optimizer), strict=True))
    weights = [weight for _, layer in layers for weight in layer.weights]
    return TrainingStep(
        loss,
        tuple(moved[id(w)].numpy() / -_RATE for w in weights if moved.get(id(w)) is not None),
        tuple(weight.numpy() for weight in weights),
    )


def memory(program: Program, size: int) -> int:
    """About how many bytes the tensors between the layers take, which a step keeps all.

    Args:
        program: The design.
        size: Length of the dimensions that it leaves open.
    """
    shapes: list[Sequence[int | None]] = []
    for body in program.bodies():
        times = program.instances[body.graph_id]
        for node_id in body.calls:
            operation = body.operation(node_id)
            found = [spec.shape for spec in body.specs(node_id)]
            if is_application(operation):
                model: Any = application(operation, program.design.dtype_policy).model
                found = [layer.output.shape for layer in model.layers]
            shapes += found * times
    counts = [math.prod(size if n is None else n for n in shape[1:]) for shape in shapes]
    return 4 * BATCH * sum(counts)


def _descent() -> Any:
    import keras

    class Descent(keras.optimizers.SGD):  # type: ignore[misc]
        """As it is, but content with a model whose outputs do not depend on every weight."""

        def apply(self, grads: Any, trainable_variables: Any = None) -> None:
            if trainable_variables is not None:
                pairs = zip(grads, trainable_variables, strict=True)
                grads = [keras.ops.zeros_like(v) if g is None else g for g, v in pairs]
            super().apply(grads, trainable_variables)

    return Descent(_RATE, momentum=0.5)


def _momentums(optimizer: Any) -> list[Any]:
    return list(optimizer.momentums) if optimizer.built else []


def _weighted(output: Any) -> Any:
    """The mean of a tensor's values, each with a factor of its own."""
    from keras import ops

    flat = ops.reshape(ops.cast(output, "float32"), (-1,))
    factors = ops.cos(ops.arange(ops.shape(flat)[0], dtype="float32"))
    return ops.mean(flat * factors)


def _floats(tensor: Any) -> bool:
    import keras

    return bool(keras.backend.is_float_dtype(keras.backend.standardize_dtype(tensor.dtype)))
