"""The learning rate of an optimizer, and whether a schedule moves it."""

from __future__ import annotations

from typing import Any


def learning_rate(optimizer: Any) -> float | None:
    """The rate of the next step; None if there is no optimizer.

    Args:
        optimizer: One of `keras.optimizers`, `LossScaleOptimizer` included.
    """
    if optimizer is None:
        return None
    rate = optimizer.learning_rate
    return float(rate.numpy() if hasattr(rate, "numpy") else rate)


def is_scheduled(optimizer: Any) -> bool:
    """Whether the rate follows a schedule, by `BaseOptimizer` of `keras/src/optimizers`.

    Args:
        optimizer: As for `learning_rate`.
    """
    import keras

    inner = getattr(optimizer, "inner_optimizer", optimizer)
    schedule = keras.optimizers.schedules.LearningRateSchedule
    return isinstance(getattr(inner, "_learning_rate", None), schedule)
