"""The loss of a gradient step: what the design's heads learn, or plainly a mean squared error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from model_codegen.catalogue import ConfigError
from model_codegen.catalogue.training_objects import make_object
from model_codegen.design.graph import Design
from model_codegen.design.head_names import named_outputs
from model_codegen.design.wording import listing
from model_codegen.emitters.program import Program

_SEED = 7
"""Of the targets, which stay the same from step to step."""


class StepLoss:
    """A loss on the outputs of a design, with targets that are made up.

    Args:
        program: The design, expanded.
        design: The design, whose training may say what its heads learn.
    """

    def __init__(self, program: Program, design: Design) -> None:
        heads = {} if design.training is None else design.training.heads
        self._losses: list[tuple[str, Any, float]] = []
        for name, _ in named_outputs(program.design, program.main.outputs):
            head = heads.get(name)
            loss, weight = None, 1.0
            if head is not None and head.loss is not None:
                try:
                    loss, weight = make_object(head.loss, "loss"), head.weight
                except ConfigError:
                    loss = None
            self._losses.append((name, loss, weight))
        self.what = ""

    def loss(self, outputs: Sequence[Any], added: Sequence[Any], penalties: Sequence[Any]) -> Any:
        """The loss.

        Args:
            outputs: The outputs, flattened; those that are no floats are passed over.
            added: Losses that layers have added.
            penalties: Those of regularizers.
        """
        import keras

        rng = np.random.default_rng(_SEED)
        total = keras.ops.zeros(())
        said: list[str] = []
        for (_, loss, weight), output in zip(self._losses, outputs, strict=True):
            if not keras.backend.is_float_dtype(keras.backend.standardize_dtype(output.dtype)):
                continue
            found, word = _one(loss, keras.ops.cast(output, "float32"), rng)
            total += weight * found
            said.append(word)
        for extra in (*added, *penalties):
            total += keras.ops.sum(keras.ops.cast(extra, "float32"))
        self.what = listing([*dict.fromkeys(said)]) + (
            " and what layers add" if added or penalties else ""
        )
        return total


def _one(loss: Any, output: Any, rng: np.random.Generator) -> tuple[Any, str]:
    """The loss of one output, and its name."""
    import keras

    shape = tuple(output.shape)
    if loss is not None:
        name = type(loss).__name__
        target: np.ndarray
        if name.startswith("Sparse"):
            target = rng.integers(0, shape[-1], shape[:-1])
        elif name.startswith("Categorical"):
            target = np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]
        elif name.startswith("Binary"):
            target = rng.integers(0, 2, shape).astype(np.float64)
        else:
            target = rng.uniform(0, 1, shape)
        try:
            return keras.ops.cast(loss(target.astype(np.float32), output), "float32"), name
        except (TypeError, ValueError):
            pass  # It wants something else for a target than can be made up.
    goal = rng.uniform(0, 1, shape).astype(np.float32)
    return keras.ops.mean(keras.ops.square(output - goal)), "mean squared error"
