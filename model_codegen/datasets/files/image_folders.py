"""A zip file of pictures, one folder for each label."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from model_codegen.datasets.files.archives import BROKEN, broken_archive, checked_archive
from model_codegen.datasets.files.bounds import IMAGE_NUMBERS, PIXELS
from model_codegen.datasets.loaders.load_images import load_images
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.wording import quote

SUFFIXES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp")
FORMATS = ("BMP", "GIF", "JPEG", "PNG", "WEBP")
"""What a picture may be, by what is in it."""

LARGEST_SIDE = 1024
"""Of the size that all pictures are given."""

USUAL_SIDE = 128
"""The largest side that pictures are given where nobody says another."""

_UNREADABLE = (*BROKEN, UnidentifiedImageError, SyntaxError, Image.DecompressionBombError)


def image_options(path: Path, name: str, options: Config) -> Config:
    """The options with which pictures are read, checked, with the usual ones where none are given.

    The usual size is the one that most pictures have, but not above `USUAL_SIDE`.

    Args:
        path: Where the file lies.
        name: What people call it.
        options: `size` [height, width] and `channels`, 1 or 3.

    Raises:
        DataError: If an option is wrong or the file cannot be read.
    """
    if options.get("size") is None:
        (height, width), _ = Counter(_sizes(path, name).values()).most_common(1)[0]
        options = {**options, "size": [min(height, USUAL_SIDE), min(width, USUAL_SIDE)]}
    return checked_image_options(options)


def checked_image_options(options: Config) -> Config:
    """The options with which pictures are read, if they are complete and can be.

    Raises:
        DataError: If one is missing or wrong.
    """
    size: Any = options.get("size")
    channels: Any = options.get("channels", 3)
    whole = isinstance(size, list | tuple) and all(type(side) is int for side in size)
    if not whole or len(size) != 2 or not all(1 <= side <= LARGEST_SIDE for side in size):
        raise DataError(
            f"The size of pictures is [height, width], each from 1 to {LARGEST_SIDE:,} pixels."
        )
    if type(channels) is not int or channels not in (1, 3):
        raise DataError("Pictures have 3 channels, or 1 if they are to be grey.")
    return {**options, "size": list(size), "channels": channels}


def read_images(path: Path, name: str, options: Config) -> dict[str, np.ndarray]:
    """The pictures, `image`, and the folder that each is in, `label`.

    Args:
        path: Where the file lies.
        name: What people call it.
        options: As `image_options`.

    Raises:
        DataError: If the file or a picture in it cannot be read, or is too large.
    """
    found = image_options(path, name, options)
    (height, width), channels = found["size"], found["channels"]
    sizes = _sizes(path, name)
    if len(sizes) * height * width * channels > IMAGE_NUMBERS:
        raise DataError(
            f"{len(sizes):,} pictures of {height} x {width} pixels have more than "
            f"{IMAGE_NUMBERS:,} numbers: choose a smaller size."
        )
    try:
        return load_images(path, height, width, channels)
    except _UNREADABLE:
        raise _damaged(path, name, sizes) from None


def _sizes(path: Path, name: str) -> dict[str, tuple[int, int]]:
    """Height and width of every picture, of which only the first bytes are read for that."""
    pictures = [entry for entry in checked_archive(path, name) if _is_picture(entry.filename)]
    if not pictures:
        raise DataError(
            f"The archive {quote(name)} has no pictures ({', '.join(SUFFIXES)}): pack one folder "
            "of them for each label."
        )
    found = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in pictures:
                if not PurePosixPath(entry.filename).parent.name:
                    raise DataError(
                        f"The picture {quote(entry.filename)} in {quote(name)} lies in no folder, "
                        "so it has no label: pack one folder for each label."
                    )
                found[entry.filename] = _size(archive, entry.filename, name)
    except BROKEN:
        raise broken_archive(name) from None
    return found


def _size(archive: zipfile.ZipFile, entry: str, name: str) -> tuple[int, int]:
    try:
        with archive.open(entry) as file, Image.open(file, formats=FORMATS) as picture:
            width, height = picture.size
    except _UNREADABLE:
        raise _no_picture(entry, name) from None
    if width * height > PIXELS:
        raise DataError(
            f"The picture {quote(entry)} in {quote(name)} has {width:,} x {height:,} pixels, and "
            f"at most {PIXELS:,} are taken."
        )
    return height, width


def _damaged(path: Path, name: str, sizes: dict[str, Any]) -> DataError:
    """Which picture it was that could not be read to its end."""
    with zipfile.ZipFile(path) as archive:
        for entry in sorted(sizes):
            try:
                with archive.open(entry) as file:
                    Image.open(file, formats=FORMATS).load()
            except _UNREADABLE:
                return _no_picture(entry, name)
    return broken_archive(name)


def _no_picture(entry: str, name: str) -> DataError:
    return DataError(
        f"The entry {quote(entry)} in {quote(name)} is no picture, or it is damaged: take it out, "
        "or bring it again."
    )


def _is_picture(entry: str) -> bool:
    path = PurePosixPath(entry)
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    return not hidden and path.suffix.lower() in SUFFIXES
