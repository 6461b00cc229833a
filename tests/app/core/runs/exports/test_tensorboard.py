"""Event files are what TensorFlow itself reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.runs.exports import tensorboard
from app.core.runs.exports.series import Point, Series

SERIES = Series(
    steps=[Point(300, 0.5, {"loss": 2.0, "accuracy": 0.25})],
    epochs=[Point(0, 1.5, {"loss": 1.0, "val_loss": 3.0}), Point(1, 2.5, {"loss": 1e300})],
)


def test_without_validation_there_is_no_folder_of_it() -> None:
    made = tensorboard.files(Series(epochs=[Point(0, 1.0, {"loss": 1.0})]), 1e9)
    assert [*made] == ["train/events.out.tfevents.1000000000.layerloom.1.v2"]
    assert tensorboard.files(Series(), 1e9) == {}


@pytest.mark.keras
def test_tensorflow_reads_them(tmp_path: Path) -> None:
    import tensorflow as tf

    found = {}
    for name, content in tensorboard.files(SERIES, 1e9).items():
        path = tmp_path / Path(name).name
        path.write_bytes(content)
        # With checksums, which a reader of records refuses where they are wrong.
        found[name.split("/")[0]] = [*tf.compat.v1.train.summary_iterator(str(path))]
    first, step, zero, one = found["train"]
    assert first.file_version == "brain.Event:2"
    assert (step.step, step.wall_time) == (300, 1e9 + 0.5)
    assert {value.tag: value.simple_value for value in step.summary.value} == {
        "batch_loss": 2.0,
        "batch_accuracy": 0.25,
    }
    assert step.summary.value[0].metadata.plugin_data.plugin_name == "scalars"
    assert [value.tag for value in zero.summary.value] == ["epoch_loss"]
    assert one.summary.value[0].simple_value == float("inf")
    _, validation = found["validation"]
    assert [(one.tag, one.simple_value) for one in validation.summary.value] == [("epoch_loss", 3)]
