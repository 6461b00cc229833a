"""Which arguments of a call are tensors, and how many, where the signature does not say so."""

from __future__ import annotations

LAYER_PORTS: dict[str, dict[str, dict[str, object]]] = {
    # `Subtract.build` and `Dot.build` refuse any other number of tensors.
    "Subtract": {"inputs": {"minimum": 2, "maximum": 2}},
    "Dot": {"inputs": {"minimum": 2, "maximum": 2}},
    # `Attention._validate_inputs`: "[query, value] or [query, value, key]", one mask for each.
    "Attention": {
        "inputs": {"many": True, "minimum": 2, "maximum": 3, "labels": ("query", "value", "key")},
        "mask": {"many": True, "minimum": 2, "maximum": 3, "labels": ("query", "value", "key")},
    },
    "AdditiveAttention": {
        "inputs": {"many": True, "minimum": 2, "maximum": 3, "labels": ("query", "value", "key")},
        "mask": {"many": True, "minimum": 2, "maximum": 3, "labels": ("query", "value", "key")},
    },
    # `HashedCrossing._check_at_least_two_inputs`.
    "HashedCrossing": {"inputs": {"many": True, "minimum": 2}},
}
"""By class and port: fields of `Port` that differ from what the signature says."""

MERGE_MINIMUM = 2
"""Keras lets a merge of one tensor pass in places; nobody draws one on purpose."""

LIST_PORTS = ("initial_state", "states", "xs", "condlist", "choicelist")
"""Parameters that take a list of tensors."""

OP_TENSORS: dict[str, tuple[str, ...]] = {
    # Functions that do not ask `any_symbolic_tensors` themselves, or not about all their tensors.
    "abs": ("x",),
    "average": ("x", "weights"),
    "bincount": ("x", "weights"),
    "conj": ("x",),
    "conv": ("inputs", "kernel"),
    "conv_transpose": ("inputs", "kernel"),
    "diff": ("a",),
    "dot_product_attention": ("query", "key", "value", "bias", "mask"),
    "pad": ("x",),
    "true_divide": ("x1", "x2"),
    "reshape": ("x",),  # a symbolic shape is no part of a drawing
    "segment_max": ("data", "segment_ids"),
    "segment_min": ("data", "segment_ids"),
    "segment_prod": ("data", "segment_ids"),
    "segment_sum": ("data", "segment_ids"),
    "select": ("condlist", "choicelist", "default"),
    "separable_conv": ("inputs", "depthwise_kernel", "pointwise_kernel"),
    "stack": ("x",),
    "trapezoid": ("y", "x"),
}
"""By function: the parameters that are tensors."""

NUMBER_PORTS = ("default", "q", "start", "stop", "x1", "x2")
"""Parameters of functions that take a number as well as a tensor: `maximum(x, 0.0)`."""

TENSORS_ONLY = ("append", "correlate", "cross", "heaviside", "hypot", "matmul", "psnr")
"""Functions that, called on symbols, take no number all the same."""

_COMPLEX = {"many": True, "minimum": 2, "maximum": 2, "labels": ("real", "imaginary")}

OP_PORTS: dict[str, dict[str, dict[str, object]]] = {
    "stack": {"x": {"many": True}},
    **{
        f"{prefix}_shift": {"y": {"literal": True}}
        for prefix in ("bitwise_left", "bitwise_right", "left", "right")
    },
    # These take a complex tensor as its two parts, in a tuple.
    "fft": {"x": _COMPLEX},
    "fft2": {"x": _COMPLEX},
    "ifft2": {"x": _COMPLEX},
    "irfft": {"x": _COMPLEX},
    "istft": {"x": _COMPLEX},
    # `where(mask, x, 0.0)`: without the two it is `nonzero`, and with one of them an error.
    "where": {
        "x1": {"required": True, "position": 1, "literal": True},
        "x2": {"required": True, "position": 2, "literal": True},
    },
    "take": {"indices": {"literal": True}},
}
"""By function and port: fields of `Port` that differ from what the signature says."""
