"""Functions of `keras.ops` that are several operations over differently many elements."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule, UnknownCostError
from model_codegen.costing.rules.dense import looked_up
from model_codegen.costing.rules.functions import function_work
from model_codegen.costing.work import Work, each


def gelu(call: Call) -> Parts:
    """`keras.ops.gelu`: by default the approximation with a tanh."""
    if call.argument("approximate", 1, True):
        ops = ("Mul", "Pow", "Mul", "AddV2", "Mul", "Tanh", "AddV2", "Mul")
        return Parts(tuple(each(op, call.size) for op in ops), in_place=True)
    return Parts(tuple(function_work("gelu", call.size) or ()), in_place=True)


def take(call: Call) -> Parts:
    """`take`, `take_along_axis`: indices below zero count from the end."""
    indices = call.inputs[-1].size if len(call.inputs) > 1 else 1
    return Parts(tuple(looked_up(indices)))


def meshgrid(call: Call) -> Parts:
    """Each output is stretched by a product with ones."""
    return Parts(tuple(each("Mul", spec.size, "outputs") for spec in call.outputs))


def patches(call: Call) -> Parts:
    """`extract_patches`: a convolution with a kernel that picks elements."""
    op = "Conv3D" if call.path.endswith("3d") else "Conv2D"
    return Parts((Work(op, (("outputs", call.size), ("elements of a patch", call.out.shape[-1]))),))


def allclose(call: Call) -> Parts:
    """`isclose` for all elements, joined."""
    size = max(spec.size for spec in call.inputs)
    close = ("Sub", "Abs", "Abs", "Mul", "AddV2", "LessEqual")
    more = ("Equal", "IsFinite", "IsFinite", "LogicalAnd", "LogicalAnd", "LogicalOr")
    work = [each(op, size) for op in (*close, *more)]
    return Parts((*work, each("All", size - 1, "elements − 1")))


def crossentropy(call: Call) -> Parts:
    """`categorical_crossentropy` of probabilities: they are made to add up to one first."""
    x = call.inputs[-1]
    if call.argument("from_logits", 2):
        return Parts((Work("SoftmaxCrossEntropyWithLogits", (("elements", x.size),)),))
    if call.path.endswith("sparse_categorical_crossentropy"):
        work = [each(op, x.size) for op in ("Maximum", "Minimum", "Log")]
        return Parts((*work, each("SparseSoftmaxCrossEntropyWithLogits", x.size)))
    joined = each("Sum", x.size - call.size, "elements − outputs")
    work = [each(op, x.size) for op in ("RealDiv", "Maximum", "Minimum", "Log", "Mul")]
    return Parts((joined, *work, joined, each("Neg", call.size, "outputs")))


def cdist(call: Call) -> Parts:
    """The distance of each pair of rows."""
    width = call.inputs[0].shape[-1]
    pairs = ("pairs", call.size), ("width", width)
    joined = Work("Sum", (("pairs", call.size), ("width − 1", width - 1)))
    return Parts((Work("Sub", pairs), Work("Square", pairs), joined, each("Sqrt", call.size)))


def corrcoef(call: Call) -> Parts:
    """Means, differences from them, all products, divided by the lengths."""
    x = call.inputs[0]
    width = x.shape[-1]
    product = Work("MatMul", (("outputs", call.size), ("observations", width)))
    around = [each("Mean", x.size), each("Sub", x.size)]
    return Parts((*around, product, each("RealDiv", 3 * call.size, "outputs")))


def correlate(call: Call) -> Parts:
    """A convolution of one row with another."""
    taps = min(spec.size for spec in call.inputs)
    return Parts((Work("Conv2D", (("outputs", call.size), ("window", taps))),))


def logspaced(call: Call) -> Parts:
    """`linspace`, `logspace`, `geomspace`: steps from one end to the other."""
    ops = ["Mul", "AddV2"]
    if not call.path.endswith("linspace"):
        ops.append("Pow")
    if call.path.endswith("geomspace"):
        ops.append("Mul")
    return Parts(tuple(each(op, call.size, "outputs") for op in ops))


def blur(call: Call) -> Parts:
    """`gaussian_blur`, `sobel_edges`: a window over each channel."""
    window = 9
    if call.path.endswith("gaussian_blur"):
        kernel = call.argument("kernel_size", 1, (3, 3))
        window = kernel**2 if isinstance(kernel, int) else math.prod(kernel)
    return Parts((Work("DepthwiseConv2dNative", (("outputs", call.size), ("window", window))),))


def warp(call: Call) -> Parts:
    """`affine_transform`, `perspective_transform`: a sample for each element."""
    kind = str(call.argument("interpolation", 3, "bilinear"))
    op = "ResizeBilinear" if kind == "bilinear" else "ResizeNearest"
    return Parts((each(op, call.size, "outputs"),))


def grayscale(call: Call) -> Parts:
    """A weighted sum of three channels."""
    return Parts((Work("MatMul", (("outputs", call.size), ("channels", 3))),))


def ptp(call: Call) -> Parts:
    """The largest less the least."""
    joined = call.inputs[0].size - call.size
    work = [each(op, joined, "inputs − outputs") for op in ("Max", "Min")]
    return Parts((*work, each("Sub", call.size, "outputs")))


def psnr(call: Call) -> Parts:
    """A mean of squared differences, and its logarithm."""
    size = max(spec.size for spec in call.inputs)
    return Parts((each("Sub", size), each("Square", size), each("Mean", size), each("Log", 1)))


def trapezoid(call: Call) -> Parts:
    """Sums of neighbours."""
    x = call.inputs[0]
    pairs = x.size // max(1, x.shape[-1]) * (x.shape[-1] - 1)
    joined = each("Sum", pairs - call.size, "pairs − outputs")
    return Parts((each("AddV2", pairs, "pairs"), each("Mul", 2 * pairs, "pairs"), joined))


def sparsemax(call: Call) -> Parts:
    """Sorted, summed up, cut off where nothing is left."""
    size = call.size
    rows = size // max(1, call.out.shape[-1])
    work = [each(op, size) for op in ("Cumsum", "Greater", "Maximum", "SelectV2")]
    work += [each("RealDiv", size + rows), each("Sub", 3 * size + rows)]
    work.append(each("Sum", 2 * (size - rows), "2 · (elements − rows)"))
    return Parts(tuple(work))


def without_nan(call: Call) -> Parts:
    """What reduces or scans the elements that are numbers."""
    name = call.path.rpartition(".nan")[2]
    size, out = call.inputs[0].size, call.size
    joined = size - out
    nan = [each("IsNan", size), each("SelectV2", size)]
    rows: dict[str, list[Work]] = {
        "argmax": [each("ArgMax", joined), each("Equal", size), each("Less", size)],
        "argmin": [each("ArgMin", joined), each("Equal", size), each("Less", size)],
        "cumprod": [each("Cumprod", size), each("Greater", size), each("Less", size)],
        "cumsum": [each("Cumsum", size), each("Greater", size), each("Less", size)],
        "max": [each("Max", joined)],
        "mean": [each("Sum", 2 * joined), each("RealDiv", out)],
        "min": [each("Min", joined)],
        "prod": [each("Prod", joined)],
        "std": [*_spread(size, out), each("Sqrt", out)],
        "sum": [each("Sum", joined)],
        "var": _spread(size, out),
    }
    return Parts((*nan, *rows[name]))


def _spread(size: int, out: int) -> list[Work]:
    around = [each("Sub", size), each("Square", size), each("RealDiv", 2 * out)]
    return [each("Sum", 4 * (size - out)), *around]


def argument(call: Call) -> Parts:
    """`argmax`, `argmin`: a comparison for each element; zeros below zero are looked for."""
    size = call.inputs[0].size
    op = "ArgMax" if call.path.endswith("max") else "ArgMin"
    work = [each(op, size - call.size, "inputs − outputs")]
    return Parts((*work, *(each(op, size) for op in ("Equal", "Less", "SelectV2"))))


def joined(op: str) -> Rule:
    """The rule of what joins elements.

    Args:
        op: What joins two.
    """

    def rule(call: Call) -> Parts:
        return Parts((each(op, call.inputs[0].size - call.size, "inputs − outputs"),))

    return rule


def for_each(*ops: str) -> Rule:
    """The rule of what does these for each element of its output.

    Args:
        ops: What it does.
    """

    def rule(call: Call) -> Parts:
        return Parts(tuple(each(op, call.size, "outputs") for op in ops))

    return rule


def uncounted(why: str) -> Rule:
    """The rule of what is not counted.

    Args:
        why: A sentence that says so.
    """

    def rule(call: Call) -> Parts:
        if not call.outputs:
            raise UnknownCostError("it returns nothing")
        return Parts(notes=(why,))

    return rule


_LOOPS = "how many rounds its loop has depends on the numbers: it is not counted"
_SOUND = "a search through paths, which is not counted"
_WARP = "its samples are not counted"

RULES: Mapping[str, Rule] = {
    "keras.ops.allclose": allclose,
    "keras.ops.argmax": argument,
    "keras.ops.argmin": argument,
    "keras.ops.binary_crossentropy": for_each(
        "Maximum", "Minimum", "Log", "Mul", "Sub", "Sub", "Log", "Mul", "AddV2", "Neg"
    ),
    "keras.ops.categorical_crossentropy": crossentropy,
    "keras.ops.cdist": cdist,
    "keras.ops.corrcoef": corrcoef,
    "keras.ops.correlate": correlate,
    "keras.ops.cross": for_each("Mul", "Mul", "Sub"),
    "keras.ops.ctc_decode": uncounted(_SOUND),
    "keras.ops.ctc_loss": uncounted(_SOUND),
    "keras.ops.diff": for_each("Sub"),
    "keras.ops.fold": joined("TensorScatterAdd"),
    "keras.ops.gcd": uncounted(_LOOPS),
    "keras.ops.gelu": gelu,
    "keras.ops.geomspace": logspaced,
    "keras.ops.in_top_k": lambda call: Parts((each("InTopKV2", call.inputs[-1].size),)),
    "keras.ops.isin": uncounted("a search among values, which is not counted"),
    "keras.ops.istft": for_each("FFT"),
    "keras.ops.lcm": uncounted(_LOOPS),
    "keras.ops.linspace": logspaced,
    "keras.ops.logspace": logspaced,
    "keras.ops.meshgrid": meshgrid,
    "keras.ops.psnr": psnr,
    "keras.ops.ptp": ptp,
    "keras.ops.sparse_categorical_crossentropy": crossentropy,
    "keras.ops.sparsemax": sparsemax,
    "keras.ops.take": take,
    "keras.ops.take_along_axis": take,
    "keras.ops.trace": joined("Sum"),
    "keras.ops.trapezoid": trapezoid,
    "keras.ops.vander": for_each("Pow"),
    "keras.ops.image.affine_transform": warp,
    "keras.ops.image.elastic_transform": uncounted(_WARP),
    "keras.ops.image.extract_patches": patches,
    "keras.ops.image.extract_patches_3d": patches,
    "keras.ops.image.gaussian_blur": blur,
    "keras.ops.image.hsv_to_rgb": for_each("HSVToRGB"),
    "keras.ops.image.map_coordinates": uncounted(_WARP),
    "keras.ops.image.perspective_transform": warp,
    "keras.ops.image.rgb_to_grayscale": grayscale,
    "keras.ops.image.rgb_to_hsv": for_each("RGBToHSV"),
    "keras.ops.image.scale_and_translate": uncounted(_WARP),
    "keras.ops.image.sobel_edges": blur,
    "keras.ops.image.ssim": uncounted("its windows are not counted"),
    **{
        f"keras.ops.nan{name}": without_nan
        for name in (
            *("argmax", "argmin", "cumprod", "cumsum", "max", "mean", "min", "prod"),
            *("std", "sum", "var"),
        )
    },
}
