"""TFRecord files without TensorFlow."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from model_codegen.datasets.files import record_file
from model_codegen.datasets.files.example_message import example_class
from model_codegen.datasets.files.record_file import masked_crc32c, read_records
from model_codegen.datasets.reading import describe
from model_codegen.design.errors import DataError
from tests.datasets.files.making import example, framed, picture, records


def test_the_checksum_is_that_of_the_standard() -> None:
    # RFC 3720, B.4: 32 bytes of zeros have the checksum 0x8A9136AA.
    crc = 0x8A9136AA
    assert masked_crc32c(bytes(32)) == (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def test_features_are_fields(tmp_path: Path) -> None:
    each = [
        example(
            image=[picture(3, 2, i)],
            label=[i],
            x=[1.5, 2.5],
            ids=[7, 8],
            t=[b"a\xc3\xa4"],
            raw=[b"\xff\x01"],
        )
        for i in range(3)
    ]
    path = records(tmp_path / "d.tfrecord", each)
    found = read_records(path, "d.tfrecord")
    assert found["image"].shape == (3, 3, 2, 3)
    assert found["label"].tolist() == [0, 1, 2]
    assert (found["x"].dtype, found["ids"].dtype) == ("float32", "int64")
    assert found["t"].tolist() == ["aä"] * 3
    assert found["raw"].tolist() == [[255, 1]] * 3
    assert describe("tfrecord", "d.tfrecord", {}, path).fields["label"].labels == dict.fromkeys(
        "012", 1
    )
    assert example_class() is example_class()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (framed(example(x=[1.0]))[:5], "ends in record 1: it was cut short"),
        (framed(example(x=[1.0]))[:-3], "ends in record 1: it was cut short"),
        (framed(example(x=[1.0])) + b"abc", "ends in record 2: it was cut short"),
        (b"\x1f\x8b" + bytes(30), "does not begin as a record does"),
        (framed(b"\xff\xff\xff"), "is no `tf.train.Example`"),
        (
            framed(example(x=[1.0])) + framed(example(x=[1.0, 2.0])),
            "Record 2 of `d` has other features",
        ),
        (framed(example(x=[1.0])) + framed(example(y=[1.0])), "Record 2 of `d` has other features"),
        (framed(example(x=[float("inf")])), "infinite numbers"),
        (framed(b""), "have no features"),
        (framed(example(x=[b"a", b"b"])), "has several texts or pictures"),
        (framed(example(x=[b"\xff"])) + framed(example(x=[b"\xff\xff"])), "of different lengths"),
        (
            framed(example(x=[picture(2, 2)])) + framed(example(x=[picture(2, 3)])),
            "different sizes",
        ),
        (framed(example(x=[picture(64, 64)[:-99]])), "damaged picture in record 1"),
    ],
)
def test_what_is_no_record_file(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "d"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said):
        read_records(path, "d")


def test_a_record_that_says_it_is_huge(tmp_path: Path) -> None:
    length = struct.pack("<Q", 2**62)
    path = tmp_path / "d"
    path.write_bytes(length + struct.pack("<I", masked_crc32c(length)))
    with pytest.raises(DataError, match="and at most 64 MB are taken"):
        read_records(path, "d")


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = records(tmp_path / "d", [example(x=[1, 2, 3])] * 3)
    monkeypatch.setattr(record_file, "RECORD_NUMBERS", 8)
    with pytest.raises(DataError, match="more than 8 values"):
        read_records(path, "d")
    monkeypatch.setattr(record_file, "RECORDS", 2)
    monkeypatch.setattr(record_file, "RECORD_NUMBERS", 9)
    with pytest.raises(DataError, match="more than 2 records"):
        read_records(path, "d")
    assert np.prod(read_records(records(path, [example(x=[1])]), "d")["x"].shape) == 1
