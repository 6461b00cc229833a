"""For every entry of the catalogue: a small config, tensors for its ports, and call arguments.

What is not said here comes from `DEFAULT` and from the entry's kind, so that a new layer of a later
Keras is tried without an edit and only fails if it needs something special.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from model_codegen.catalogue import Entry

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Tensor:
    """A symbolic tensor that a port gets."""

    shape: Shape
    dtype: str = "float32"


@dataclass(frozen=True)
class Example:
    """How an entry is tried out.

    Attributes:
        config: Constructor arguments: the required ones.
        tensors: By port; ports that are absent are filled with `default` if required.
        default: What a required port gets.
        literals: Call arguments that are no tensors.
    """

    config: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, Tensor | list[Tensor]] = field(default_factory=dict)
    default: Tensor = field(default_factory=lambda: Tensor((None, 8)))
    literals: dict[str, Any] = field(default_factory=dict)


def nested(name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": f"keras.layers.{name}", "config": config}


SEQUENCE = Tensor((None, 8, 4))
IMAGE = Tensor((None, 8, 8, 3))
VOLUME = Tensor((None, 8, 8, 8, 2))
FRAMES = {
    1: Tensor((None, 3, 8, 2)),
    2: Tensor((None, 3, 8, 8, 2)),
    3: Tensor((None, 3, 8, 8, 8, 2)),
}
BY_RANK = {"1": SEQUENCE, "2": IMAGE, "3": VOLUME}
INTEGERS = Tensor((None, 8), "int32")
TEXT = Tensor((None, 1), "string")

LAYERS: dict[str, Example] = {
    "Activation": Example({"activation": "relu"}),
    "AdditiveAttention": Example(default=SEQUENCE),
    "AlphaDropout": Example({"rate": 0.5}),
    "Attention": Example(default=SEQUENCE),
    "Bidirectional": Example({"layer": nested("LSTM", units=3)}, default=SEQUENCE),
    "CategoryEncoding": Example({"num_tokens": 5}, default=INTEGERS),
    "ConvLSTM1D": Example({"filters": 2, "kernel_size": 3}, default=FRAMES[1]),
    "ConvLSTM2D": Example({"filters": 2, "kernel_size": 3}, default=FRAMES[2]),
    "ConvLSTM3D": Example({"filters": 2, "kernel_size": 3}, default=FRAMES[3]),
    "Dense": Example({"units": 3}),
    "Discretization": Example({"bin_boundaries": [0.0, 1.0]}),
    "Dot": Example({"axes": 1}),
    "Dropout": Example({"rate": 0.5}),
    "EinsumDense": Example({"equation": "ab,bc->ac", "output_shape": 3}),
    "Embedding": Example({"input_dim": 10, "output_dim": 4}, default=INTEGERS),
    "GRU": Example({"units": 3}, default=SEQUENCE),
    "GaussianDropout": Example({"rate": 0.5}),
    "GaussianNoise": Example({"stddev": 0.5}),
    "GroupNormalization": Example({"groups": 2}),
    "GroupQueryAttention": Example(
        {"head_dim": 4, "num_query_heads": 4, "num_key_value_heads": 2}, default=SEQUENCE
    ),
    "HashedCrossing": Example({"num_bins": 5}, {"inputs": [TEXT, TEXT]}),
    "Hashing": Example({"num_bins": 5}, default=TEXT),
    "IntegerLookup": Example({"vocabulary": [1, 2, 3]}, default=Tensor((None, 1), "int64")),
    "LSTM": Example({"units": 3}, default=SEQUENCE),
    "Masking": Example(default=SEQUENCE),
    "MaxNumBoundingBoxes": Example({"max_number": 3}, default=IMAGE),
    "MelSpectrogram": Example(
        {"fft_length": 64, "sequence_stride": 32}, default=Tensor((None, 640))
    ),
    "MultiHeadAttention": Example({"num_heads": 2, "key_dim": 4}, default=SEQUENCE),
    "Normalization": Example({"mean": 0.0, "variance": 1.0}),
    "Permute": Example({"dims": [2, 1]}, default=SEQUENCE),
    "Pipeline": Example({"layers": [nested("Rescaling", scale=0.5), nested("Identity")]}),
    "RNN": Example({"cell": nested("LSTMCell", units=3)}, default=SEQUENCE),
    "RandomPosterization": Example({"factor": 4}, default=IMAGE),
    "RepeatVector": Example({"n": 3}),
    "Rescaling": Example({"scale": 0.5}),
    "Reshape": Example({"target_shape": [4, -1]}),
    "ReversibleEmbedding": Example({"input_dim": 10, "output_dim": 4}, default=INTEGERS),
    "STFTSpectrogram": Example({"frame_length": 64}, default=Tensor((None, 640, 1))),
    "SimpleRNN": Example({"units": 3}, default=SEQUENCE),
    "SpatialDropout1D": Example({"rate": 0.5}, default=SEQUENCE),
    "SpatialDropout2D": Example({"rate": 0.5}, default=IMAGE),
    "SpatialDropout3D": Example({"rate": 0.5}, default=VOLUME),
    "SpectralNormalization": Example({"layer": nested("Dense", units=3)}),
    "StringLookup": Example({"vocabulary": ["a", "b"]}, default=TEXT),
    "TextVectorization": Example({"vocabulary": ["a", "b"]}, default=TEXT),
    "TimeDistributed": Example({"layer": nested("Dense", units=3)}, default=SEQUENCE),
}

BY_ARGUMENT: dict[str, Any] = {
    "factor": 0.2,
    "filters": 2,
    "height": 4,
    "height_factor": 0.2,
    "kernel_size": 3,
    "output_size": 2,
    "pool_size": 2,
    "width": 4,
    "width_factor": 0.2,
}
"""Values for required arguments of the many layers that have nothing special."""

CELLS: dict[str, dict[str, Any]] = {
    "GRUCell": {"units": 3},
    "LSTMCell": {"units": 3},
    "SimpleRNNCell": {"units": 3},
    "StackedRNNCells": {"cells": [nested("GRUCell", units=3), nested("LSTMCell", units=2)]},
}

MATRIX = Tensor((4, 4))
COMPLEX = Tensor((4, 4), "complex64")
WHOLE = Tensor((4, 4), "int32")
PICTURE = Tensor((2, 8, 8, 3))
LABELS = Tensor((4,), "int32")

OPS: dict[str, Example] = {
    "adaptive_average_pool": Example(default=PICTURE, literals={"output_size": (2, 2)}),
    "adaptive_max_pool": Example(default=PICTURE, literals={"output_size": (2, 2)}),
    "affine_transform": Example(tensors={"transform": Tensor((2, 8))}, default=PICTURE),
    "argpartition": Example(literals={"kth": 2}),
    "array_split": Example(literals={"indices_or_sections": 2}),
    "average_pool": Example(default=PICTURE, literals={"pool_size": 2}),
    "batch_normalization": Example(
        tensors={"mean": Tensor((4,)), "variance": Tensor((4,))}, literals={"axis": -1}
    ),
    "bincount": Example(default=LABELS),
    "bitwise_and": Example(default=WHOLE),
    "bitwise_invert": Example(default=WHOLE),
    "bitwise_left_shift": Example(default=WHOLE),
    "bitwise_not": Example(default=WHOLE),
    "bitwise_or": Example(default=WHOLE),
    "bitwise_right_shift": Example(default=WHOLE),
    "bitwise_xor": Example(default=WHOLE),
    "broadcast_to": Example(literals={"shape": [2, 4, 4]}),
    "cast": Example(literals={"dtype": "float16"}),
    "clip": Example(literals={"x_min": 0, "x_max": 1}),
    "conv": Example(tensors={"kernel": Tensor((3, 3, 3, 2))}, default=PICTURE),
    "conv_transpose": Example(tensors={"kernel": Tensor((3, 3, 2, 3))}, default=PICTURE),
    "correlate": Example(default=Tensor((4,))),
    "cross": Example(default=Tensor((4, 3))),
    "ctc_decode": Example(tensors={"sequence_lengths": LABELS}, default=Tensor((4, 6, 5))),
    "ctc_loss": Example(
        tensors={
            "target": WHOLE,
            "output": Tensor((4, 6, 5)),
            "target_length": LABELS,
            "output_length": LABELS,
        }
    ),
    "depth_to_space": Example(default=Tensor((2, 4, 4, 8)), literals={"block_size": 2}),
    "depthwise_conv": Example(tensors={"kernel": Tensor((3, 3, 3, 1))}, default=PICTURE),
    "digitize": Example(tensors={"bins": Tensor((3,))}),
    "dot_product_attention": Example(default=Tensor((2, 4, 2, 3))),
    "dsplit": Example(default=Tensor((4, 4, 4)), literals={"indices_or_sections": 2}),
    "einsum": Example(literals={"subscripts": "ij,jk->ik"}),
    "expand_dims": Example(literals={"axis": 0}),
    "extract_patches": Example(default=PICTURE, literals={"size": [4, 4]}),
    "extract_patches_3d": Example(default=Tensor((2, 8, 8, 8, 2)), literals={"size": [4, 4, 4]}),
    "extract_sequences": Example(literals={"sequence_length": 2, "sequence_stride": 1}),
    "fold": Example(
        default=Tensor((2, 8, 9)), literals={"output_size": [4, 4], "kernel_size": [2, 2]}
    ),
    "gcd": Example(default=WHOLE),
    "get_item": Example(literals={"key": 0}),
    "hsplit": Example(literals={"indices_or_sections": 2}),
    "hsv_to_rgb": Example(default=PICTURE),
    "in_top_k": Example(tensors={"targets": LABELS}, literals={"k": 2}),
    "istft": Example(
        default=Tensor((4, 5)),
        literals={"sequence_length": 4, "sequence_stride": 2, "fft_length": 8},
    ),
    "lcm": Example(default=WHOLE),
    "ldexp": Example(tensors={"x2": WHOLE}),
    "left_shift": Example(default=WHOLE),
    "map_coordinates": Example(tensors={"coordinates": Tensor((2, 4))}, literals={"order": 1}),
    "max_pool": Example(default=PICTURE, literals={"pool_size": 2}),
    "meshgrid": Example(default=Tensor((4,))),
    "moments": Example(literals={"axes": [0]}),
    "moveaxis": Example(literals={"source": 0, "destination": 1}),
    "multi_hot": Example(default=WHOLE, literals={"num_classes": 5}),
    "one_hot": Example(default=WHOLE, literals={"num_classes": 5}),
    "pad": Example(literals={"pad_width": 1}),
    "pad_images": Example(
        default=PICTURE,
        literals={"top_padding": 1, "left_padding": 1, "target_height": 10, "target_width": 10},
    ),
    "crop_images": Example(
        default=PICTURE,
        literals={"top_cropping": 1, "left_cropping": 1, "target_height": 4, "target_width": 4},
    ),
    "perspective_transform": Example(
        tensors={"start_points": Tensor((2, 4, 2)), "end_points": Tensor((2, 4, 2))},
        default=PICTURE,
    ),
    "psnr": Example(literals={"max_val": 1.0}),
    "rearrange": Example(literals={"pattern": "(a b) c -> a b c", "a": 2}),
    "repeat": Example(literals={"repeats": 2, "axis": 0}),
    "reshape": Example(literals={"newshape": [2, 8]}),
    "resize": Example(default=PICTURE, literals={"size": [4, 4]}),
    "right_shift": Example(default=WHOLE),
    "roll": Example(literals={"shift": 1}),
    "saturate_cast": Example(literals={"dtype": "float16"}),
    "scale_and_translate": Example(
        tensors={"scale": Tensor((2,)), "translation": Tensor((2,))},
        default=PICTURE,
        literals={"output_shape": [2, 4, 4, 3], "spatial_dims": [1, 2], "method": "linear"},
    ),
    "scatter": Example(
        tensors={"indices": Tensor((4, 1), "int32"), "values": Tensor((4,))},
        literals={"shape": [8]},
    ),
    "scatter_update": Example(
        tensors={"indices": Tensor((4, 2), "int32"), "updates": Tensor((4,))}
    ),
    "searchsorted": Example(default=Tensor((4,))),
    "segment_max": Example(tensors={"segment_ids": LABELS}, literals={"num_segments": 3}),
    "segment_min": Example(tensors={"segment_ids": LABELS}, literals={"num_segments": 3}),
    "segment_prod": Example(tensors={"segment_ids": LABELS}, literals={"num_segments": 3}),
    "segment_sum": Example(tensors={"segment_ids": LABELS}, literals={"num_segments": 3}),
    "select": Example(tensors={"condlist": [Tensor((4, 4), "bool")], "choicelist": [MATRIX]}),
    "separable_conv": Example(
        tensors={
            "depthwise_kernel": Tensor((3, 3, 3, 1)),
            "pointwise_kernel": Tensor((1, 1, 3, 2)),
        },
        default=PICTURE,
    ),
    "slice": Example(tensors={"start_indices": Tensor((2,), "int32")}, literals={"shape": [2, 2]}),
    "slice_update": Example(
        tensors={"start_indices": Tensor((2,), "int32"), "updates": Tensor((2, 2))}
    ),
    "sobel_edges": Example(default=PICTURE),
    "space_to_depth": Example(default=PICTURE, literals={"block_size": 2}),
    "sparse_categorical_crossentropy": Example(tensors={"target": LABELS}),
    "split": Example(literals={"indices_or_sections": 2}),
    "ssim": Example(default=Tensor((2, 16, 16, 3))),
    "stft": Example(
        default=Tensor((4, 64)),
        literals={"sequence_length": 8, "sequence_stride": 4, "fft_length": 8},
    ),
    "swapaxes": Example(literals={"axis1": 0, "axis2": 1}),
    "take": Example(tensors={"indices": LABELS}),
    "take_along_axis": Example(tensors={"indices": WHOLE}, literals={"axis": 0}),
    "threshold": Example(literals={"threshold": 0.5, "default_value": 0.0}),
    "tile": Example(literals={"repeats": 2}),
    "top_k": Example(literals={"k": 2}),
    "unfold": Example(default=Tensor((2, 3, 4, 4)), literals={"kernel_size": 2}),
    "unravel_index": Example(default=LABELS, literals={"shape": [4, 4]}),
    "vander": Example(default=Tensor((4,))),
    "vdot": Example(default=Tensor((4,))),
    "view": Example(literals={"dtype": "int32"}),
    "view_as_complex": Example(default=Tensor((4, 2))),
    "view_as_real": Example(default=COMPLEX),
    "vsplit": Example(literals={"indices_or_sections": 2}),
    "where": Example(tensors={"condition": Tensor((4, 4), "bool"), "x1": MATRIX, "x2": MATRIX}),
}


def layer_example(entry: Entry) -> Example:
    """How to try a layer: from the table, else from its required arguments and its name."""
    if entry.name in LAYERS:
        return LAYERS[entry.name]
    if entry.name in CELLS:
        return Example(CELLS[entry.name])
    config = {name: BY_ARGUMENT[name] for name in entry.schema.get("required", ())}
    rank = next((digit for digit in entry.name if digit in BY_RANK), None)
    image = entry.group == "image"
    return Example(config, default=IMAGE if image else BY_RANK.get(rank or "", Tensor((None, 8))))


def op_example(entry: Entry) -> Example:
    """How to try an op: from the table, else on matrices."""
    found = OPS.get(entry.name)
    if found is not None:
        plain = found.default == Example().default
        return Example(
            found.config, found.tensors, MATRIX if plain else found.default, found.literals
        )
    return Example(default=PICTURE if entry.group == "image" else MATRIX)
