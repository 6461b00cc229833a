"""Source that reads files makes what the library makes of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_codegen.datasets import describe
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, DataKind, Feed
from model_codegen.emitters.data_text import data_text
from model_codegen.emitters.data_text.file_text import table_text
from model_codegen.emitters.data_text.keras_text import keras_text
from model_codegen.emitters.namespace import Namespace
from tests.datasets.files.making import TABLE, example, picture, pictures, records
from tests.emitters.data_text.running import check_equal, run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def described(path: Path, kind: DataKind, content: str | None = None, **options: Any) -> Data:
    if content is not None:
        path.write_text(content, encoding="utf-8")
    return describe(kind, path.name, options, path)


def fed(data: Data, *targets: str, **inputs: Any) -> Data:
    return replace(
        data,
        inputs={
            name: feed if isinstance(feed, Feed) else Feed((feed,)) for name, feed in inputs.items()
        },
        targets={name: Feed((name,)) for name in targets},
    )


STANDARD = ({"step": "standardize"},)


def test_a_table_with_gaps(folder: Path) -> None:
    text = TABLE + "5,bird,1,False\n6,cat,2,True\n"
    data = described(folder / "t.csv", "csv", text)
    check_equal(
        fed(data, "kind", x=Feed(("age", "price"), STANDARD), member="member"), folder / "t.csv"
    )
    check_equal(fed(data, "member", x="age"), folder / "t.csv", part=0)
    check_equal(
        fed(data, x=Feed(("kind",), ({"step": "one_hot", "classes": 3},))), folder / "t.csv"
    )


@pytest.mark.parametrize(
    ("text", "inputs", "statement"),
    [
        (
            "a;b;c\n1,5;2;x\n2,5;3;y\n",
            ("a", "b"),
            "pd.read_csv(DATA, sep=';', decimal=',', low_memory=False)|"
            "table.drop(columns=['c']).to_numpy(\"float64\")",
        ),
        (
            "a,b,c\n1,2,3\n4,5,6\n",
            ("c", "a"),
            "table = pd.read_csv(DATA)|table[['c', 'a']].to_numpy()",
        ),
        ("1,2,3\n4,5,6\n", ("0", "1"), "header=None|table.drop(columns=[2]).to_numpy()"),
        (
            "a,b\n1,True\n2,False\n",
            ("a", "b"),
            "np.column_stack([table['a'].to_numpy(), table['b'].to_numpy()])",
        ),
        ("a\n1\n2\n", ("a",), "table['a'].to_numpy()"),
        ("a,b\nTrue,1\n,2\nFalse,3\n", ("b",), "table['b'].to_numpy()"),
    ],
)
def test_tables(folder: Path, text: str, inputs: tuple[str, ...], statement: str) -> None:
    data = described(folder / "t.csv", "csv", text)
    wired = fed(data, *[name for name in data.fields if name not in inputs], x=Feed(inputs))
    check_equal(wired, folder / "t.csv")
    written = "\n".join(data_text(wired, 0.2, Namespace()).statements)
    assert "permutation(len(table))" in written
    assert all(part in written for part in statement.split("|"))


def test_a_table_of_another_alphabet_and_an_odd_name(folder: Path) -> None:
    path = folder / "städte.csv.gz"
    path.write_bytes("stadt;wert\nKöln;1\nBonn;2\n".encode("cp1252"))
    data = describe("csv", path.name, {}, path)
    check_equal(fed(data, "stadt", x="wert"), path)


def test_columns_without_names_have_numbers() -> None:
    data = Data(
        "csv",
        "t.csv",
        {"separator": ",", "header": False},
        fields=describe("bundled", "iris").fields,
    )
    with pytest.raises(DataError, match="has no names for its columns"):
        table_text(data, Namespace())


def test_arrays_with_gaps(folder: Path) -> None:
    x = np.arange(24.0).reshape(6, 2, 2)
    x[1, 0, 0] = np.nan
    np.savez(folder / "d.npz", x=x, y=np.array(["b", "a", "c", "", "b", "b"]), z=np.arange(6) > 2)
    data = described(folder / "d.npz", "npz")
    check_equal(fed(data, "y", "z", x=Feed(("x",), STANDARD), text="y"), folder / "d.npz")


def test_pictures(folder: Path) -> None:
    path = pictures(folder / "pets.zip")
    data = described(path, "images", size=[5, 4])
    check_equal(fed(data, "label", x=Feed(("image",), ({"step": "scale"},))), path)
    grey = described(path, "images", size=[5, 4], channels=1)
    check_equal(fed(grey, "label", x="image"), path)


@pytest.mark.keras
def test_records(folder: Path) -> None:
    each = [
        example(
            image=[picture(3, 2, i)],
            label=[i % 2],
            x=[i + 0.5, 2.5],
            t=[b"ab"[i % 2 :]],
            raw=[b"\xff\x01"],
        )
        for i in range(5)
    ]
    path = records(folder / "d.tfrecord", each)
    data = described(path, "tfrecord")
    check_equal(fed(data, "label", "t", image="image", x="x", raw="raw", text="t"), path)


@pytest.mark.keras
def test_data_of_keras(monkeypatch: pytest.MonkeyPatch) -> None:
    import keras

    texts = np.array([[1, 2], [3], [4, 5, 6], [7]], dtype="object"), np.array([0, 1, 1, 0])
    monkeypatch.setattr(keras.datasets.reuters, "load_data", lambda num_words: (texts, texts))
    x, y = np.zeros((5, 32, 32, 3), "uint8"), np.arange(5, dtype="uint8").reshape(5, 1)
    monkeypatch.setattr(keras.datasets.cifar10, "load_data", lambda: ((x, y), (x, y)))
    for name, field in (("reuters", "tokens"), ("cifar10", "image")):
        check_equal(fed(describe("keras", name), "label", x=field))
    assert keras_text(describe("keras", "mnist"), Namespace()).statements[-1] == (
        "(image, label), _ = keras.datasets.mnist.load_data()"
    )


def test_the_file_lies_beside_the_script(folder: Path) -> None:
    data = described(folder / "t.csv", "csv", "a,b\n1,2\n3,4\n")
    text = data_text(fed(replace(data, name="../../t.csv"), "b", x="a"), 0, Namespace())
    assert text.constants == ("DATA = Path('t.csv')",)
    assert run(fed(data, "b", x="a"))["inputs"]["x"].tolist() == [1, 3]
