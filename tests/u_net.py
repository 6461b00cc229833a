"""A small U-Net: two sizes, joined by a skip."""

from __future__ import annotations

from typing import Any

from model_codegen.design.graph import Design, Layer
from tests.drafting import design, inp, layer


def u_net(**up: Any) -> Design:
    """The design.

    Args:
        up: What is given to the layer that makes the lower size larger; by default what fits.
    """

    def conv(filters: int) -> Layer:
        return layer("Conv2D", filters=filters, kernel_size=3, padding="same", activation="relu")

    up = {"filters": 4, "kernel_size": 2, "strides": 2, **up}
    return design(
        {
            "image": (inp(32, 32, 1),),
            "down": (conv(4), "image"),
            "pool": (layer("MaxPooling2D"), "down"),
            "middle": (conv(8), "pool"),
            "up": (layer("Conv2DTranspose", **up), "middle"),
            "join": (layer("Concatenate"), ["down", "up"]),
            "after": (conv(4), "join"),
            "mask": (layer("Conv2D", filters=1, kernel_size=1, activation="sigmoid"), "after"),
        },
        "image",
    )
