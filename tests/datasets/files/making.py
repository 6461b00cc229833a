"""Files of data, made small."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from model_codegen.datasets.files.example_message import example_class
from model_codegen.datasets.files.record_file import masked_crc32c


def picture(height: int, width: int, colour: int = 0, kind: str = "PNG") -> bytes:
    """A picture that is not the same all over."""
    values = np.arange(height * width * 3).reshape(height, width, 3) + colour
    file = io.BytesIO()
    Image.fromarray((values % 256).astype("uint8")).save(file, kind)
    return file.getvalue()


def zipped(path: Path, entries: Mapping[str, bytes]) -> Path:
    """A zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def pictures(path: Path) -> Path:
    """Cats and dogs of two sizes."""
    return zipped(
        path,
        {
            "pets/dog/b.jpg": picture(6, 4, 9, "JPEG"),
            "pets/dog/a.png": picture(6, 4, 1),
            "pets/cat/c.png": picture(8, 8, 2),
            "pets/dog/.hidden.png": b"no picture",
            "__MACOSX/pets/dog/a.png": b"no picture",
            "pets/readme.txt": b"hello",
        },
    )


def example(**features: Sequence[int] | Sequence[float] | Sequence[bytes]) -> bytes:
    """A `tf.train.Example`."""
    message = example_class()()
    for name, values in features.items():
        kind = {int: "int64_list", float: "float_list", bytes: "bytes_list"}[type(values[0])]
        getattr(message.features.feature[name], kind).value.extend(values)
    return bytes(message.SerializeToString())


def framed(record: bytes) -> bytes:
    """A record as it stands in a file."""
    length = struct.pack("<Q", len(record))
    sums = [struct.pack("<I", masked_crc32c(part)) for part in (length, record)]
    return length + sums[0] + record + sums[1]


def records(path: Path, each: Sequence[bytes]) -> Path:
    """A TFRecord file."""
    path.write_bytes(b"".join(map(framed, each)))
    return path


TABLE = "age,kind,price,member\n1,cat,2.5,True\n,dog,3,False\n3,,4.25,True\n4,cat,?,False\n"
