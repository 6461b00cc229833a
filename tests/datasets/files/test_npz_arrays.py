"""NumPy archives, whole and hostile."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_codegen.datasets.files.npz_arrays import read_npz
from model_codegen.design.errors import DataError
from tests.datasets.files.making import zipped


def saved(folder: Path, **arrays: Any) -> Path:
    path = folder / "d.npz"
    np.savez_compressed(path, **arrays)
    return path


def test_arrays_are_fields(tmp_path: Path) -> None:
    x = np.arange(12, dtype="float32").reshape(3, 4)
    found = read_npz(
        saved(tmp_path, x=x, y=np.array(["a", "b", "a"]), scale=np.float64(2)), "d.npz"
    )
    assert found.keys() == {"x", "y"}
    np.testing.assert_array_equal(found["x"], x)


def test_the_training_part_is_taken(tmp_path: Path) -> None:
    parts = {"x_train": np.zeros((5, 2)), "y_train": np.zeros(5), "x_test": np.zeros((3, 2))}
    assert read_npz(saved(tmp_path, **parts, y_test=np.zeros(3)), "d.npz").keys() == {
        "x_train",
        "y_train",
    }


def header(shape: tuple[int, ...], dtype: str = "<f8") -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        file, {"shape": shape, "fortran_order": False, "descr": dtype}
    )
    return file.getvalue()


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"x.npy": header((10**12,))}, "damaged"),
        ({"x.npy": header((-1,))}, "damaged"),
        ({"x.npy": header((3,)) + b"1234"}, "damaged"),
        ({"x.npy": b"\x93NUMPY\x01\x00\x10\x00{'shape': __imp}"}, "damaged"),
        ({"x.npy": b"no array"}, "damaged"),
        ({"x.npy": header((), "<f8") + bytes(8)}, "no arrays with a value for each sample"),
        ({"x.npy": header((0, 3))}, "have no samples"),
        ({"readme.txt": b"hello"}, "no arrays with a value for each sample"),
        ({"../x.npy": header((1,)) + bytes(8)}, "leads outside it, `../x.npy`"),
    ],
)
def test_broken_archives(tmp_path: Path, entries: dict[str, bytes], said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_npz(zipped(tmp_path / "d.npz", entries), "d.npz")


@pytest.mark.parametrize(
    ("array", "said"),
    [
        (np.array([{}, 1], object), "`x` in `d.npz` holds `object`, .* could run anything"),
        (np.array([1j]), "holds `complex128`"),
        (np.array(["2024-01-01"], "datetime64[D]"), "holds `datetime64"),
        (np.zeros(2, [("a", "f4")]), "holds"),
        (np.array([np.inf]), "infinite numbers"),
    ],
)
def test_what_is_not_read(tmp_path: Path, array: Any, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_npz(saved(tmp_path, x=array), "d.npz")


def test_what_is_known_of_the_columns_is_no_samples(tmp_path: Path) -> None:
    parts = {"X": np.zeros((9, 4)), "mean": np.zeros(4), "std": np.ones(4)}
    assert read_npz(saved(tmp_path, **parts), "d.npz").keys() == {"X"}


def test_labels_that_are_one_too_few_are_told_of(tmp_path: Path) -> None:
    path = tmp_path / "uneven.npz"
    np.savez(path, x=np.zeros((50, 4)), y=np.zeros(49))
    with pytest.raises(DataError, match=r"`x` in `uneven\.npz` has 50 samples, and `y` has 49"):
        read_npz(path, "uneven.npz")


def test_a_pickle_is_never_loaded(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, Any]:
            return pytest.fail, ("loaded",)

    with pytest.raises(DataError, match="could run anything"):
        read_npz(saved(tmp_path, x=np.array([Trap()], object)), "d.npz")


def test_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "d.npz"
    np.save(tmp_path / "d.npy", np.zeros(3))
    path.write_bytes((tmp_path / "d.npy").read_bytes())
    with pytest.raises(DataError, match="no zip archive, or it is damaged"):
        read_npz(path, "d.npz")
    whole = saved(tmp_path, x=np.arange(1000)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="damaged"):
        read_npz(path, "d.npz")
    with zipfile.ZipFile(path, "w"):
        pass
    with pytest.raises(DataError, match="no arrays"):
        read_npz(path, "d.npz")
