"""Runs as a whole: told of, kept, gone on with, stopped, failing."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np
import pytest

from model_codegen.training import packing, sink, watch
from model_codegen.training.run_program import RunProgram, run
from tests.training.keeping import Going, Keeping
from tests.training.scripts import PLAIN, STAGES

pytestmark = [
    pytest.mark.keras,
    pytest.mark.long(25),
    pytest.mark.filterwarnings("ignore:__array__ implementation"),
    pytest.mark.filterwarnings("ignore:`shuffle=True` was passed"),
]


def done(source: str, control: Going | None = None, room: int = 1000, **more: Any) -> Keeping:
    kept = Keeping(room)
    run(RunProgram(source, **more), kept, control or Going())
    return kept


@pytest.fixture(scope="module")
def staged() -> Keeping:
    """A run in two stages, from its start to its end."""
    return done(STAGES)


@pytest.fixture(scope="module")
def plain() -> Keeping:
    """A run of one `fit`."""
    return done(PLAIN)


def test_what_is_told_of_a_run(plain: Keeping) -> None:
    assert plain.kinds == ["started", "epoch", "epoch", "results", "finished"]
    (started,) = plain.of("started")
    assert started | {"t": 0} == {
        "kind": "started", "t": 0, "total_epochs": 2, "steps_per_epoch": 3, "seed": 0,
        "heads": ["size"], "epoch": 0, "step": 0,
    }  # fmt: skip
    last = plain.of("epoch")[-1]
    assert last["logs"].keys() == {"loss", "val_loss", "learning_rate"}
    assert (last["epoch"], last["step"], last["best"]) == (1, 6, True)
    assert last["logs"]["learning_rate"] == pytest.approx(0.01)
    # Whatever was left out for being too soon, the last step of each epoch is told.
    assert {3, 6} <= {event["step"] for event in plain.of("step")}
    (finished,) = plain.of("finished")
    assert (finished["best_epoch"], finished["epochs"]) == (1, 2)
    assert json.dumps(plain.events, allow_nan=False)


def test_norms_are_told_by_layer(staged: Keeping) -> None:
    norms = staged.of("norms")
    # In the first stage one layer is frozen.
    assert [one["name"] for one in norms[0]["layers"]] == ["norm", "kind"]
    assert all(one["weight"] > 0 and one["gradient"] > 0 for one in norms[0]["layers"])
    assert norms[0]["words"] == ""


def test_measuring_changes_no_number(staged: Keeping) -> None:
    """Statistics, seeds and metrics stay, whatever is measured of them."""
    without = done(STAGES, norms=False)
    assert without.of("norms") == []
    assert numbers(without) == numbers(staged)


@pytest.mark.parametrize("epoch", [1, 3], ids=["in the first stage", "in the second stage"])
def test_a_run_goes_on_with_the_same_numbers(staged: Keeping, epoch: int) -> None:
    """To the last bit: the order of the data, dropout, noise, callbacks go on as they were."""
    again = done(STAGES, kept=staged.kept[epoch - 1])
    assert again.kinds[0] == "resumed"
    assert again.of("resumed")[0]["epoch"] == epoch
    assert numbers(again) == numbers(staged)[epoch:]
    assert weights(again) == weights(staged)
    assert model_weights(again) == model_weights(staged)
    progress = packing.unpack(again.kept[-1][sink.CHECKPOINT])["progress"]
    whole = packing.unpack(staged.kept[-1][sink.CHECKPOINT])["progress"]
    assert progress["fits"] == whole["fits"]
    assert progress["callbacks"][0]["best"] == whole["callbacks"][0]["best"]


def test_the_results_and_the_best_model_are_taken_away(plain: Keeping, staged: Keeping) -> None:
    head = json.loads(plain.files[sink.RESULTS])["heads"]["size"]
    assert (head["kind"], len(head["points"]), sum(head["counts"])) == ("residuals", 16, 16)
    (results,) = staged.of("results")
    matrix = np.array(results["heads"]["kind"]["matrix"])
    assert matrix.shape == (3, 3)
    assert matrix.sum() == results["count"] == 16
    assert len(results["samples"]) == 12
    assert results["evaluation"].keys() == {"loss", "accuracy"}
    with zipfile.ZipFile(io.BytesIO(plain.files[sink.BEST_MODEL])) as file:
        assert "model.weights.h5" in file.namelist()


def test_a_run_that_is_stopped_keeps_what_is_there(plain: Keeping) -> None:
    """It is asked after each of three batches and at the end of the epoch."""
    stopped = done(PLAIN, control=Going("run", "run", "run", "run", "stop"))
    assert stopped.kinds == ["started", "epoch", "results", "stopped"]
    (told,) = stopped.of("stopped")
    assert (told["epoch"], told["step"]) == (1, 4)
    assert weights(stopped, 0) == weights(plain, 0)
    assert sink.BEST_MODEL in stopped.files


def test_a_pause_changes_nothing_but_the_clock(plain: Keeping) -> None:
    paused = done(PLAIN, control=Going("run", "pause", "pause", "pause"))
    assert paused.kinds[:3] == ["started", "paused", "resumed"]
    assert numbers(paused) == numbers(plain)
    before, after = paused.of("paused") + paused.of("resumed")
    assert after["t"] == pytest.approx(before["t"], abs=0.05)


def test_a_run_may_be_stopped_while_it_pauses() -> None:
    stopped = done(PLAIN, control=Going("pause", "stop"))
    assert stopped.kinds == ["started", "paused", "stopped"]
    assert stopped.kept == []
    assert stopped.files == {}


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (0, "The state after epoch 1 could not be kept: the disk is full. Nothing of this run is "
            "kept; make room and go on."),
        (1, "The state after epoch 2 could not be kept: the disk is full. That after epoch 1 is "
            "kept; make room and go on."),
    ],
)  # fmt: skip
def test_a_full_disk_ends_the_run_and_leaves_what_was_kept(
    room: int, said: str, plain: Keeping
) -> None:
    full = done(PLAIN, room=room)
    assert full.of("failed")[0]["sentence"] == said
    assert full.kinds[-1] == "failed"
    assert len(full.kept) == room
    assert not room or weights(full, 0) == weights(plain, 0)


@pytest.mark.parametrize(
    ("change", "what", "layer", "said"),
    [
        (
            ("LEARNING_RATE = 0.01", "LEARNING_RATE = 1e30"),
            "output", "size",
            "The loss is NaN at step 2 (epoch 1): the output of `size` was the first that is not "
            "finite. A smaller learning rate",
        ),
        (
            ("    return (x[:24]", "    x[17, 2] = np.nan\n    return (x[:24]"),
            "data", "flower",
            "The loss is NaN at step 2 (epoch 1): the data of `flower` are not all finite numbers. "
            "Fill in or leave out what is missing in them.",
        ),
    ],
)  # fmt: skip
def test_a_loss_that_is_no_number_ends_the_run(
    change: tuple[str, str], what: str, layer: str, said: str
) -> None:
    failed = done(PLAIN.replace(*change))
    (told,) = failed.of("nonfinite")
    assert (told["what"], told["layer"]) == (what, layer)
    assert told["sentence"].startswith(said)
    assert failed.of("failed")[0]["sentence"] == told["sentence"]
    assert failed.kept == []


def test_the_layer_of_a_loss_that_is_no_number_is_called_as_in_the_design() -> None:
    unnamed = PLAIN.replace(', name="size"', "").replace(', name="body"', "")
    failed = done(unnamed.replace("LEARNING_RATE = 0.01", "LEARNING_RATE = 1e30"))
    assert failed.of("nonfinite")[0]["layer"] == "dense_1"


def test_a_loss_that_grows_is_told_of_and_the_run_goes_on() -> None:
    source = PLAIN.replace("LEARNING_RATE = 0.01", "LEARNING_RATE = 0.3")
    grown = done(source.replace('activation="relu", ', ""))
    (told,) = grown.of("diverged")
    assert told["sentence"].startswith("The loss diverges: it has grown from ")
    assert grown.kinds[-1] == "finished"


def test_a_metric_with_a_number_for_each_class_is_told_of() -> None:
    source = PLAIN.replace("Dense(1,", "Dense(3,")
    source = source.replace("x.sum(axis=1)", "np.eye(3)[np.arange(40) % 3]")
    scored = done(source.replace('_error"', '_error", metrics=[keras.metrics.F1Score()]'))
    assert 0 <= scored.of("epoch")[-1]["logs"]["f1_score"] <= 1
    assert scored.kinds[-1] == "finished"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise RuntimeError('no such thing')", "Python could not run the script: no such thing"),
        ("import custom_layers", "Some layers of this model are placeholders: the code imports"),
        (PLAIN.replace("x.sum(axis=1)", "x.sum(axis=1)[:-1]"),
         "Training failed: Data cardinality is ambiguous."),
        (PLAIN.replace("return history.history", "raise Exception('URL fetch failure on "
                       "https://nowhere.example/a/net.h5: None -- [Errno -2] Name unknown')"),
         "net.h5 could not be fetched from nowhere.example, which this machine does not reach."),
        (PLAIN.replace("return history.history", "raise SystemExit"),
         "The code ended what ran it: SystemExit."),
    ],
    ids=["text", "placeholders", "Keras", "network", "exit"],
)  # fmt: skip
def test_what_fails_is_told_in_a_sentence(source: str, said: str) -> None:
    failed = done(source)
    (told,) = failed.of("failed")
    assert told["sentence"].startswith(said)
    assert "\n" not in told["sentence"]


def test_a_file_that_is_gone_is_told_of() -> None:
    failed = done(PLAIN, files={"train.csv": "/nowhere/train.csv"})
    assert failed.of("failed")[0]["sentence"] == (
        "The data file train.csv is not there any more. Upload it again."
    )


def numbers(kept: Keeping) -> list[dict[str, float]]:
    """What each epoch came to."""
    return [event["logs"] for event in kept.of("epoch")]


def weights(kept: Keeping, place: int = -1) -> list[bytes]:
    """All that a checkpoint has of the model and its optimizer."""
    state = packing.unpack(kept.kept[place][sink.CHECKPOINT])
    return [array.tobytes() for array in [*state["model"], *state["optimizer"]]]


def model_weights(kept: Keeping) -> bytes:
    """The best model's weights as they are taken away."""
    with zipfile.ZipFile(io.BytesIO(kept.files[sink.BEST_MODEL])) as file:
        return file.read("model.weights.h5")


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user is asked after every batch."""
    monkeypatch.setattr(watch, "ASK_SECONDS", 0.0)
