"""What only moves, copies or names data: no float operation."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.costing.call import NOTHING, VIEW, Call, Parts, Rule
from model_codegen.costing.work import each

VIEWS = (
    *("keras.layers.ActivityRegularization", "keras.layers.Flatten", "keras.layers.Identity"),
    "keras.layers.Reshape",
    *("keras.ops.array", "keras.ops.conj", "keras.ops.conjugate", "keras.ops.convert_to_tensor"),
    *("keras.ops.copy", "keras.ops.expand_dims", "keras.ops.ravel", "keras.ops.reshape"),
    *("keras.ops.squeeze", "keras.ops.stop_gradient", "keras.ops.view", "keras.ops.real"),
)
"""Their output is their input's memory."""

LAYERS = (
    *("Concatenate", "Permute", "RepeatVector", "CenterCrop"),
    *(f"Cropping{n}D" for n in (1, 2, 3)),
    *(f"ZeroPadding{n}D" for n in (1, 2, 3)),
    *("UpSampling1D", "UpSampling3D"),
)

OPS = (
    *("append", "array_split", "broadcast_to", "cast", "concatenate", "depth_to_space", "diag"),
    *("diagflat", "diagonal", "dsplit", "dstack", "empty_like", "extract_sequences", "flip"),
    *("fliplr", "flipud", "full_like", "get_item", "hsplit", "hstack", "imag"),
    *("moveaxis", "multi_hot", "nonzero", "one_hot", "ones_like", "pad", "rearrange", "repeat"),
    *("roll", "rot90", "scatter", "scatter_update", "slice", "slice_update"),
    *("space_to_depth", "split", "stack", "swapaxes", "tile"),
    *(
        "transpose",
        "tril",
        "triu",
        "unfold",
        "unique",
        "unravel_index",
        "unstack",
        "view_as_complex",
    ),
    *("view_as_real", "vsplit", "vstack", "zeros_like", "isreal", "select"),
    *("image.crop_images", "image.pad_images"),
)


def nothing(call: Call) -> Parts:
    """Data is moved, nothing is computed."""
    del call
    return NOTHING


def view(call: Call) -> Parts:
    """The same data under another shape or name."""
    del call
    return VIEW


def masking(call: Call) -> Parts:
    """`Masking`: steps that are all `mask_value` become zero."""
    size = call.inputs[0].size
    steps = size // max(1, call.inputs[0].shape[-1])
    return Parts(
        (
            each("NotEqual", size),
            each("Any", size - steps, "elements − steps"),
            each("SelectV2", size),
        )
    )


def upsampling(call: Call) -> Parts:
    """`UpSampling2D`: copies for `"nearest"`, a weighted mean of samples for the others."""
    kind = str(call.value("interpolation"))
    return resized(kind, call.size)


def resizing(call: Call) -> Parts:
    """`Resizing`, likewise."""
    return resized(str(call.value("interpolation")), call.size)


def resize_op(call: Call) -> Parts:
    """`keras.ops.image.resize`."""
    return resized(str(call.argument("interpolation", 2, "bilinear")), call.size)


def resized(kind: str, size: int) -> Parts:
    """What making a picture of another size takes.

    Args:
        kind: The interpolation.
        size: Elements of the result.
    """
    ops = {"bilinear": "ResizeBilinear", "bicubic": "ResizeBicubic", "nearest": ""}
    if (op := ops.get(kind)) is None:
        return Parts(notes=(f"the interpolation {kind} is not counted",))
    return Parts((each(op, size, "outputs"),)) if op else NOTHING


RULES: Mapping[str, Rule] = {
    **dict.fromkeys(VIEWS, view),
    **{f"keras.layers.{name}": nothing for name in LAYERS},
    **{f"keras.ops.{name}": nothing for name in OPS},
    "keras.layers.Masking": masking,
    "keras.layers.Resizing": resizing,
    "keras.layers.UpSampling2D": upsampling,
    "keras.ops.image.resize": resize_op,
}
