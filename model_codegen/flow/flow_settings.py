"""What a forward pass is asked for: inputs, weights, mode, and whether a gradient step follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

InputKind = Literal["random", "constant", "ramp", "sample", "drawn", "data"]

MOST_VALUES = 32 * 32
"""How many numbers can be drawn by hand for one input."""

MOST_BATCH = 8
"""How many samples go through at once."""


@dataclass(frozen=True)
class InputChoice:
    """What one input is given.

    Attributes:
        kind: `random` numbers (normal, or whole ones below what looks them up), a `constant`, a
            `ramp` from 0 to 1 over a sample, a `sample` of the data that fit, `drawn` by hand, or
            the `data` that the training wires to it.
        value: The constant.
        seed: Of random numbers; of a sample its number.
        values: What was drawn, row by row: fewer numbers than the input takes are stretched to it.
        width: How many of these numbers make a row.
    """

    kind: InputKind = "random"
    value: float = 1.0
    seed: int = 0
    values: tuple[float, ...] = ()
    width: int = 0


@dataclass(frozen=True)
class FlowSettings:
    """One forward pass.

    Attributes:
        inputs: By id of the input's call; one that is not named is random.
        batch: Samples in the batch, the first of which is shown.
        training: Whether the model runs as in training: dropout drops, batch statistics are used.
        seed: Of the initial weights.
        draw: Which of the masks that dropout may draw.
        sample: Of the training's own data, the first sample of the batch.
        rate: The learning rate of one gradient step; None: no step is made.
    """

    inputs: Mapping[str, InputChoice] = field(default_factory=dict)
    batch: int = 1
    training: bool = False
    seed: int = 0
    draw: int = 0
    sample: int = 0
    rate: float | None = None
