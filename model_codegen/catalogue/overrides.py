"""The few facts about Keras that introspection cannot give, each with its reason or source.

Everything else in the catalogue is read from signatures, docstrings and Keras' own source. The
contract tests construct and call every entry, so that a fact that went stale is found.
"""

from __future__ import annotations

_FOREIGN = "It carries code of its own, which a drawing cannot hold."
_ABSTRACT = "It is a base class."
_CALLABLE = "It takes a Python function, which a drawing cannot hold."
_CONSTANT = "It makes a constant and takes no tensor of the model."
_NO_TENSOR = "It returns no tensor."

EXCLUDED: dict[str, str] = {
    "keras.layers.FlaxLayer": _FOREIGN,
    "keras.layers.JaxLayer": _FOREIGN,
    "keras.layers.Lambda": _FOREIGN,
    "keras.layers.TFSMLayer": _FOREIGN,
    "keras.layers.TorchModuleWrapper": _FOREIGN,
    "keras.layers.Layer": _ABSTRACT,
    "keras.layers.Wrapper": _ABSTRACT,
    "keras.layers.InputSpec": "It is no layer.",
    "keras.ops.associative_scan": _CALLABLE,
    "keras.ops.cond": _CALLABLE,
    "keras.ops.custom_gradient": _CALLABLE,
    "keras.ops.fori_loop": _CALLABLE,
    "keras.ops.jvp": _CALLABLE,
    "keras.ops.map": _CALLABLE,
    "keras.ops.scan": _CALLABLE,
    "keras.ops.switch": _CALLABLE,
    "keras.ops.vectorize": _CALLABLE,
    "keras.ops.vectorized_map": _CALLABLE,
    "keras.ops.while_loop": _CALLABLE,
    "keras.ops.arange": _CONSTANT,
    "keras.ops.empty": _CONSTANT,
    "keras.ops.eye": _CONSTANT,
    "keras.ops.full": _CONSTANT,
    "keras.ops.identity": _CONSTANT,
    "keras.ops.ones": _CONSTANT,
    "keras.ops.tri": _CONSTANT,
    "keras.ops.zeros": _CONSTANT,
    "keras.ops.convert_to_numpy": _NO_TENSOR,
    "keras.ops.dtype": _NO_TENSOR,
    "keras.ops.is_tensor": _NO_TENSOR,
    "keras.ops.ndim": _NO_TENSOR,
    "keras.ops.shape": _NO_TENSOR,
    "keras.ops.size": _NO_TENSOR,
}
"""Public names of `keras.layers` and `keras.ops` that are no entry, and why."""

INPUT_ALIASES = ("keras.layers.Input", "keras.layers.InputLayer")
"""`keras.Input` makes an `InputLayer`; the drawing knows both as one."""

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
    "conj": ("x",),
    "conv": ("inputs", "kernel"),
    "conv_transpose": ("inputs", "kernel"),
    "diff": ("a",),
    "dot_product_attention": ("query", "key", "value", "bias", "mask"),
    "pad": ("x",),
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

OP_LISTS = ("stack.x",)
"""Functions whose first parameter is a list of tensors without a name that says so."""

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
    "GroupedQueryAttention",
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
