"""Whether more of a metric is better, which Keras says nowhere in public."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

Direction: TypeAlias = Literal["up", "down"]


def direction(metric: Any) -> Direction | None:
    """Which way a live metric improves; None where Keras does not say.

    `_direction` is what callbacks with `mode="auto"` look at
    (`MonitorCallback._set_monitor_op` in `keras/src/callbacks/monitor_callback.py`).

    Args:
        metric: A live metric.
    """
    found: Direction | None = getattr(metric, "_direction", None)
    return found
