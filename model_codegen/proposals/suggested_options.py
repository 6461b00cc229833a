"""Options with which data are made or read in the shapes of a design."""

from __future__ import annotations

import math
from collections.abc import Sequence

from model_codegen.datasets.generated import default_options, most_samples, option_bounds
from model_codegen.datasets.keras_data import LENGTH, OPTION_BOUNDS, WORDS, keras_data
from model_codegen.design.config_values import Config
from model_codegen.design.training import DataKind
from model_codegen.proposals.ends import InputEnd, OutputEnd

MOST_NUMBERS = 64_000_000
"""So many numbers a proposal makes at most: 256 MB in float32."""

MOST_WORDS = 1000
"""The largest vocabulary that is proposed: each word should occur often enough to be learnt."""


def suggested_options(
    kind: DataKind, name: str, inputs: Sequence[InputEnd], outputs: Sequence[OutputEnd]
) -> Config:
    """The options of data, where they differ from the usual ones.

    Args:
        kind: Where the data come from.
        name: Which.
        inputs: What takes the data.
        outputs: What is learnt.
    """
    match kind:
        case "generated":
            return _generated(name, inputs, outputs)
        case "images":
            return _pictures(inputs)
        case "keras" if keras_data(name).is_text:
            return _texts(inputs)
    return {}


def _pictures(inputs: Sequence[InputEnd]) -> Config:
    """The size and the channels of the first input that takes images."""
    for end in inputs:
        if len(end.shape) == 3 and end.shape[2] in (1, 3):
            height, width, channels = end.shape
            size = {} if height is None or width is None else {"size": [height, width]}
            return {**size, "channels": channels}
    return {}


def _texts(inputs: Sequence[InputEnd]) -> Config:
    """As many different words as an input looks up, in texts as long as it takes them."""
    for end in inputs:
        if end.tokens:
            length = end.shape[0] if len(end.shape) == 1 else None
            found = {WORDS: end.tokens, **({LENGTH: length} if length else {})}
            return {
                option: min(max(value, OPTION_BOUNDS[option][0]), OPTION_BOUNDS[option][1])
                for option, value in found.items()
            }
    return {}


def _generated(name: str, inputs: Sequence[InputEnd], outputs: Sequence[OutputEnd]) -> Config:
    usual, bounds = default_options(name), option_bounds(name)
    wanted = {**_of_inputs(name, inputs), **_of_outputs(outputs)}
    found: Config = {}
    for option, value in wanted.items():
        if option in usual and option != "samples":
            low, high = bounds[option]
            value = int(min(max(value, low), high))
            if value != usual[option]:
                found[option] = value
    most = most_samples(name, found, MOST_NUMBERS)
    return found if most >= usual["samples"] else {"samples": most, **found}


def _of_inputs(name: str, inputs: Sequence[InputEnd]) -> dict[str, int]:
    found: dict[str, int] = {}
    vectors = []
    for end in inputs:
        shape = [size for size in end.shape if size is not None]
        if end.tokens:
            found |= {"vocabulary": min(end.tokens, MOST_WORDS)}
            found |= {"length": shape[0]} if shape else {}
        elif len(shape) == 3:
            found["size"] = min(shape[:2])
        elif len(shape) == 2:
            found |= {"steps": shape[0], "channels": shape[1]}
        elif len(shape) == 1:
            vectors.append(shape[0])
    if "size" in default_options(name) and "size" not in found and vectors:
        found["size"] = _side(vectors[0])
        vectors = vectors[1:]
    if vectors:
        found |= {"features": vectors[0], "words": vectors[0]}
        found["metadata"] = vectors[1] if len(vectors) > 1 else 10
    return found


def _of_outputs(outputs: Sequence[OutputEnd]) -> dict[str, int]:
    units = [end.units for end in outputs if end.units is not None]
    if not units:
        return {}
    return {
        "classes": 2 if units[0] == 1 else units[0],
        "targets": units[0],
        "horizon": units[0],
        "topics": max(units),
    }


def _side(pixels: int) -> int:
    """The side of square images with so many pixels, in one channel or three."""
    for channels in (1, 3):
        side = math.isqrt(pixels // channels)
        if side * side * channels == pixels:
            return side
    return 28
