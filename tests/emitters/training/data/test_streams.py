"""Files that are read sample by sample hold what they hold when they are read at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_codegen.datasets import describe
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef
from model_codegen.design.training import Data, Feed
from model_codegen.emitters import emit
from tests.datasets.files.making import example, picture, records, zipped
from tests.emitters.training.running import CLASSES, History, held, module, train, trained

pytestmark = pytest.mark.keras


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def script(data: Data, shape: list[int], field: str, *steps: dict[str, Any]) -> str:
    """A model of two classes that is trained with two fields of the data."""
    operations = {
        "x": Layer("keras.Input", "x", {"shape": shape}),
        "flat": Layer("keras.layers.Flatten", "flat"),
        "y": Layer("keras.layers.Dense", "y", {"units": 2, "activation": "softmax"}),
    }
    nodes = {
        "x": Node("x"),
        "flat": Node("flat", (TensorRef("x"),)),
        "y": Node("y", (TensorRef("flat"),)),
    }
    graph = ModelGraph("net", operations, nodes, "x", TensorRef("y"))
    wired = replace(data, inputs={"x": Feed((field,), steps)}, targets={"y": Feed(("label",))})
    design = trained(Design("net", graph), heads={"y": CLASSES}, data=wired, batch_size=4)
    return emit(design, "functional", with_training=True).text


def samples(dataset: Any) -> tuple[Any, Any]:
    batches = [(x.numpy(), y.numpy()) for x, y in dataset]
    return tuple(np.concatenate(each) for each in zip(*batches, strict=True))


def rows(x: Any, y: Any) -> set[tuple[bytes, int]]:
    return {(np.float32(each).tobytes(), int(label)) for each, label in zip(x, y, strict=True)}


def learnt(text: str) -> History:
    return train(text, eagerly=True)[1]


def test_records(folder: Path) -> None:
    rng = np.random.default_rng(0)
    made = [example(value=[float(v) for v in rng.normal(size=4)], label=[i % 2]) for i in range(20)]
    data = describe("tfrecord", "r.tfrecord", {}, records(folder / "r.tfrecord", made))
    steps = {"step": "scale", "by": 2.0}, {"step": "reshape", "shape": [2, 2]}
    text = script(replace(data, pipeline="tf.data"), [2, 2], "value", *steps)
    assert "parse_single_example" in text
    arrays = module(script(data, [2, 2], "value", *steps))["load_data"]()
    for streamed, whole in zip(module(text)["load_data"](), arrays, strict=True):
        assert rows(*samples(streamed)) == rows(*whole)
    assert learnt(text)["loss"]


def test_a_folder_of_images(folder: Path) -> None:
    files = {
        f"pets/{kind}/{i}.png": picture(8, 6, 10 * i + shade)
        for kind, shade in (("cat", 0), ("dog", 100))
        for i in range(5)
    }
    files["__MACOSX/pets/cat/0.png"] = b"no picture"
    path = zipped(folder / "pets.zip", files)
    data = describe("images", "pets.zip", {"size": [8, 6]}, path)
    augment = (held("layers.RandomFlip"),)
    stream = replace(data, pipeline="tf.data", augment=augment)
    text = script(stream, [8, 6, 3], "image", {"step": "scale"})
    assert "decode_image" in text
    arrays = module(script(data, [8, 6, 3], "image", {"step": "scale"}))["load_data"]()
    train_data, validation_data = module(text)["load_data"]()
    assert rows(*samples(validation_data)) == rows(*arrays[1])
    _, labels = samples(train_data)
    assert sorted(labels) == sorted(arrays[0][1])
    assert learnt(text)["loss"]


def test_what_looks_at_all_samples_is_read_at_once(folder: Path) -> None:
    made = [example(value=[0.0, i + 1.0], label=[i % 2]) for i in range(8)]
    data = describe("tfrecord", "r.tfrecord", {}, records(folder / "r.tfrecord", made))
    text = script(replace(data, pipeline="tf.data"), [2], "value", {"step": "standardize"})
    assert "from_tensor_slices" in text
    x, _ = samples(module(text)["load_data"]()[0])
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-6)


def test_a_table_in_batches(folder: Path) -> None:
    path = folder / "t.csv"
    path.write_text("a,b,label\n" + "".join(f"{i},{i * i},{'mn'[i % 2]}\n" for i in range(10)))
    data = describe("csv", "t.csv", {}, path)
    wired = replace(data, pipeline="tf.data")
    text = script(wired, [1], "b", {"step": "reshape", "shape": [1]})
    assert "read_csv" in text
    x, y = samples(module(text)["load_data"]()[0])
    assert all(label == (number**0.5 % 2) for (number,), label in zip(x, y, strict=True))
