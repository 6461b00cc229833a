"""How Keras' own guides write layers: what they name first, and what without a keyword."""

from __future__ import annotations

SHOWN_FIRST = (
    "units",
    "filters",
    "layer",
    "cell",
    "kernel_size",
    "pool_size",
    "rate",
    "num_heads",
    "key_dim",
    "input_dim",
    "output_dim",
    "strides",
    "padding",
    "activation",
    "return_sequences",
    "axis",
)
"""Constructor arguments worth showing on a node, the most telling first."""

KEYWORD_ONLY = (
    # Keras' own guides write all arguments of these by keyword.
    "MultiHeadAttention",
    "GroupQueryAttention",
    "Dot",
    "Hashing",
    "HashedCrossing",
    "MaxNumBoundingBoxes",
)
"""Classes of which no argument is written by position."""

LEADING: dict[str, tuple[str, ...]] = {
    # "layers.EinsumDense("abc,cd->abd", output_shape=(None, 64))" in its docstring.
    "EinsumDense": ("equation",),
    # Arguments with a default that guides write by position all the same: MaxPooling2D(2).
    "MaxPooling1D": ("pool_size",),
    "MaxPooling2D": ("pool_size",),
    "MaxPooling3D": ("pool_size",),
    "UpSampling1D": ("size",),
    "UpSampling2D": ("size",),
    "UpSampling3D": ("size",),
    "ZeroPadding1D": ("padding",),
    "ZeroPadding2D": ("padding",),
    "ZeroPadding3D": ("padding",),
    "Cropping1D": ("cropping",),
    "Cropping2D": ("cropping",),
    "Cropping3D": ("cropping",),
    "RandomFlip": ("mode",),
}
"""By class: the arguments written by position, where that is not just the required ones."""
