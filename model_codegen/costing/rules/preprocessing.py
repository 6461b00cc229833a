"""Layers that prepare data: text, categories, sound; pictures that are changed at random."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model_codegen.costing.call import NOTHING, VIEW, Call, Parts, Rule
from model_codegen.costing.work import Work, each

LOOKED_UP = (
    *("Hashing", "HashedCrossing", "IntegerLookup", "StringLookup", "TextVectorization"),
    "MaxNumBoundingBoxes",
)
"""Layers that hash or look up: no float operation, but some for counting."""

RANDOM = (
    *("AugMix", "CutMix", "MixUp", "RandAugment", "RandomBrightness", "RandomColorDegeneration"),
    *("RandomColorJitter", "RandomContrast", "RandomCrop", "RandomElasticTransform"),
    *("RandomErasing", "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue"),
    *("RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation"),
    *("RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom"),
)
"""Layers that change pictures at random, in training only."""


def rescaling(call: Call) -> Parts:
    """`x · scale + offset`."""
    return Parts((each("Mul", call.size), each("AddV2", call.size)), in_place=True)


def category(call: Call) -> Parts:
    """`CategoryEncoding`: ones where a category is; sums of them for `"count"`."""
    size = call.inputs[0].size
    if call.value("output_mode") == "one_hot":
        return NOTHING
    return Parts((each("DenseBincount", size, "inputs"),))


def discretization(call: Call) -> Parts:
    """A search among the boundaries for each value."""
    bins = call.value("bin_boundaries") or [0] * int(call.value("num_bins") or 2)
    rounds = max(1, math.ceil(math.log2(len(bins) + 1)))
    factors = ("values", call.inputs[0].size), ("log₂ of the boundaries", rounds)
    return Parts((Work("Bucketize", factors),))


def looked_up(call: Call) -> Parts:
    """Hashing and looking up are no float operations."""
    del call
    return Parts(notes=("hashing and looking up are no float operations",))


def at_random(call: Call) -> Parts:
    """Nothing in use; in training it depends on chance."""
    if not call.training:
        return VIEW
    return Parts(notes=("what it does to a picture in training is not counted",))


def uncounted(call: Call) -> Parts:
    """Histograms of a picture: what they take depends on it."""
    del call
    return Parts(notes=("what it does to a picture is not counted",))


def contrast(call: Call) -> Parts:
    """`AutoContrast`: the least and the largest value of each channel become the range's ends."""
    size = call.size
    shape = call.out.shape
    channels = (shape[0] if len(shape) == 4 else 1) * call.channels(call.out)
    pixels = [each(op, size) for op in ("Mul", "AddV2", "Maximum", "Minimum", "IsNan", "SelectV2")]
    joined = [each(op, size - channels, "elements − channels") for op in ("Min", "Max")]
    ends = [each(op, channels, "channels") for op in ("Sub", "RealDiv", "Neg", "Mul")]
    return Parts((*joined, *ends, *pixels))


def stft(call: Call) -> Parts:
    """`STFTSpectrogram`: convolutions with the waves of each frequency, one or two."""
    kernels = [shape for path, shape in call.weights.items() if path.endswith("_kernel")]
    work: list[Work] = []
    for kernel in kernels:
        out = call.out
        filters = kernel[-1]
        places = call.size // max(1, out.shape[-1] if not call.channels_first else out.shape[1])
        work.append(
            Work(
                "Conv2D",
                (("places × filters", places * filters), ("window", math.prod(kernel[:-1]))),
            )
        )
    size = call.size
    ops = {
        "magnitude": ("Square", "Square", "AddV2", "Sqrt"),
        "log": ("Square", "Square", "AddV2", "Sqrt", "Maximum", "Maximum", "Log"),
        "psd": ("Square", "Square", "AddV2", "Mul"),
    }.get(str(call.value("mode")), ())
    return Parts((*work, *(each(op, size, "outputs") for op in ops)))


def mel(call: Call) -> Parts:
    """`MelSpectrogram`: a transform of each frame, its power, mel bins of it, decibels."""
    length = int(call.value("fft_length"))
    bins, mels = length // 2 + 1, int(call.value("num_mel_bins"))
    frames = call.size // mels
    steps = 5 * max(1, math.ceil(math.log2(max(2, length)))) // 2
    work = [
        Work("FFT", (("frames", frames), ("length", length), ("½·5·log₂", steps))),
        each("Square", 2 * frames * bins, "frequencies"),
        each("AddV2", frames * bins, "frequencies"),
        each("Sqrt", frames * bins, "frequencies"),
        Work("MatMul", (("outputs", call.size), ("frequencies", bins))),
    ]
    bank = (bins - 1) * mels  # It is worked out in each call.
    work += [each(op, bank, "filters") for op in ("Minimum", "Maximum")]
    work += [each(op, 2 * bank, "filters") for op in ("Sub", "RealDiv")]
    ops = ("Maximum", "Log", "Mul", "RealDiv", "Sub", "Maximum")
    return Parts((*work, *(each(op, call.size, "outputs") for op in ops)))


def per_pixel(*ops: str) -> Rule:
    """The rule of a layer that does the same to each element, in use as well.

    Args:
        ops: What it does.
    """

    def rule(call: Call) -> Parts:
        return Parts(tuple(each(op, call.size) for op in ops))

    return rule


RULES: Mapping[str, Rule] = {
    **{f"keras.layers.{name}": looked_up for name in LOOKED_UP},
    **{f"keras.layers.{name}": at_random for name in RANDOM},
    "keras.layers.AutoContrast": contrast,
    "keras.layers.CategoryEncoding": category,
    "keras.layers.ContrastLimitedAdaptiveHistogramEqualization": uncounted,
    "keras.layers.Discretization": discretization,
    "keras.layers.Equalization": uncounted,
    "keras.layers.MelSpectrogram": mel,
    "keras.layers.Rescaling": rescaling,
    "keras.layers.STFTSpectrogram": stft,
    "keras.layers.Solarization": at_random,
}
