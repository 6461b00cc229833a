"""What callbacks write must not be lost to another callback, nor the data to a callback."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import pytest

from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design
from tests.analysis.training.trained import callback, classifier, data, findings, labels, mended

pytestmark = pytest.mark.keras


def checkpoint(path: str = "best.keras", **config: Any) -> Config:
    return callback("ModelCheckpoint", filepath=path, **config)


def drawn(*callbacks: Config) -> Design:
    return classifier(callbacks=callbacks)


def configs(design: Design, found: Diagnostic) -> list[dict[str, Any]]:
    """The arguments of all callbacks after the fix, with which nothing is told any more."""
    after = mended(design, found)
    assert after.training is not None
    assert findings(after) == []
    return [dict(one["config"]) for one in after.training.callbacks]


def test_two_checkpoints_to_one_file() -> None:
    design = drawn(checkpoint(), checkpoint("./best.keras", save_best_only=True))
    (found,) = findings(design)
    assert (found.code, found.severity, found.nodes) == ("one-file", "warning", ("digit",))
    assert found.message == (
        "Two callbacks ModelCheckpoint write to `best.keras`: each writes over what another has "
        "kept there. Give it a place of its own"
    )
    assert [one["filepath"] for one in configs(design, found)] == ["best.keras", "best_2.keras"]


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("runs/w.weights.h5", ["runs/w_2.weights.h5", "runs/w_3.weights.h5"]),
        ("{val_loss:.2f}.keras", ["{val_loss:.2f}_2.keras", "{val_loss:.2f}_3.keras"]),
    ],
)
def test_several_each_get_a_file(path: str, others: list[str]) -> None:
    design = drawn(*[checkpoint(path, save_weights_only=path.endswith("h5"))] * 3)
    (found,) = findings(design)
    assert "3 callbacks ModelCheckpoint write" in found.message
    assert [one["filepath"] for one in configs(design, found)] == [path, *others]


def test_folders_of_two_with_one_by_default() -> None:
    design = drawn(callback("TensorBoard"), callback("BackupAndRestore", backup_dir="./logs"))
    (found,) = findings(design)
    assert found.message.startswith("TensorBoard and BackupAndRestore write to `logs`")
    assert configs(design, found)[1]["backup_dir"] == "logs_2"


@pytest.mark.parametrize(
    "others",
    [
        [checkpoint("last.keras"), callback("CSVLogger", filename="best.csv")],
        [checkpoint("{epoch}.keras"), callback("TensorBoard", log_dir="logs")],
        [callback("BackupAndRestore", backup_dir="best")],
        [callback("EarlyStopping"), callback("ModelCheckpoint")],
    ],
)
def test_each_with_its_own_is_fine(others: list[Config]) -> None:
    assert findings(drawn(checkpoint(), *others), "one-file") == []


def test_what_the_script_writes_at_its_end() -> None:
    design = drawn(checkpoint("model.keras", save_best_only=True))
    (found,) = findings(design)
    assert "at its end the script writes that itself" in found.message
    assert [one["filepath"] for one in configs(design, found)] == ["model_2.keras"]


def test_a_backup_deletes_its_folder() -> None:
    design = drawn(checkpoint("run/best.keras"), callback("BackupAndRestore", backup_dir="run"))
    (found,) = findings(design)
    assert "deletes `run` at the end of the training, and with it `run/best.keras`" in found.message
    assert configs(design, found)[1]["backup_dir"] == "run_2"
    keeps = callback("BackupAndRestore", backup_dir="run", delete_checkpoint=False)
    assert findings(drawn(checkpoint("run/best.keras"), keeps)) == []


def test_keras_itself_deletes_it(tmp_path: Path) -> None:
    callback = keras.callbacks.BackupAndRestore(str(tmp_path / "run"))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "best.keras").write_bytes(b"")
    callback.on_train_end()
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(("kind", "told"), [("csv", 1), ("generated", 0)])
def test_the_data_are_not_written_over(kind: Any, told: int) -> None:
    samples = replace(data(labels()), kind=kind, name="digits.csv")
    design = classifier(data=samples, callbacks=(callback("CSVLogger", filename="digits.csv"),))
    errors = findings(design, "one-file")
    assert [one.severity for one in errors] == ["error"] * told
    for one in errors:
        assert "which the data are read from" in one.message
        after = mended(design, one).training
        assert after is not None
        assert after.callbacks[0]["config"]["filename"] == "digits_2.csv"
