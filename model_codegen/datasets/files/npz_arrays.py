"""NumPy archives (`np.savez`): arrays of numbers or text, never of Python objects."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import numpy as np

from model_codegen.datasets.files.archives import BROKEN, broken_archive, checked_archive
from model_codegen.datasets.files.bounds import UNPACKED_BYTES
from model_codegen.design.errors import DataError
from model_codegen.design.wording import quote

SAMPLES = ("x", "x_train", "inputs", "images", "data", "features")
"""What the array of the samples is called in many files, in small letters."""

KINDS = "biufU"
"""What arrays may hold, by NumPy's letters: truth, whole numbers, floats, text."""


def read_npz(path: Path, name: str) -> dict[str, np.ndarray]:
    """The arrays that have a value for each sample; text as objects.

    The first size of an array that is called `x` or alike is the number of samples; else what most
    arrays have as their first size, the larger one of two that are as frequent: files with a
    training and a test part give the training part. The others are left out, such as the mean and
    the deviation of each column.

    Args:
        path: Where the file lies.
        name: What people call it.

    Raises:
        DataError: If it cannot be read, is too large, or holds anything but numbers and text.
    """
    shapes = {
        entry.filename.removesuffix(".npy"): _header(path, entry, name)
        for entry in checked_archive(path, name)
        if entry.filename.endswith(".npy")
    }
    lengths = Counter(shape[0] for shape in shapes.values() if shape)
    if not lengths:
        raise DataError(
            f"The file {quote(name)} has no arrays with a value for each sample: save them with "
            "`np.savez(path, x=..., y=...)`."
        )
    named = {key.casefold(): shape[0] for key, shape in shapes.items() if shape}
    usual = max(lengths, key=lambda length: (lengths[length], length))
    samples = next((named[name] for name in SAMPLES if name in named), usual)
    if samples == 0:
        raise DataError(f"The arrays in {quote(name)} have no samples.")
    _check_even(shapes, samples, name)
    try:
        with np.load(path, allow_pickle=False) as archive:
            found = {key: archive[key] for key, shape in shapes.items() if shape[:1] == (samples,)}
    except BROKEN:
        raise broken_archive(name) from None
    for key, values in found.items():
        if values.dtype.kind == "f" and np.isinf(values).any():
            raise DataError(
                f"The array {quote(key)} in {quote(name)} has infinite numbers: no model learns "
                "from them."
            )
    # Keras takes text as objects only.
    return {key: v.astype(object) if v.dtype.kind == "U" else v for key, v in found.items()}


def _check_even(shapes: dict[str, tuple[int, ...]], samples: int, name: str) -> None:
    """Refuse two arrays of nearly as many samples, of which one would silently be left out."""
    sizes = {key: shape[0] for key, shape in shapes.items() if shape}
    if list(sizes.values()).count(samples) > 1:
        return
    near = [key for key, size in sizes.items() if samples > size > 0.9 * samples]
    if near:
        longest = next(key for key, size in sizes.items() if size == samples)
        raise DataError(
            f"The array {quote(longest)} in {quote(name)} has {samples:,} samples, and "
            f"{quote(near[0])} has {sizes[near[0]]:,}: save as many of one as of the other."
        )


def _header(path: Path, entry: zipfile.ZipInfo, name: str) -> tuple[int, ...]:
    """The shape of an array, from its first bytes: nothing is made of its size before."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
            version = np.lib.format.read_magic(file)
            read = (
                np.lib.format.read_array_header_1_0
                if version == (1, 0)
                else np.lib.format.read_array_header_2_0
            )
            shape, _, dtype = read(file)
    except (*BROKEN, SyntaxError, TypeError):
        raise broken_archive(name) from None
    key = entry.filename.removesuffix(".npy")
    if dtype.kind not in KINDS:
        raise DataError(
            f"The array {quote(key)} in {quote(name)} holds {quote(str(dtype))}, and only numbers "
            "and text are read: Python objects in a file could run anything."
        )
    size = dtype.itemsize
    for length in shape:
        size *= length
    if any(length < 0 for length in shape) or size > min(entry.file_size, UNPACKED_BYTES):
        raise broken_archive(name)
    return tuple(int(length) for length in shape)
