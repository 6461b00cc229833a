"""The few facts about Keras that introspection cannot give, each with its reason or source.

Everything else in the catalogue is read from signatures, docstrings and Keras' own source. The
contract tests construct and call every entry, so that a fact that went stale is found.
"""

from __future__ import annotations

from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.json_schema import (
    BOOLEAN,
    FRACTION,
    INTEGER,
    NATURAL,
    NULL,
    NUMBER,
    POSITIVE,
    STRING,
    array,
    either,
    enum,
    nullable,
    record,
    ref,
    titled,
)

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

OTHER_SPELLINGS = ("normal", "one", "uniform", "zero")
"""Strings that `keras.initializers.get` takes besides the public names; "uniform" is a default."""

NOT_BY_NAME = ("STFT", "STFTInitializer", "stft")
"""Initializers that are offered as objects only: making one imports SciPy, which takes seconds."""

PER_DIMENSION: dict[str, Schema] = {
    # `keras/src/utils/argument_validation.py` wants one integer, or one per spatial dimension.
    "kernel_size": POSITIVE,
    "strides": POSITIVE,
    "dilation_rate": POSITIVE,
    "pool_size": POSITIVE,
    "output_size": POSITIVE,
    "output_padding": NATURAL,
    "size": POSITIVE,
}
"""Arguments that take a number, or one number for each dimension of a class named 1D, 2D or 3D."""

_AXIS = either(titled(INTEGER, "one axis"), titled(array(INTEGER, minimum=1), "several axes"))
_SHAPE = array(nullable(NATURAL))
_NUMBERS = either(titled(NUMBER, "number"), titled(array(NUMBER, minimum=1), "list"))
_BITS: Schema = {"type": "number", "minimum": 1, "maximum": 8}
_FACTOR = either(titled(NUMBER, "strength"), titled(array(NUMBER, 2), "range"))
_RESIZE = enum("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")
_COUNTS = either(titled(NATURAL, "number"), titled(array(NATURAL, minimum=1), "list"))


def _amounts(rank: int) -> Schema:
    """How much to pad or crop, as `standardize_tuple` of the 2D and 3D layers takes it."""
    pair = array(NATURAL, 2)
    return either(
        titled(NATURAL, "every side"),
        titled(array(NATURAL, rank), "per dimension"),
        titled(array(pair, rank), "per side"),
    )


ARGUMENTS: dict[str, Schema] = {
    # By name, for every class or function that has no entry of its own below.
    "backward_layer": either(ref("recurrent_layer"), NULL),
    "bins": POSITIVE,
    "cell": either(ref("cell"), array(ref("cell"), minimum=1)),
    "cells": array(ref("cell"), minimum=1),
    "data_format": enum("channels_last", "channels_first", None),
    "depth_multiplier": POSITIVE,
    "dropout": FRACTION,
    "dtype": ref("dtype"),
    "epsilon": {"type": "number", "minimum": 0},
    "factor": _FACTOR,
    "fft_length": POSITIVE,
    "fill_mode": enum("constant", "nearest", "wrap", "reflect"),
    "filters": POSITIVE,
    "flash_attention": nullable(BOOLEAN),
    "frame_length": POSITIVE,
    "frame_step": POSITIVE,
    "groups": POSITIVE,
    "height": POSITIVE,
    "idf_weights": nullable(array(NUMBER)),
    "interpolation": enum("nearest", "bilinear"),
    "lora_alpha": nullable(NUMBER),
    "lora_rank": nullable(POSITIVE),
    "max_tokens": nullable(POSITIVE),
    "noise_shape": nullable(_SHAPE),
    "num_bins": POSITIVE,
    "num_mel_bins": POSITIVE,
    "num_ops": POSITIVE,
    "power_iterations": POSITIVE,
    "quantization_config": ref("quantization_config"),
    "rate": FRACTION,
    "reverse_dtype": ref("dtype_policy"),
    "sampling_rate": POSITIVE,
    "sequence_length": POSITIVE,
    "sequence_stride": POSITIVE,
    "salt": nullable(either(INTEGER, array(INTEGER, 2))),
    "seed": nullable(INTEGER),
    "value_range": array(NUMBER, 2),
    "vocabulary_dtype": enum("int64"),
    "width": POSITIVE,
    # Layers.
    "AugMix.chain_depth": POSITIVE,
    "AugMix.factor": FRACTION,
    "AugMix.num_chains": POSITIVE,
    "BatchNormalization.renorm_clipping": nullable(
        record(dict.fromkeys(("rmax", "rmin", "dmax"), NUMBER))
    ),
    "Bidirectional.layer": ref("recurrent_layer"),
    "ContrastLimitedAdaptiveHistogramEqualization.tile_grid_size": array(POSITIVE, 2),
    "CategoryEncoding.num_tokens": nullable(POSITIVE),
    "Cropping1D.cropping": either(
        titled(NATURAL, "both ends"), titled(array(NATURAL, 2), "start and end")
    ),
    "Cropping2D.cropping": _amounts(2),
    "Cropping3D.cropping": _amounts(3),
    "Discretization.bin_boundaries": nullable(array(NUMBER)),
    "Dot.axes": either(titled(INTEGER, "one axis"), titled(array(INTEGER, 2), "axis of each")),
    "EinsumDense.equation": STRING,
    "EinsumDense.output_shape": either(
        titled(POSITIVE, "one dimension"), titled(_SHAPE, "several dimensions")
    ),
    "Embedding.input_dim": POSITIVE,
    "Embedding.output_dim": POSITIVE,
    "GRU.use_cudnn": {"enum": ["auto", True, False]},
    "GroupQueryAttention.head_dim": POSITIVE,
    "GroupQueryAttention.num_key_value_heads": POSITIVE,
    "GroupQueryAttention.num_query_heads": POSITIVE,
    "Hashing.mask_value": nullable(either(STRING, INTEGER)),
    "Input.batch_shape": nullable(_SHAPE),
    "Input.batch_size": nullable(POSITIVE),
    "Input.shape": nullable(_SHAPE),
    "IntegerLookup.num_oov_indices": NATURAL,
    "IntegerLookup.vocabulary": nullable(array(INTEGER, minimum=1)),
    "LSTM.use_cudnn": {"enum": ["auto", True, False]},
    "MaxNumBoundingBoxes.max_number": POSITIVE,
    "MelSpectrogram.window": {"type": "string", "examples": ["hann", "hamming"]},
    "MultiHeadAttention.attention_axes": nullable(_AXIS),
    "MultiHeadAttention.key_dim": POSITIVE,
    "MultiHeadAttention.num_heads": POSITIVE,
    "MultiHeadAttention.output_shape": either(
        titled(POSITIVE, "one dimension"), titled(array(POSITIVE), "several dimensions"), NULL
    ),
    "MultiHeadAttention.value_dim": nullable(POSITIVE),
    "Normalization.axis": nullable(_AXIS),
    "Normalization.mean": ref("numbers"),
    "Normalization.variance": ref("numbers"),
    "PReLU.shared_axes": nullable(_AXIS),
    "Permute.dims": array(POSITIVE, minimum=1),
    "Pipeline.layers": array(ref("layer"), minimum=1),
    "RMSNormalization.axis": _AXIS,
    "RandomElasticTransform.scale": _FACTOR,
    "RandomErasing.fill_value": nullable(NUMBER),
    "RandomGaussianBlur.kernel_size": either(
        titled(POSITIVE, "both sides"), titled(array(POSITIVE, 2), "height and width")
    ),
    "RandomGaussianBlur.sigma": _FACTOR,
    "RandomGrayscale.factor": FRACTION,
    "RandomPosterization.factor": either(titled(_BITS, "bits"), titled(array(_BITS, 2), "range")),
    "RepeatVector.n": POSITIVE,
    "Rescaling.offset": _NUMBERS,
    "Rescaling.scale": _NUMBERS,
    "Reshape.target_shape": array({"type": "integer", "minimum": -1}),
    "Resizing.fill_mode": enum("constant"),
    "Resizing.interpolation": _RESIZE,
    "ReversibleEmbedding.input_dim": POSITIVE,
    "ReversibleEmbedding.logit_soft_cap": nullable(NUMBER),
    "ReversibleEmbedding.output_dim": POSITIVE,
    "STFTSpectrogram.window": {"type": ["string", "null"], "examples": ["hann", "hamming"]},
    "Softmax.axis": _AXIS,
    "SpectralNormalization.layer": ref("layer"),
    "StringLookup.mask_token": nullable(STRING),
    "StringLookup.num_oov_indices": NATURAL,
    # A path is not taken: Keras would read that file on the server.
    "StringLookup.vocabulary": nullable(array(STRING, minimum=1)),
    "TextVectorization.ngrams": nullable(either(POSITIVE, array(POSITIVE))),
    "TextVectorization.output_sequence_length": nullable(POSITIVE),
    "TextVectorization.vocabulary": nullable(array(STRING, minimum=1)),
    "UpSampling1D.size": POSITIVE,
    "UpSampling2D.interpolation": _RESIZE,
    "TimeDistributed.layer": ref("layer"),
    "ZeroPadding1D.padding": either(
        titled(NATURAL, "both ends"), titled(array(NATURAL, 2), "start and end")
    ),
    "ZeroPadding2D.padding": _amounts(2),
    "ZeroPadding3D.padding": _amounts(3),
    # Initializers.
    "Constant.value": ref("numbers"),
    "STFT.scaling": enum("density", "spectrum", None),
    "STFT.window": {"type": ["string", "null"], "examples": ["hann", "hamming"]},
    "input_axes": nullable(_AXIS),
    "output_axes": nullable(_AXIS),
    # Constraints: `axis=[0, 1, 2]` for the kernels of a `Conv2D`.
    "MaxNorm.axis": _AXIS,
    # Its default, 2, is a whole number by chance.
    "MaxNorm.max_value": NUMBER,
    "MinMaxNorm.axis": _AXIS,
    "UnitNorm.axis": _AXIS,
    # Quantizers.
    "AbsMaxQuantizer.axis": nullable(_AXIS),
    "activation_quantizer": either(enum("default"), ref("quantizer")),
    "weight_quantizer": ref("quantizer"),
}
"""Schemas of arguments, by `Owner.argument` or by the argument's name alone."""

_LENGTHS = array({"type": "integer", "minimum": -1}) | {"examples": ["-1, 8"]}
_PATCH = either(titled(POSITIVE, "every dimension"), titled(array(POSITIVE), "per dimension"))
_AMOUNT = either(titled(NATURAL, "every dimension"), titled(array(NATURAL), "per dimension"))

OP_ARGUMENTS: dict[str, Schema] = {
    # By name, for every function that has no entry of its own below.
    "axis": nullable(_AXIS),
    "axis1": INTEGER,
    "axis2": INTEGER,
    "base": NUMBER,
    "block_size": POSITIVE,
    "dilation": _PATCH,
    "fill_mode": enum("constant", "nearest", "wrap", "mirror", "reflect"),
    "fill_value": nullable(NUMBER),
    "indices_or_sections": either(
        titled(POSITIVE, "number of parts"), titled(array(INTEGER), "where to split")
    ),
    "kth": INTEGER,
    "newshape": _LENGTHS,
    "num": POSITIVE,
    "num_classes": POSITIVE,
    "output_shape": _LENGTHS,
    "padding": enum("valid", "same"),
    "rcond": nullable(NUMBER),
    "repeats": _COUNTS,
    "scale": nullable(NUMBER),
    "shape": _LENGTHS,
    "stride": _PATCH,
    "target_height": nullable(POSITIVE),
    "target_width": nullable(POSITIVE),
    "tol": nullable(NUMBER),
    "window": {"type": ["string", "null"], "examples": ["hann", "hamming"]},
    # Functions.
    "affine_transform.fill_value": NUMBER,
    "clip.x_max": ref("numbers"),
    "clip.x_min": ref("numbers"),
    "correlate.mode": enum("valid", "same", "full"),
    "cross.axis": nullable(INTEGER),
    "dot_product_attention.attn_logits_soft_cap": nullable(NUMBER),
    "einsum.subscripts": STRING | {"examples": ["bij,bjk->bik"]},
    "elastic_transform.fill_value": NUMBER,
    "fold.padding": _AMOUNT,
    "gaussian_blur.kernel_size": array(POSITIVE, 2),
    "get_item.key": {"examples": [":, 0"]},
    "histogram.range": nullable(array(NUMBER, 2)),
    "map_coordinates.order": {"enum": [0, 1]},
    **{
        f"{function}.{side}_{amount}": nullable(NATURAL)
        for function, amount in (("crop_images", "cropping"), ("pad_images", "padding"))
        for side in ("top", "left", "bottom", "right")
    },
    "max.initial": nullable(NUMBER),
    "meshgrid.indexing": enum("xy", "ij"),
    "min.initial": nullable(NUMBER),
    "moments.axes": array(INTEGER, minimum=1),
    "moveaxis.destination": _AXIS,
    "moveaxis.source": _AXIS,
    "norm.ord": nullable(either(NUMBER, enum("fro", "nuc"))),
    "normalize.order": NUMBER,
    "pad.constant_values": nullable(NUMBER),
    "pad.pad_width": either(
        titled(NATURAL, "every side"),
        titled(array(array(NATURAL, 2), minimum=1), "before and after each axis"),
        titled(array(NATURAL, minimum=1), "list"),
    ),
    "psnr.max_val": NUMBER,
    "rearrange.pattern": STRING | {"examples": ["b (h w) -> b h w"]},
    "qr.mode": enum("reduced", "complete"),
    "resize.fill_mode": enum("constant"),
    "resize.interpolation": _RESIZE,
    "resize.size": array(POSITIVE, 2),
    "roll.shift": either(titled(INTEGER, "one axis"), titled(array(INTEGER), "several axes")),
    "scale_and_translate.spatial_dims": array(INTEGER),
    "searchsorted.side": enum("left", "right"),
    "squareplus.b": NUMBER,
    "tensordot.axes": either(
        titled(NATURAL, "number of axes"),
        titled(array(either(INTEGER, array(INTEGER)), 2), "axes of each"),
    ),
    "threshold.default_value": NUMBER,
    "threshold.threshold": NUMBER,
    "transpose.axes": nullable(array(INTEGER)),
    "unfold.padding": _AMOUNT,
    "unique.size": nullable(POSITIVE),
    "unravel_index.shape": array(POSITIVE),
    "vander.N": nullable(POSITIVE),
}
"""Schemas of functions' arguments that are no tensors; before `ARGUMENTS`, which come next."""

OPEN_ENDED: dict[str, Schema] = {
    # `rearrange(x, "b (h w) -> b h w", h=2)`: any name may give the length of an axis.
    "rearrange": POSITIVE,
}
"""Functions that take any keyword, with the schema of its value."""

HELP: dict[str, str] = {
    "IntegerLookup.vocabulary": "List of the integer terms. If it is set, `adapt()` isn't needed.",
    "MaxNumBoundingBoxes.fill_value": "Value that pads `boxes` and `labels`.",
    "Masking.mask_value": "A timestep is skipped if all its values equal this one.",
    "Pipeline.layers": "Layers to apply one after the other.",
    "Resizing.antialias": "Whether to use an antialiasing filter when downsampling.",
    "StringLookup.vocabulary": "List of the terms. If it is set, `adapt()` isn't needed.",
    "TextVectorization.vocabulary": "List of the terms. If it is set, `adapt()` isn't needed.",
    "compute_uv": "Whether to compute `u` and `v` as well as the singular values.",
    "full_matrices": "Whether `u` and `v` are square.",
    "einsum.subscripts": "Which axes are multiplied and which are kept, such as `bij,bjk->bik`.",
    "elastic_transform.seed": "Integer. Used to create a random seed.",
    "get_item.key": "What stands between the brackets of `x[...]`, such as `:, 0` or `..., -1`.",
    "lower": "Whether `a` is lower triangular.",
    "quantization_config": "How `quantize()` turns the weights into integers.",
}
"""Help where Keras has none, or speaks of what a drawing cannot hold (vocabulary files)."""

INPUT_DTYPES = (
    "float32",
    "float16",
    "bfloat16",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "bool",
    "string",
    "complex64",
    "complex128",
)
"""Names of tensor dtypes, the most used first (`keras.backend.standardize_dtype` takes each)."""

DTYPE_POLICIES = (
    "float32",
    "mixed_float16",
    "mixed_bfloat16",
    "float16",
    "bfloat16",
    "float64",
    "int8_from_float32",
    "int8_from_mixed_bfloat16",
    "float8_from_float32",
    "float8_from_mixed_bfloat16",
)
"""Names of dtype policies, the most used first (`keras.dtype_policies.get` takes each)."""
