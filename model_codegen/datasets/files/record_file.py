"""TFRecord files of `tf.train.Example`: a feature is a field."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from model_codegen.datasets.files.archives import BROKEN
from model_codegen.datasets.files.bounds import (
    IMAGE_NUMBERS,
    PIXELS,
    RECORD_BYTES,
    RECORD_NUMBERS,
    RECORDS,
    checked_size,
)
from model_codegen.datasets.files.example_message import example_class
from model_codegen.design.errors import DataError
from model_codegen.design.wording import quote

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""How JPEG and PNG begin."""

_DTYPES = {"int64_list": "int64", "float_list": "float32"}

_POLYNOMIAL = 0x82F63B78
_MASK = 0xA282EAD8


def read_records(path: Path, name: str) -> dict[str, np.ndarray]:
    """Every feature of a file of examples.

    Whole numbers are int64, floats float32. Bytes are pictures, if they are JPEG or PNG, text, if
    they are UTF-8, and else numbers from 0 to 255.

    Args:
        path: Where the file lies.
        name: What people call it.

    Raises:
        DataError: If the file cannot be read, is too large, or records differ in what they have.
    """
    checked_size(path, name)
    values: dict[str, list[Any]] = {}
    kinds: dict[str, tuple[str, int]] = {}
    numbers = 0
    for number, record in enumerate(_records(path, name), start=1):
        found = _features(record, number, name)
        if number == 1:
            kinds = {key: (kind, len(each)) for key, (kind, each) in found.items()}
            values = {key: [] for key in kinds}
        if {key: (kind, len(each)) for key, (kind, each) in found.items()} != kinds:
            raise DataError(
                f"Record {number:,} of {quote(name)} has other features than the first, or another "
                "number of values in one: write them all alike."
            )
        numbers += sum(len(each) for _, each in found.values())
        if numbers > RECORD_NUMBERS:
            raise DataError(
                f"The file {quote(name)} has more than {RECORD_NUMBERS:,} values: bring a part."
            )
        for key, (kind, each) in found.items():
            # As arrays at once: of a single byte in the file, Python would make an object.
            one = each[0] if len(each) == 1 else np.array(each, _DTYPES.get(kind))
            values[key].append(one)
    if not kinds:
        raise DataError(f"The records in {quote(name)} have no features of a fixed length.")
    return {
        key: _array(each, kinds[key], f"feature {quote(key)} of {quote(name)}")
        for key, each in values.items()
    }


def _records(path: Path, name: str) -> Iterator[bytes]:
    """The bytes of each record: its length, a checksum of that, the record, and its checksum."""
    with path.open("rb") as file:
        for number in range(1, RECORDS + 2):
            head = file.read(12)
            if not head:
                return
            if len(head) < 12:
                raise _cut_short(number, name)
            length, checksum = struct.unpack("<QI", head)
            if masked_crc32c(head[:8]) != checksum:
                raise DataError(
                    f"Record {number:,} of {quote(name)} does not begin as a record does: this is "
                    "no TFRecord file, it is compressed, or it is damaged there."
                )
            if length > RECORD_BYTES:
                raise DataError(
                    f"Record {number:,} of {quote(name)} has {length / 1024**2:,.0f} MB, and at "
                    f"most {RECORD_BYTES // 1024**2} MB are taken."
                )
            record = file.read(length)
            if len(record) < length or len(file.read(4)) < 4:
                raise _cut_short(number, name)
            yield record
    raise DataError(
        f"The file {quote(name)} has more than {RECORDS:,} records: bring a part of it."
    )


def _cut_short(number: int, name: str) -> DataError:
    return DataError(f"The file {quote(name)} ends in record {number:,}: it was cut short.")


def _features(record: bytes, number: int, name: str) -> dict[str, tuple[str, Sequence[Any]]]:
    from google.protobuf.message import DecodeError

    try:
        example = example_class().FromString(record)
    except (DecodeError, ValueError):
        raise DataError(
            f"Record {number:,} of {quote(name)} is no `tf.train.Example`: only these are read."
        ) from None
    found: dict[str, tuple[str, Sequence[Any]]] = {}
    for key in sorted(example.features.feature):
        feature = example.features.feature[key]
        kind = feature.WhichOneof("kind")
        if kind is not None and len(each := getattr(feature, kind).value):
            found[key] = kind, each
    return found


def _array(values: list[Any], kind: tuple[str, int], what: str) -> np.ndarray:
    if kind[0] == "int64_list":
        return np.array(values, "int64")
    if kind[0] == "float_list":
        numbers = np.array(values, "float32")
        if np.isinf(numbers).any():
            raise DataError(f"The {what} has infinite numbers: no model learns from them.")
        return numbers
    if kind[1] != 1:
        raise DataError(f"The {what} has several texts or pictures in a record: one is read.")
    return _bytes(values, what)


def _bytes(values: list[bytes], what: str) -> np.ndarray:
    if all(value.startswith(PICTURES) for value in values):
        return _pictures(values, what)
    try:
        return np.array([value.decode() for value in values], object)
    except UnicodeDecodeError:
        pass
    lengths = {len(value) for value in values}
    if len(lengths) > 1:
        raise DataError(f"The {what} has bytes of different lengths that are no text.")
    return np.frombuffer(b"".join(values), "uint8").reshape(len(values), -1)


def _pictures(values: list[bytes], what: str) -> np.ndarray:
    found: list[np.ndarray] = []
    for number, value in enumerate(values, start=1):
        try:
            with Image.open(io.BytesIO(value), formats=("JPEG", "PNG")) as picture:
                width, height = picture.size
                if width * height > PIXELS or len(values) * width * height * 3 > IMAGE_NUMBERS:
                    raise DataError(f"The {what} has pictures that are too large together.")
                found.append(np.asarray(picture.convert("L" if picture.mode == "L" else "RGB")))
        except (*BROKEN, SyntaxError, Image.DecompressionBombError):
            raise DataError(f"The {what} has a damaged picture in record {number:,}.") from None
        if found[-1].shape != found[0].shape:
            raise DataError(
                f"The {what} has pictures of different sizes, {found[0].shape} and "
                f"{found[-1].shape}: write them in one size."
            )
    return np.stack(found)


def masked_crc32c(data: bytes) -> int:
    """The checksum of TFRecord files: CRC-32C, turned by 15 bits and shifted.

    Source: tensorflow/core/lib/hash/crc32c.h.
    """
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ _POLYNOMIAL * (crc & 1)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + _MASK) & 0xFFFFFFFF
