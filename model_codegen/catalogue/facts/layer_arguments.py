"""Arguments of layers, initializers and the like whose schema cannot be read from Keras."""

from __future__ import annotations

from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.facts.common_schemas import AXIS, RESIZE
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

_SHAPE = array(nullable(NATURAL))
_NUMBERS = either(titled(NUMBER, "number"), titled(array(NUMBER, minimum=1), "list"))
_BITS: Schema = {"type": "number", "minimum": 1, "maximum": 8}
_FACTOR = either(titled(NUMBER, "strength"), titled(array(NUMBER, 2), "range"))


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
    "MultiHeadAttention.attention_axes": nullable(AXIS),
    "MultiHeadAttention.key_dim": POSITIVE,
    "MultiHeadAttention.num_heads": POSITIVE,
    "MultiHeadAttention.output_shape": either(
        titled(POSITIVE, "one dimension"), titled(array(POSITIVE), "several dimensions"), NULL
    ),
    "MultiHeadAttention.value_dim": nullable(POSITIVE),
    "Normalization.axis": nullable(AXIS),
    "Normalization.mean": ref("numbers"),
    "Normalization.variance": ref("numbers"),
    "PReLU.shared_axes": nullable(AXIS),
    "Permute.dims": array(POSITIVE, minimum=1),
    "Pipeline.layers": array(ref("layer"), minimum=1),
    "RMSNormalization.axis": AXIS,
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
    "Resizing.interpolation": RESIZE,
    "ReversibleEmbedding.input_dim": POSITIVE,
    "ReversibleEmbedding.logit_soft_cap": nullable(NUMBER),
    "ReversibleEmbedding.output_dim": POSITIVE,
    "STFTSpectrogram.window": {"type": ["string", "null"], "examples": ["hann", "hamming"]},
    "Softmax.axis": AXIS,
    "SpectralNormalization.layer": ref("layer"),
    "StringLookup.mask_token": nullable(STRING),
    "StringLookup.num_oov_indices": NATURAL,
    # A path is not taken: Keras would read that file on the server.
    "StringLookup.vocabulary": nullable(array(STRING, minimum=1)),
    "TextVectorization.ngrams": nullable(either(POSITIVE, array(POSITIVE))),
    "TextVectorization.output_sequence_length": nullable(POSITIVE),
    "TextVectorization.vocabulary": nullable(array(STRING, minimum=1)),
    "UpSampling1D.size": POSITIVE,
    "UpSampling2D.interpolation": RESIZE,
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
    "input_axes": nullable(AXIS),
    "output_axes": nullable(AXIS),
    # Constraints: `axis=[0, 1, 2]` for the kernels of a `Conv2D`.
    "MaxNorm.axis": AXIS,
    # Its default, 2, is a whole number by chance.
    "MaxNorm.max_value": NUMBER,
    "MinMaxNorm.axis": AXIS,
    "UnitNorm.axis": AXIS,
    # Quantizers.
    "AbsMaxQuantizer.axis": nullable(AXIS),
    "activation_quantizer": either(enum("default"), ref("quantizer")),
    "weight_quantizer": ref("quantizer"),
}
"""Schemas of arguments, by `Owner.argument` or by the argument's name alone."""
