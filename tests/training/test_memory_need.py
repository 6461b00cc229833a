"""A batch that does not fit is refused with the largest that does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen import gallery
from model_codegen.analysis import design_analysis
from model_codegen.design.training import Data, Feed, FieldFacts, Training
from model_codegen.training.failures import TrainingError
from model_codegen.training.memory_need import check_memory
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

MIB = 1024**2


def test_the_largest_batch_that_fits_is_told() -> None:
    design = gallery.load("digit_cnn")
    large = replace(design, training=Training(batch_size=4096))
    with pytest.raises(TrainingError, match=r"batches of 4,096 .*; the largest batch that") as told:
        check_memory(large, 100 * MIB)
    most = int(str(told.value).rpartition(" is ")[2].rstrip(".").replace(",", ""))
    check_memory(replace(design, training=Training(batch_size=most)), 100 * MIB)
    with pytest.raises(TrainingError):
        check_memory(replace(design, training=Training(batch_size=most + 1)), 100 * MIB)


def test_where_no_sample_fits_that_is_told() -> None:
    design = replace(gallery.load("digit_cnn"), training=Training())
    with pytest.raises(TrainingError, match=r"does not fit with a single sample either"):
        check_memory(design, 1000)


def test_data_tell_the_sizes_that_a_design_leaves_open() -> None:
    embedding = layer("Embedding", input_dim=100, output_dim=64)
    drawn = design({"x": (inp(None, dtype="int32"),), "embedding": (embedding, "x")})
    long = Data(
        "npz",
        fields={"words": FieldFacts((100_000,), "int32")},
        inputs={"x": Feed(("words",))},
    )
    check_memory(replace(drawn, training=Training()), 500 * MIB)
    with pytest.raises(TrainingError):
        check_memory(replace(drawn, training=Training(data=long)), 500 * MIB)


def test_nothing_is_made_of_what_it_is_trained_with(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[object] = []
    monkeypatch.setattr(
        design_analysis,
        "check_training",
        lambda design, *_: checked.append(design.training) or (),
    )
    check_memory(replace(gallery.load("mlp"), training=Training()), 1024 * MIB)
    assert checked == [None]
