"""The folder is what findings/mlflow_file_store_is_closed.sh has MLflow itself read."""

from __future__ import annotations

from app.core.runs.exports import mlflow
from app.core.runs.exports.series import Point, Series
from app.core.runs.run import Run

RUN = Run("ab" * 16, "o", "d", "two heads", 7, 3, {}, "", 1e9, state="finished")
TRAINING = {
    "optimizer": {"class_name": "keras.optimizers.Adam", "config": {"learning_rate": 0.01}},
    "heads": {"digit/../..": {"metrics": [{"class_name": "keras.metrics.MeanSquaredError"}]}},
    "data": {"kind": "bundled", "name": "digits", "fields": {"x": {"shape": [64]}}},
    "epochs": 3,
}
SERIES = Series([Point(5, 0.5, {"loss": 2.0})], [Point(0, 1.0, {"loss": 0.1}), Point(1, 2, {})])


def test_the_layout() -> None:
    found = mlflow.files(RUN, TRAINING, SERIES)
    folder = mlflow.artifacts(RUN).removesuffix("/artifacts")
    assert folder.startswith("mlruns/1")
    assert folder.endswith(RUN.id)
    assert found[f"{folder}/metrics/loss"] == b"1000000001000 0.1 0\n"
    assert found[f"{folder}/metrics/batch/loss"] == b"1000000000500 2.0 5\n"
    params = {
        name.removeprefix(f"{folder}/params/"): content.decode()
        for name, content in found.items()
        if "/params/" in name
    }
    assert params["epochs"] == "3"
    assert params["seed"] == "7"
    assert params["batch_size"] == "32"
    assert params["optimizer.class_name"] == "keras.optimizers.Adam"
    assert params["optimizer.config.learning_rate"] == "0.01"
    assert params["data.name"] == "digits"
    assert not any("fields" in name or "shape" in name for name in params)
    assert found[f"{folder}/tags/mlflow.runName"] == b"two heads"
    assert b"status: 3\n" in found[f"{folder}/meta.yaml"]
    assert b'name: "two heads"\n' in found[f"{folder.rsplit('/', 1)[0]}/meta.yaml"]


def test_no_name_leaves_the_folder() -> None:
    assert not any(".." in name.split("/") for name in mlflow.files(RUN, TRAINING, SERIES))
