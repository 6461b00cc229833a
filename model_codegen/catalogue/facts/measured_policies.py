"""What dtype policies were measured to cost and to save: docs/mixed-precision.md has the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MixedPolicy = Literal["mixed_float16", "mixed_bfloat16"]

CARD = "one H200, JAX"
"""What the steps were measured on: `fit` on Keras' JAX backend."""


@dataclass(frozen=True)
class Measured:
    """One model, trained by `fit`.

    Attributes:
        name: What it is.
        batch: Samples in a step.
        macs: Multiply-adds of a forward pass of that batch; None where they are not known.
        steps: Milliseconds a step, by policy.
        memory: GiB at the fullest moment, by policy; empty where it was not measured.
        assumed: Whether the batch was not written down, so that `macs` are those of the batch that
            was used for the others.
    """

    name: str
    batch: int | None
    macs: int | None
    steps: dict[str, float]
    memory: dict[str, float]
    assumed: bool = False

    def gain(self, policy: MixedPolicy) -> float:
        """How many times as fast as in float32 a step is."""
        return self.steps["float32"] / self.steps[policy]


def _by_policy(*values: float) -> dict[str, float]:
    return dict(zip(("float32", "mixed_float16", "mixed_bfloat16"), values, strict=True))


MEASURED = (
    Measured("mlp", 256, 55_738_368, _by_policy(0.91, 1.27, 1.05), {}),
    Measured("attention_block", 256, 201_375_744, _by_policy(1.37, 2.07, 1.87), {}, assumed=True),
    Measured("cifar_cnn", 256, 6_266_454_016, _by_policy(2.09, 2.29, 1.72), {}, assumed=True),
    Measured(
        "ResNet50",
        64,
        246_910_287_872,
        _by_policy(22.2, 14.8, 16.8),
        _by_policy(5.7, 3.3, 3.1),
    ),
    Measured(
        "a transformer of 8 layers, width 1,024",
        None,
        None,
        _by_policy(31.9, 15.5, 14.5),
        _by_policy(11.3, 5.3, 5.1),
    ),
)
"""The smallest first, by multiply-adds; a model of which these are not known at the end."""
