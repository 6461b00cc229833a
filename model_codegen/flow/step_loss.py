"""The loss of a gradient step: what the design's heads learn, or plainly a mean squared error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from model_codegen.catalogue import ConfigError
from model_codegen.catalogue.training_objects import make_object
from model_codegen.design.head_names import named_outputs
from model_codegen.design.training import Training
from model_codegen.design.wording import listing, quote
from model_codegen.emitters.program import Program
from model_codegen.flow.flow_result import HeadLoss
from model_codegen.flow.own_data import OwnBatch

_SEED = 7
"""Of targets that are made up, which stay the same from step to step."""

Scored = tuple[str, float, Any, str]
"""A head, the weight of its loss, the loss, and what it is called."""


class StepLoss:
    """A loss on the outputs of a design.

    With samples of its own data, each head learns what the data say; a head without a loss is not
    trained, as in `fit`. Otherwise targets are made up.

    Args:
        program: The design, expanded.
        training: What its heads learn, if that is said.
        own: The samples that the inputs are given; None where an input is given anything else.
        why: Why there are none, in words.
    """

    def __init__(
        self,
        program: Program,
        training: Training | None,
        own: OwnBatch | None = None,
        why: str = "",
    ) -> None:
        heads = {} if training is None else training.heads
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
        self._own, self._why = own, why
        if own is not None and not any(
            loss is not None and name in own.targets for name, loss, _ in self._losses
        ):
            self._own, self._why = None, "no head has a loss and data to learn from"
        self._leaves_out = any(head.class_weight is not None for head in heads.values())
        self.what = ""
        self.heads: tuple[HeadLoss, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether targets come from the design's own data."""
        return self._own is not None

    @property
    def target(self) -> str:
        """What the heads are to say, in words."""
        own = self._own
        if own is None:
            return f"made-up targets{self._why and f': {self._why}'}"
        count = len(next(iter(own.targets.values())))
        these = f"sample {own.first}" if count == 1 else f"{count} samples from {own.first} on"
        rest = ", without class weights" if self._leaves_out else ""
        return f"{these} of {quote(own.name)}{rest}"

    def loss(self, outputs: Sequence[Any], added: Sequence[Any], penalties: Sequence[Any]) -> Any:
        """The loss.

        Args:
            outputs: The outputs, flattened; those that are no floats are passed over.
            added: Losses that layers have added.
            penalties: Those of regularizers.
        """
        import keras

        found = None
        if self._own is not None:
            found = self._learnt(outputs, self._own)
        if found is None:
            found = self._made_up(outputs)
        total = keras.ops.zeros(())
        for _, weight, loss, _ in found:
            total += weight * loss
        for extra in (*added, *penalties):
            total += keras.ops.sum(keras.ops.cast(extra, "float32"))
        self.heads = tuple(
            HeadLoss(name, word, float(keras.ops.convert_to_numpy(loss)), weight)
            for name, weight, loss, word in found
        )
        self.what = listing([*dict.fromkeys(word for *_, word in found)]) + (
            " and what layers add" if added or penalties else ""
        )
        return total

    def _learnt(self, outputs: Sequence[Any], own: OwnBatch) -> list[Scored] | None:
        """What each head makes of its targets; None, with a reason, where a loss refuses them."""
        import keras

        found = []
        for (name, loss, weight), output in zip(self._losses, outputs, strict=True):
            if loss is None or name not in own.targets:
                continue
            try:
                value = loss(own.targets[name], output, sample_weight=own.weight)
            except Exception:
                self._why = (
                    f"{quote(name)} gives {_shape(output.shape)}, and {type(loss).__name__} cannot "
                    f"hold that against the {_shape(own.targets[name].shape)} of the data"
                )
                self._own = None
                return None
            found.append((name, weight, keras.ops.cast(value, "float32"), type(loss).__name__))
        return found

    def _made_up(self, outputs: Sequence[Any]) -> list[Scored]:
        import keras

        rng = np.random.default_rng(_SEED)
        found = []
        for (name, loss, weight), output in zip(self._losses, outputs, strict=True):
            if keras.backend.is_float_dtype(keras.backend.standardize_dtype(output.dtype)):
                value, word = _one(loss, keras.ops.cast(output, "float32"), rng)
                found.append((name, weight, value, word))
        return found


def _shape(shape: Any) -> str:
    return str(tuple(shape))


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
