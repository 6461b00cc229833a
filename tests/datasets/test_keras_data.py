"""The data of Keras: known without fetching them, and what is said where they cannot be."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_codegen.datasets.keras_data import (
    KERAS_DATA,
    described_by_keras,
    is_fetched,
    keras_data,
    keras_entries,
    keras_options,
    read_by_keras,
)
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data


@pytest.mark.parametrize("name", KERAS_DATA)
def test_what_is_known(name: str) -> None:
    data = described_by_keras(Data("keras", name))
    assert len(data.fields) == 2
    for facts in data.fields.values():
        if facts.labels:
            assert sum(facts.labels.values()) == data.samples
    assert keras_data(name).summary.endswith((".", "?"))


def test_texts_have_options() -> None:
    data = described_by_keras(Data("keras", "imdb", {"length": 50}))
    assert data.options == {"words": 10_000, "length": 50}
    assert data.fields["tokens"].shape == (50,)
    assert all(entry.network for entry in keras_entries())


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("minst", {}, r"no data 'minst'\. Did you mean `mnist`"),
        ("mnist", {"words": 3}, "have no option 'words'"),
        ("imdb", {"words": 3}, "is a whole number from 10 to 200,000"),
    ],
)
def test_what_there_is_not(name: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError, match=said):
        keras_options(name, options)


@pytest.mark.keras
def test_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import keras

    def unreachable() -> None:
        assert socket.getdefaulttimeout() is not None
        raise Exception("URL fetch failure on https://…")

    before = socket.getdefaulttimeout()
    monkeypatch.setattr(keras.datasets.mnist, "load_data", unreachable)
    with pytest.raises(DataError, match="this machine could not: connect it"):
        read_by_keras(Data("keras", "mnist"))
    assert socket.getdefaulttimeout() == before


@pytest.mark.keras
def test_what_keras_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    import keras

    x, y = np.zeros((5, 32, 32, 3), "uint8"), np.ones((5, 1), "uint8")
    texts = np.array([[1, 2], [3]], dtype="object"), np.array([0, 1])
    monkeypatch.setattr(keras.datasets.cifar10, "load_data", lambda: ((x, y), (x, y)))
    monkeypatch.setattr(keras.datasets.imdb, "load_data", lambda num_words: (texts, texts))
    assert read_by_keras(Data("keras", "cifar10"))["label"].shape == (5,)
    tokens = read_by_keras(Data("keras", "imdb", {"length": 3}))["tokens"]
    assert tokens.tolist() == [[0, 1, 2], [0, 0, 3]]


def test_what_was_fetched_before_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert not is_fetched("mnist")
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").write_bytes(b"")
    (tmp_path / "datasets" / "cifar-10-batches-py-target").mkdir()
    assert [name for name in KERAS_DATA if is_fetched(name)] == ["mnist", "cifar10"]
