"""Figures, histograms and pictures of tensors."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen.flow.tensor_view import BINS, EXACT, SIDE, TILES, view


def test_figures_are_those_of_the_whole_tensor_and_the_picture_is_its_first_sample() -> None:
    batch = np.array([[0.0, 1.0, 2.0, 3.0], [0.0, -5.0, 4.0, 3.0]], dtype=np.float32)
    found = view(batch)
    assert (found.shape, found.dtype) == ((2, 4), "float32")
    assert (found.minimum, found.maximum, found.mean) == (-5.0, 4.0, 1.0)
    assert found.std == pytest.approx(batch.std())
    assert (found.zeros, found.bad) == (0.25, 0.0)
    assert found.values == (0.0, 1.0, 2.0, 3.0)
    assert found.picture is not None
    assert (found.picture.low, found.picture.high) == (0.0, 3.0)
    assert [*found.picture.pixels] == [1, 86, 170, 255]


def test_what_is_no_finite_number_is_counted_apart_and_spoils_nothing() -> None:
    found = view(np.array([[1.0, np.nan, np.inf, -np.inf, 3.0, 0.0]]))
    assert (found.minimum, found.maximum, found.bad) == (0.0, 3.0, 0.5)
    assert found.values == (1.0, "nan", "inf", "-inf", 3.0, 0.0)
    assert found.picture is not None
    assert [*found.picture.pixels[1:4]] == [0, 0, 0]
    assert found.histogram is not None
    assert sum(found.histogram.counts) == 3
    lost = view(np.full((1, 3), np.nan))
    assert (lost.minimum, lost.mean, lost.histogram, lost.bad) == (None, None, None, 1.0)
    assert lost.picture is not None
    assert {*lost.picture.pixels} == {0}


@pytest.mark.parametrize(
    ("shape", "tiles", "height", "width"),
    [
        ((1,), 1, 1, 1),
        ((1, 10), 1, 1, 10),
        ((1, 784), 1, 28, 28),
        ((1, 800), 1, 25, 32),
        ((1, 5000), 1, 32, 32),
        ((1, 12, 7), 1, 12, 7),
        ((1, 28, 28, 1), 1, 28, 28),
        ((1, 300, 200, 3), 3, 32, 32),
        ((1, 4, 4, 512), TILES, 4, 4),
        ((1, 3, 8, 8, 5), 5, 8, 8),
        ((), 1, 1, 1),
    ],
)
def test_pictures_are_bounded(shape: tuple[int, ...], tiles: int, height: int, width: int) -> None:
    picture = view(np.random.default_rng(0).normal(size=shape)).picture
    assert picture is not None
    assert (picture.tiles, picture.height, picture.width) == (tiles, height, width)
    assert len(picture.pixels) == tiles * height * width <= TILES * SIDE * SIDE
    chip = view(np.random.default_rng(0).normal(size=shape)).chip
    assert chip is not None
    assert len(chip.pixels) <= 24 * 24


def test_a_shrunk_picture_has_the_means_of_what_it_stands_for() -> None:
    wide = np.arange(64.0).repeat(2).reshape(1, 2, 64)
    picture = view(wide).picture
    assert picture is not None
    assert (picture.low, picture.high) == (0.0, 63.0)
    pairs = view(np.arange(128.0).reshape(1, 2, 64)).picture
    assert pairs is not None
    assert (pairs.low, pairs.high) == (0.5, 126.5)


def test_a_kernel_is_shown_filter_by_filter() -> None:
    kernel = np.zeros((3, 3, 2, 4))
    kernel[0, 0, 0, 2] = 1.0
    picture = view(kernel, batched=False).picture
    assert picture is not None
    assert (picture.tiles, picture.height, picture.width) == (4, 3, 3)
    assert [*picture.pixels].index(255) == 2 * 9
    dense = view(np.ones((5, 2)), batched=False).picture
    assert dense is not None
    assert (dense.tiles, dense.height, dense.width) == (1, 5, 2)


def test_histograms_have_few_bars_and_count_all() -> None:
    found = view(np.random.default_rng(0).normal(size=(4, 1000))).histogram
    assert found is not None
    assert len(found.counts) == BINS
    assert sum(found.counts) == 4000
    tokens = view(np.array([[0, 1, 1, 3]])).histogram
    assert tokens is not None
    assert tokens.counts == (1, 2, 0, 1)
    assert (tokens.low, tokens.high) == (-0.5, 3.5)
    same = view(np.full((1, 9), 2.5)).histogram
    assert same is not None
    assert same.counts == (9,)


def test_the_largest_floats_are_bearable() -> None:
    top = np.finfo(np.float64).max
    found = view(np.array([[-top, top, 0.0]]))
    assert found.histogram is None
    assert found.picture is not None
    assert [*found.picture.pixels] == [1, 255, 128]


def test_only_few_numbers_are_told_one_by_one() -> None:
    assert view(np.zeros((1, EXACT + 1))).values is None
    assert view(np.zeros((3, EXACT))).values is not None
    assert view(np.zeros((0, 4))).picture is None
    words = view(np.array([["red", "blue"]]))
    assert (words.values, words.picture, words.dtype) == (("red", "blue"), None, "string")
