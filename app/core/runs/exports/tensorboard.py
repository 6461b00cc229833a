"""A run as TensorBoard's event files, with the names that `keras.callbacks.TensorBoard` gives.

Format: https://www.tensorflow.org/tutorials/load_data/tfrecord for the records,
tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto for what is in them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from app.core.runs.exports.series import Point, Series

TRAINING, VALIDATION = "train", "validation"
"""Keras' folders."""

_VALIDATION = "val_"


def files(series: Series, created: float) -> dict[str, bytes]:
    """The event files by their paths.

    Args:
        series: The numbers of a run.
        created: When it began, in seconds since 1970.
    """
    name = f"events.out.tfevents.{int(created)}.layerloom.1.v2"
    training = [
        *((point, f"batch_{key}", key) for point in series.steps for key in point.logs),
        *(
            (point, f"epoch_{key}", key)
            for point in series.epochs
            for key in point.logs
            if not key.startswith(_VALIDATION)
        ),
    ]
    validation = [
        (point, f"epoch_{key.removeprefix(_VALIDATION)}", key)
        for point in series.epochs
        for key in point.logs
        if key.startswith(_VALIDATION)
    ]
    return {
        f"{folder}/{name}": _file(_grouped(values), created)
        for folder, values in ((TRAINING, training), (VALIDATION, validation))
        if values
    }


def _grouped(values: Iterable[tuple[Point, str, str]]) -> list[tuple[Point, dict[str, float]]]:
    """Values of one point together."""
    found: dict[int, tuple[Point, dict[str, float]]] = {}
    for point, tag, key in values:
        found.setdefault(id(point), (point, {}))[1][tag] = point.logs[key]
    return list(found.values())


def _file(points: Iterable[tuple[Point, Mapping[str, float]]], created: float) -> bytes:
    version = _double(1, created) + _bytes(3, b"brain.Event:2")
    events = [
        _double(1, created + point.seconds)
        + _number(2, point.number)
        + _bytes(5, b"".join(_bytes(1, _value(tag, one)) for tag, one in values.items()))
        for point, values in points
    ]
    return b"".join(map(_record, [version, *events]))


def _value(tag: str, value: float) -> bytes:
    """`Summary.Value`: the tag, the number, and that it belongs to the plug-in for scalars."""
    plugin = _bytes(1, _bytes(1, b"scalars"))  # SummaryMetadata.plugin_data.plugin_name
    try:
        number = struct.pack("<f", value)
    except OverflowError:
        number = struct.pack("<f", float("inf") if value > 0 else float("-inf"))
    return _bytes(1, tag.encode()) + b"\x15" + number + _bytes(9, plugin)


def _double(number: int, value: float) -> bytes:
    return bytes([number << 3 | 1]) + struct.pack("<d", value)


def _number(number: int, value: int) -> bytes:
    return bytes([number << 3]) + _varint(value)


def _bytes(number: int, value: bytes) -> bytes:
    return bytes([number << 3 | 2]) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def _record(data: bytes) -> bytes:
    """A TFRecord."""
    length = struct.pack("<Q", len(data))
    return length + _masked(length) + data + _masked(data)


def _masked(data: bytes) -> bytes:
    checksum = 0xFFFFFFFF
    for byte in data:
        checksum = _TABLE[(checksum ^ byte) & 0xFF] ^ checksum >> 8
    checksum ^= 0xFFFFFFFF
    return struct.pack("<I", ((checksum >> 15 | checksum << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def _entry(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)  # CRC-32C, reflected
    return byte


_TABLE = [_entry(byte) for byte in range(256)]
