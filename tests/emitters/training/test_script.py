"""Training scripts: as their golden files have them, clean, and run for real on small data."""

from __future__ import annotations

import inspect
import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruff import find_ruff_bin

from model_codegen import gallery
from model_codegen.design.difference import difference
from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import Design
from model_codegen.design.training import Stage
from model_codegen.emitters import emit
from model_codegen.emitters.training.script import NAMES
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from model_codegen.proposals import default_training
from tests.custom import SAMPLED, sampler
from tests.emitters.training.running import (
    CLASSES,
    NUMBER,
    A,
    B,
    History,
    held,
    module,
    train,
    trained,
    two_headed,
)

pytestmark = pytest.mark.keras

SNAPSHOTS = Path(__file__).parent.parent / "snapshots" / "training"


def proposed(name: str, **changed: Any) -> Design:
    """A design of the gallery with the training that is proposed for it, but for this."""
    design = gallery.load(name)
    return replace(design, training=replace(default_training(design), **changed))


def weighed() -> Design:
    """Two heads that do not count the same, of which one learns classes that do not either."""
    design = proposed("two_headed_mlp")
    assert design.training is not None
    first, second = design.training.heads
    heads = {
        first: replace(design.training.heads[first], class_weight="balanced"),
        second: replace(design.training.heads[second], weight=0.5),
    }
    return replace(design, training=replace(design.training, heads=heads))


def augmented() -> Design:
    """Images in batches, changed by lot, with a rate that sinks, and callbacks."""
    design = proposed("cifar_cnn")
    assert design.training is not None
    assert design.training.data is not None
    layers = (
        held("layers.RandomFlip", mode="horizontal"),
        held("layers.RandomTranslation", height_factor=0.1, width_factor=0.1),
    )
    schedule = held(
        "optimizers.schedules.CosineDecay", initial_learning_rate=0.001, decay_steps=750
    )
    return replace(
        design,
        training=replace(
            design.training,
            data=replace(design.training.data, pipeline="tf.data", augment=layers),
            optimizer=held("optimizers.AdamW", learning_rate=schedule),
            callbacks=(
                held("callbacks.EarlyStopping", patience=3, restore_best_weights=True),
                held("callbacks.ModelCheckpoint", filepath="best.keras", save_best_only=True),
            ),
        ),
    )


def transferred() -> Design:
    """A head on a model of `keras.applications`: first it alone learns, then the last layers."""
    design = proposed("transfer_mobilenet")
    base = next(
        operation.name
        for operation in design.main.operations.values()
        if getattr(operation, "class_name", "").startswith("keras.applications.")
    )
    stages = (
        Stage("train the head", 5, {base: False}, 0.001),
        Stage("fine-tune the last layers", 5, {base: 20}, 1e-05),
    )
    assert design.training is not None
    return replace(design, training=replace(design.training, stages=stages))


RECIPES: Mapping[str, tuple[Callable[[], Design], str]] = {
    "siamese_comparator.functional": (lambda: proposed("siamese_comparator"), "functional"),
    "two_headed_mlp.subclass": (weighed, "subclass"),
    "mixed_precision_mlp.sequential": (lambda: proposed("mixed_precision_mlp"), "sequential"),
    "cifar_cnn.functional": (augmented, "functional"),
    "transfer_mobilenet.functional": (transferred, "functional"),
}
"""What courses do, each as a design and a style."""


@cache
def text_of(key: str) -> str:
    make, style = RECIPES[key]
    return emit(make(), style, with_training=True).text


def test_the_text_is_the_golden_file() -> None:
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        for key in RECIPES:
            (SNAPSHOTS / f"{key}.py").write_text(text_of(key), "utf-8")
    stored = {path.stem: path.read_text("utf-8") for path in SNAPSHOTS.glob("*.py")}
    assert {key: text_of(key) for key in RECIPES} == stored


@pytest.mark.parametrize("command", [["format", "--diff"], ["check", "--select", "F,E,I"]])
def test_ruff_has_nothing_to_say(command: list[str]) -> None:
    words = [find_ruff_bin(), *command, "--isolated", "--no-cache", str(SNAPSHOTS)]
    # The docstrings of generators are of this project's lines.
    words += ["--line-length", "100"] if command[0] == "check" else []
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("key", RECIPES)
def test_read_again_it_changes_nothing(key: str) -> None:
    found = from_source(text_of(key))
    assert not found.remarks
    design = RECIPES[key][0]()
    assert not difference(design, reconciled(design, found.design))


def test_the_siamese_comparator_learns() -> None:
    assert learnt("siamese_comparator.functional", "digit_pairs", 400)["loss"]


def test_two_heads_learn_as_they_are_weighed() -> None:
    history = learnt("two_headed_mlp.subclass", "hard_digits", 200, eagerly=True)
    digit, hard = history["digit_loss"][0], history["is_hard_loss"][0]
    assert history["loss"][0] == pytest.approx(digit + 0.5 * hard, rel=1e-5)


def learnt(key: str, generator: str, samples: int, *, eagerly: bool = False) -> History:
    """The history of one epoch with a few samples."""
    text = text_of(key)
    make = module(text)[generator]
    changed = {"EPOCHS": 1, generator: lambda: make(samples)}
    _, history = train(text, eagerly=eagerly, **changed)
    return history


def test_half_precision_scales_the_loss() -> None:
    model, history = train(text_of("mixed_precision_mlp.sequential"), EPOCHS=1)
    assert type(model.optimizer).__name__ == "LossScaleOptimizer"
    assert model.optimizer.dynamic_scale > 1
    assert history["val_accuracy"][0] > 0.5


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # numpy, of TensorFlow's variables
def test_augmented_images_are_learnt_in_the_same_way_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = text_of("cifar_cnn.functional")
    make = module(text)["shapes"]
    changed = {"EPOCHS": 1, "BATCH_SIZE": 20, "shapes": lambda: make(50)}
    histories = [train(text, eagerly=True, **changed)[1] for _ in range(2)]
    assert histories[0] == histories[1]
    assert [path.name for path in tmp_path.iterdir()] == ["best.keras"]


def test_it_has_the_functions_that_whoever_runs_it_calls() -> None:
    design = two_headed([A, B], {"a": CLASSES, "b": NUMBER})
    found = module(emit(design, "functional", with_training=True).text)
    signatures = {k: str(inspect.signature(v)) for k, v in found.items() if inspect.isfunction(v)}
    assert signatures == {
        "build_model": "()",
        "load_data": "()",
        "compile_model": "(model)",
        "make_callbacks": "()",
        "train": "(model, train_data, validation_data, callbacks=())",
        "plot_history": "(history)",
        "main": "()",
    }
    assert {*signatures} - {"build_model"} <= NAMES


def test_a_metric_with_a_number_for_each_class_is_printed() -> None:
    """`f"{value:.4f}"` of such a one is a TypeError, after all that was trained."""

    def printing(average: str | None) -> str:
        metric = held("metrics.F1Score", average=average)
        heads = {"a": replace(CLASSES, metrics=(metric,)), "b": NUMBER}
        text = emit(two_headed([A, B], heads), "functional", with_training=True).text
        (line,) = (line for line in text.splitlines() if "print(" in line)
        return line.strip()

    assert printing(None) == 'print(f"{name}: {value}")'
    assert printing("macro") == 'print(f"{name}: {value:.4f}")'


def test_lines_of_a_head_are_those_of_its_loss_too() -> None:
    code = emit(two_headed([A, B], {"a": CLASSES, "b": NUMBER}), "functional", with_training=True)
    lines = code.text.splitlines()
    written = [lines[first - 1].strip() for first, _ in code.lines["b"]]
    assert written == [
        'b = layers.Dense(1, name="b")(x_1)',
        '"b": keras.losses.MeanSquaredError(),',
    ]


def test_code_of_the_design_s_own_trains_unless_it_has_a_name_of_the_script() -> None:
    heads = {"dense_2": NUMBER}
    design = trained(sampler(SAMPLED), heads=heads)
    _, history = train(emit(design, "functional", with_training=True).text, eagerly=True)
    assert len(history["loss"]) == 1
    taken = replace(design, code=design.code.replace("EPSILON", "EPOCHS"))
    with pytest.raises(LayerloomError, match="own code defines `EPOCHS`"):
        emit(taken, "functional", with_training=True)
