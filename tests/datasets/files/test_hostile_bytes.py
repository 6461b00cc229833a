"""Whatever bytes a file has, reading it gives fields or one sentence."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_codegen.datasets.reading import describe
from model_codegen.design.errors import DataError
from model_codegen.design.training import DataKind
from tests.datasets.files.making import TABLE, example, pictures, records


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[DataKind, bytes]:
    folder = tmp_path_factory.mktemp("files")
    np.savez_compressed(folder / "a.npz", x=np.arange(24.0).reshape(4, 6), y=np.array(["a"] * 4))
    each = [example(x=[1.0, 2.0], label=[i], t=[b"text"]) for i in range(3)]
    return {
        "csv": TABLE.encode(),
        "npz": (folder / "a.npz").read_bytes(),
        "images": pictures(folder / "p.zip").read_bytes(),
        "tfrecord": records(folder / "r", each).read_bytes(),
    }


@pytest.mark.parametrize("kind", ["csv", "npz", "images", "tfrecord"])
@given(data=st.data())
@settings(max_examples=60)
def test_mutated_files(
    files: dict[DataKind, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    kind: DataKind,
    data: st.DataObject,
) -> None:
    content = bytearray(files[kind])
    places = st.integers(0, len(content) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=4)):
        content[place] = value
    start, end = sorted(data.draw(st.tuples(places, places)))
    match data.draw(st.sampled_from(["keep", "cut", "drop", "double"])):
        case "cut":
            content = content[:end]
        case "drop":
            del content[start:end]
        case "double":
            content[start:start] = content[start:end]
    path = tmp_path_factory.getbasetemp() / f"hostile-{kind}"
    path.write_bytes(content)
    _read(kind, path)


@pytest.mark.parametrize("kind", ["csv", "npz", "images", "tfrecord"])
@given(content=st.binary(max_size=200))
@settings(max_examples=30)
def test_any_bytes(
    tmp_path_factory: pytest.TempPathFactory, kind: DataKind, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"bytes-{kind}"
    path.write_bytes(content)
    _read(kind, path)


def _read(kind: DataKind, path: Path) -> None:
    with warnings.catch_warnings():
        # Pillow warns of odd pictures that it reads all the same.
        warnings.filterwarnings("ignore", module="PIL")
        said = ""
        try:
            described = describe(kind, "file", {}, path)
        except DataError as error:
            said = str(error)
        else:
            assert described.samples > 0
            assert described.fields
    assert not said or said.endswith(".")
    assert "\n" not in said
