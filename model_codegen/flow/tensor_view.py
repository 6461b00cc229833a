"""A tensor as it is looked at: its figures, its histogram, and small pictures of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

BINS = 32
"""Most bars of a histogram."""

EXACT = 64
"""A sample of at most so many numbers is told number by number."""

SIDE = 32
"""Most pixels along a side of one picture."""

TILES = 16
"""Most pictures of one tensor: its first channels."""

_BAD = 0
"""The pixel that stands for what is no finite number; the others go from 1 to 255."""


@dataclass(frozen=True)
class Picture:
    """Pictures of one sample, all on one scale.

    Attributes:
        width: Pixels of each.
        height: Pixels of each.
        tiles: How many there are.
        channels: How many there could be.
        low: The number of which the pixel is 1.
        high: The number of which the pixel is 255.
        pixels: Row by row, one picture after another; 0 where it is no finite number.
    """

    width: int
    height: int
    tiles: int
    channels: int
    low: float
    high: float
    pixels: bytes


@dataclass(frozen=True)
class Histogram:
    """How often numbers occur.

    Attributes:
        low: Where the first bar begins.
        high: Where the last one ends.
        counts: How many numbers each bar of equal width has.
    """

    low: float
    high: float
    counts: tuple[int, ...]


@dataclass(frozen=True)
class TensorView:
    """What is shown of a tensor.

    Attributes:
        shape: Its shape, batch included.
        dtype: Its dtype.
        minimum: Of its finite numbers, as the three that follow; None if it has none.
        maximum: The largest.
        mean: The mean.
        std: The standard deviation.
        zeros: The share of zeros, 0 to 1.
        bad: The share of what is no finite number.
        picture: Its first sample; None if it is no number.
        chip: The same, for a place of some 24 pixels.
        histogram: Of the finite numbers; None if it has none.
        values: The numbers of the first sample, if they are few; what is not finite, or no number,
            as text.
    """

    shape: tuple[int, ...]
    dtype: str
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    std: float | None = None
    zeros: float = 0.0
    bad: float = 0.0
    picture: Picture | None = None
    chip: Picture | None = None
    histogram: Histogram | None = None
    values: tuple[float | str, ...] | None = None


def view(tensor: Any, *, batched: bool = True, dtype: str = "") -> TensorView:
    """Look at a tensor.

    Args:
        tensor: An array, of any shape.
        batched: Whether its first dimension counts samples, the first of which is pictured; of a
            weight all is pictured, a kernel of a convolution filter by filter.
        dtype: What its dtype is called; that of the array by default.
    """
    array = np.asarray(tensor)
    dtype = dtype or str(array.dtype)
    sample = array[0] if batched and array.ndim > 0 and len(array) else array
    if array.dtype.kind in "OSU":
        flat = [_text(item) for item in sample.reshape(-1)[:EXACT]]
        few = sample.size <= EXACT
        return TensorView(array.shape, "string", values=tuple(flat) if few else None)
    numbers = array.astype(np.float64)
    finite = np.isfinite(numbers)
    whole = bool(finite.all())
    good = numbers.reshape(-1) if whole else numbers[finite]
    shown = sample.astype(np.float64)
    tiles = _tiles(shown) if batched else _weight_tiles(shown)
    few = shown.size <= EXACT
    found = TensorView(
        array.shape,
        dtype,
        bad=0.0 if whole else 1 - float(finite.mean()),
        picture=_picture(tiles, SIDE, TILES),
        chip=_chip(tiles),
        values=tuple(_number(one) for one in shown.reshape(-1)) if few else None,
    )
    if good.size == 0:
        return found
    low, high = float(good.min()), float(good.max())
    with np.errstate(over="ignore", invalid="ignore"):
        mean, std = _finite(good.mean()), _finite(good.std())
    return TensorView(
        found.shape,
        dtype,
        low,
        high,
        mean,
        std,
        float(np.count_nonzero(good == 0)) / numbers.size,
        found.bad,
        found.picture,
        found.chip,
        _histogram(good, low, high),
        found.values,
    )


def _histogram(good: np.ndarray, low: float, high: float) -> Histogram | None:
    if not math.isfinite(high - low):
        return None
    if high - low <= np.spacing(max(abs(low), abs(high))) * BINS:
        return Histogram(low, high, (int(good.size),))
    whole = bool((good == np.round(good)).all()) and high - low < BINS
    if whole:
        low, high = low - 0.5, high + 0.5
    counts, _ = np.histogram(good, round(high - low) if whole else BINS, (low, high))
    return Histogram(low, high, tuple(int(count) for count in counts))


def _tiles(sample: np.ndarray) -> np.ndarray:
    """A sample as pictures: `(tiles, height, width)`; the last of three axes counts channels."""
    if sample.ndim == 0 or sample.size == 0:
        return sample.reshape(1, 1, -1)
    if sample.ndim == 1:
        return _strip(sample)
    if sample.ndim == 2:
        return sample[None]
    # What is before height and width (time, depth) is taken at its beginning.
    picture = sample.reshape(-1, *sample.shape[-3:])[0]
    return np.moveaxis(picture, -1, 0)


def _weight_tiles(weight: np.ndarray) -> np.ndarray:
    """The same of a weight: a convolution's kernel filter by filter, for its first channel."""
    if weight.ndim <= 2 or weight.size == 0:
        return _strip(weight) if weight.ndim == 1 and weight.size else _tiles(weight)
    kernel = weight.reshape(-1, *weight.shape[-3:]) if weight.ndim == 3 else weight
    if weight.ndim == 3:  # (steps, channels, filters)
        return np.moveaxis(kernel[0], -1, 0)
    kernel = weight.reshape(-1, *weight.shape[-4:])[0]
    return np.moveaxis(kernel[:, :, 0, :], -1, 0)


def _strip(vector: np.ndarray) -> np.ndarray:
    """A vector as a row, a long one as several; of a square number, as a picture that lay flat."""
    if vector.size <= SIDE:
        return vector.reshape(1, 1, -1)
    side = math.isqrt(vector.size)
    if side * side == vector.size:
        return vector.reshape(1, side, side)
    width = SIDE if vector.size <= SIDE * SIDE else math.ceil(math.sqrt(vector.size))
    rows = math.ceil(vector.size / width)
    # What fills the last row is the last number once more.
    return np.pad(vector, (0, rows * width - vector.size), mode="edge").reshape(1, rows, width)


def _picture(tiles: np.ndarray, side: int, most: int) -> Picture | None:
    if tiles.size == 0:
        return None
    small = _shrunk(tiles[:most], side, side)
    good = small[np.isfinite(small)]
    low, high = (float(good.min()), float(good.max())) if good.size else (0.0, 0.0)
    count, height, width = small.shape
    return Picture(width, height, count, len(tiles), low, high, _pixels(small, low, high))


def _chip(tiles: np.ndarray) -> Picture | None:
    """One picture for a small place, of four channels or of one."""
    if tiles.size == 0:
        return None
    if len(tiles) < 4 or tiles.shape[1] == 1:
        return _picture(tiles[:1], 24, 1)
    four = _shrunk(tiles[:4], 12, 12)
    joined = np.concatenate([np.concatenate(four[:2], axis=1), np.concatenate(four[2:], axis=1)])
    return _picture(joined[None], 24, 1)


def _shrunk(tiles: np.ndarray, height: int, width: int) -> np.ndarray:
    """Pictures of at most so many pixels, each the mean of what it stands for."""
    for axis, most in ((1, height), (2, width)):
        size = tiles.shape[axis]
        if size <= most:
            continue
        cuts = np.arange(most) * size // most
        with np.errstate(over="ignore", invalid="ignore"):
            sums = np.add.reduceat(tiles, cuts, axis=axis)
        counts = np.diff([*cuts, size])
        tiles = sums / counts.reshape([-1 if n == axis else 1 for n in range(3)])
    return tiles


def _pixels(pictures: np.ndarray, low: float, high: float) -> bytes:
    # Halves, for the difference of the largest two floats is none.
    span = high / 2 - low / 2
    with np.errstate(invalid="ignore", over="ignore"):
        share = (pictures / 2 - low / 2) / span if span > 0 else np.zeros_like(pictures)
        scaled = 1 + np.round(254 * share)
    return np.where(np.isfinite(pictures), scaled, _BAD).astype(np.uint8).tobytes()


def _number(value: float) -> float | str:
    return float(value) if math.isfinite(value) else str(float(value))


def _finite(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None


def _text(item: Any) -> str:
    return (item.decode("utf-8", "replace") if isinstance(item, bytes) else str(item))[:100]
