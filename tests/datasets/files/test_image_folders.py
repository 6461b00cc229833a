"""Folders of pictures in a zip file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from model_codegen.datasets.files import image_folders
from model_codegen.datasets.files.image_folders import (
    SUFFIXES,
    checked_image_options,
    image_options,
    read_images,
)
from model_codegen.datasets.loaders.load_images import load_images
from model_codegen.datasets.reading import describe
from model_codegen.design.errors import DataError
from tests.datasets.files.making import picture, pictures, zipped


def test_pictures_have_one_size_and_their_folder_as_label(tmp_path: Path) -> None:
    path = pictures(tmp_path / "pets.zip")
    data = describe("images", "pets.zip", {"sha256": "ab"}, path)
    assert data.options == {"sha256": "ab", "size": [6, 4], "channels": 3}
    assert data.fields["image"].shape == (6, 4, 3)
    assert data.fields["label"].labels == {"cat": 1, "dog": 2}
    found = read_images(path, "pets.zip", {"size": [2, 3], "channels": 1})
    assert found["image"].shape == (3, 2, 3, 1)
    assert found["label"].tolist() == ["cat", "dog", "dog"]
    whole = load_images(path, 6, 4, 3)["image"][1]
    opened = np.asarray(Image.open(io.BytesIO(picture(6, 4, 1))))
    np.testing.assert_array_equal(whole, opened)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"readme.txt": b"x"}, "has no pictures"),
        ({"a.png": picture(2, 2)}, "`a.png` in `p.zip` lies in no folder"),
        ({"cat/a.png": b"no picture"}, "`cat/a.png` in `p.zip` is no picture"),
        ({"cat/a.png": b""}, "is no picture"),
        ({"cat/a.png": picture(64, 64)[:-400]}, "`cat/a.png` in `p.zip` is no picture, or it is"),
        ({"cat/a.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"}, "is no picture"),
    ],
)
def test_what_is_no_folder_of_pictures(
    tmp_path: Path, entries: dict[str, bytes], said: str
) -> None:
    path = zipped(tmp_path / "p.zip", entries)
    with pytest.raises(DataError, match=said):
        read_images(path, "p.zip", {"size": [2, 2], "channels": 3})


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "p.zip", {"cat/a.png": picture(30, 20)})
    monkeypatch.setattr(image_folders, "IMAGE_NUMBERS", 100)
    with pytest.raises(DataError, match="1 pictures of 30 x 20 pixels have more than 100 numbers"):
        read_images(path, "p.zip", {"size": [30, 20]})
    monkeypatch.setattr(image_folders, "PIXELS", 100)
    with pytest.raises(DataError, match="has 20 x 30 pixels, and at most 100 are taken"):
        read_images(path, "p.zip", {"size": [2, 2]})


def test_large_pictures_are_made_smaller(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {"cat/a.png": picture(200, 300)})
    assert image_options(path, "p.zip", {})["size"] == [128, 128]


@pytest.mark.parametrize(
    "options", [{}, {"size": [0, 2]}, {"size": [2, 9999]}, {"size": "2"}, {"size": [True, 2]}]
)
def test_sizes_that_cannot_be(options: dict[str, Any]) -> None:
    with pytest.raises(DataError, match=r"is \[height, width\]"):
        checked_image_options(options)
    with pytest.raises(DataError, match="3 channels"):
        checked_image_options({"size": [2, 2], "channels": 4})


def test_the_loader_takes_what_is_checked(tmp_path: Path) -> None:
    named = {f"cat/a{suffix.upper()}": picture(2, 2) for suffix in SUFFIXES}
    path = zipped(tmp_path / "p.zip", named)
    assert len(load_images(path, 2, 2, 3)["label"]) == len(SUFFIXES)
