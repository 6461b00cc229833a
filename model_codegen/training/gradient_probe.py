"""`GradientProbe`: how large weights and gradients are, layer by layer, on one batch."""

from __future__ import annotations

from typing import Any

from model_codegen.training.batches import Batch
from model_codegen.training.norm_words import LayerNorm


class GradientProbe:
    """Measures a model as it stands, as often as is asked.

    Nothing of the model is changed: its statistics, seeds and metrics are read, and what a step of
    training would make of them is thrown away (`keras.StatelessScope`). So it runs in the mode of
    training, with the same random numbers as the next step.

    Args:
        model: A compiled model.
        batch: What it is measured on.
    """

    def __init__(self, model: Any, batch: Batch) -> None:
        import tensorflow as tf

        self._variables = list(model.trainable_variables)
        self._norms = tf.function(_norms(model, batch, self._variables), autograph=False)

    def fits(self, model: Any) -> bool:
        """Whether the same weights train as when it was made."""
        return [*map(id, self._variables)] == [*map(id, model.trainable_variables)]

    def measure(self) -> list[LayerNorm]:
        """One entry for each layer that has weights which train, in the order of the layers."""
        found: dict[str, list[tuple[float, float, int]]] = {}
        weights, gradients = (each.numpy() for each in self._norms())
        for variable, weight, gradient in zip(self._variables, weights, gradients, strict=True):
            entry = float(weight), float(gradient), int(variable.value.shape.num_elements() or 0)
            found.setdefault(_layer(variable), []).append(entry)
        return [
            LayerNorm(
                name,
                sum(weight for weight, _, _ in entries) ** 0.5,
                sum(gradient for _, gradient, _ in entries) ** 0.5,
                sum(size for _, _, size in entries),
            )
            for name, entries in found.items()
        ]


def _layer(variable: Any) -> str:
    """The path of the layer that a variable belongs to."""
    path, _, own = str(variable.path).rpartition("/")
    return path or own


def _norms(model: Any, batch: Batch, variables: list[Any]) -> Any:
    """A function that returns the sums of squares of weights, and of their gradients."""
    import keras
    import tensorflow as tf

    others = [*model.non_trainable_variables, *model.metrics_variables]

    def norms() -> Any:
        values = [tf.convert_to_tensor(variable.value) for variable in variables]
        mapping = [*zip(variables, values, strict=True), *((v, v.value) for v in others)]
        with tf.GradientTape() as tape:
            tape.watch(values)
            with keras.StatelessScope(state_mapping=mapping, collect_losses=True):
                y_pred = model(batch.x, training=True)
                loss = model.compute_loss(batch.x, batch.y, y_pred, batch.weight, training=True)
        gradients = tape.gradient(loss, values, unconnected_gradients="zero")
        return tf.stack([_squares(v) for v in values]), tf.stack([_squares(g) for g in gradients])

    return norms


def _squares(tensor: Any) -> Any:
    import tensorflow as tf

    return tf.reduce_sum(tf.square(tf.cast(tf.convert_to_tensor(tensor), tf.float32)))
