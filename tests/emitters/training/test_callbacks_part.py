"""Callbacks write files below the working directory, or they are not written."""

from __future__ import annotations

import pytest

from model_codegen.design.errors import LayerloomError
from model_codegen.design.training import Data
from model_codegen.emitters import emit
from tests.emitters.training.running import CLASSES, A, held, module, two_headed

pytestmark = pytest.mark.keras


def script(path: str) -> str:
    callbacks = (held("callbacks.ModelCheckpoint", filepath=path),)
    design = two_headed(A, {"a": CLASSES}, callbacks=callbacks)
    return emit(design, "functional", with_training=True).text


@pytest.mark.parametrize(
    "path",
    [
        "/etc/x.keras",
        "../x.keras",
        "a/../../x.keras",
        "C:\\x.keras",
        "~/x.keras",
        "gs://b/x.keras",
        "a\\..\\x.keras",
        "..",
        "a\0.keras",
    ],
)
def test_no_callback_writes_elsewhere(path: str) -> None:
    with pytest.raises(LayerloomError, match="below the working directory"):
        script(path)


@pytest.mark.parametrize(
    "path", ["best.keras", "runs/{epoch:02d}-{val_loss:.2f}.keras", "a..b.keras"]
)
def test_paths_below_the_working_directory_are_written_as_they_are(path: str) -> None:
    (callback,) = module(script(path))["make_callbacks"]()
    assert callback.filepath == path


def test_no_callback_writes_over_the_data() -> None:
    design = two_headed(
        A,
        {"a": CLASSES},
        callbacks=(held("callbacks.CSVLogger", filename="./train.csv"),),
        data=Data("csv", "some/train.csv"),
    )
    with pytest.raises(LayerloomError, match="which the data are read from"):
        emit(design, "functional", with_training=True)
