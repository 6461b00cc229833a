"""Arguments of functions of `keras.ops`, no tensors, whose schema cannot be read from Keras."""

from __future__ import annotations

from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.facts.common_schemas import AXIS, COUNTS, RESIZE
from model_codegen.catalogue.json_schema import (
    INTEGER,
    NATURAL,
    NUMBER,
    POSITIVE,
    STRING,
    array,
    either,
    enum,
    nullable,
    ref,
    titled,
)

_LENGTHS = array({"type": "integer", "minimum": -1}) | {"examples": ["-1, 8"]}
_PATCH = either(titled(POSITIVE, "every dimension"), titled(array(POSITIVE), "per dimension"))
_AMOUNT = either(titled(NATURAL, "every dimension"), titled(array(NATURAL), "per dimension"))

OP_ARGUMENTS: dict[str, Schema] = {
    # By name, for every function that has no entry of its own below.
    "axis": nullable(AXIS),
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
    "repeats": COUNTS,
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
    "moveaxis.destination": AXIS,
    "moveaxis.source": AXIS,
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
    "resize.interpolation": RESIZE,
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
