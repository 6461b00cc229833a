"""Optimizers, losses, metrics and callbacks of a document are checked, and made."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen import catalogue
from model_codegen.catalogue import Catalogue, ConfigError, check_object, make_object
from model_codegen.catalogue.training_objects import training_entry
from tests.catalogue.training_examples import EXAMPLES, REQUIRED

pytestmark = pytest.mark.keras


def held(path: str, **config: Any) -> dict[str, Any]:
    return {"class_name": path, "config": config}


def test_every_entry_is_made_with_its_defaults_and_with_them_spelled_out(
    keras_catalogue: Catalogue,
) -> None:
    failures = {}
    for entry in keras_catalogue.training.values():
        needed = REQUIRED.get(entry.name, {})
        properties = entry.schema["properties"]
        defaults = {name: each["default"] for name, each in properties.items() if "default" in each}
        for config in (needed, defaults | needed):
            try:
                made = make_object({"class_name": entry.path, "config": config}, entry.kind)
                assert type(made) is catalogue.resolve(entry.path)
            except Exception as error:
                failures[entry.path] = repr(error)
    assert failures == {}


def test_every_choice_is_one_that_keras_takes(keras_catalogue: Catalogue) -> None:
    failures = {}
    for entry in keras_catalogue.training.values():
        for name, schema in entry.schema["properties"].items():
            for value in schema.get("enum", ()):
                config = {**REQUIRED.get(entry.name, {}), name: value}
                try:
                    make_object({"class_name": entry.path, "config": config}, entry.kind)
                except ConfigError as error:
                    failures[f"{entry.path}.{name}={value}"] = error.message
    assert failures == {}


@pytest.mark.parametrize(("path", "config"), EXAMPLES)
def test_examples_are_made(path: str, config: dict[str, Any]) -> None:
    entry = training_entry(held(path))
    assert entry is not None
    assert check_object(held(path, **config), entry.kind) == []
    make_object(held(path, **config), entry.kind)


def test_what_is_held_inside_is_made_too() -> None:
    wrapper, several = "keras.optimizers.LossScaleOptimizer", "keras.optimizers.MultiOptimizer"
    optimizer = make_object(held(wrapper, **REQUIRED["LossScaleOptimizer"]), "optimizer")
    assert isinstance(optimizer.inner_optimizer, keras.optimizers.SGD)
    made = make_object(held(several, **REQUIRED["MultiOptimizer"]), "optimizer")
    assert {type(each).__name__ for each in made.optimizers} == {"Adam", "SGD"}


ADAM = "keras.optimizers.Adam"
COSINE = "keras.optimizers.schedules.CosineDecay"
CHECKPOINT = "keras.callbacks.ModelCheckpoint"


@pytest.mark.parametrize(
    ("value", "argument", "words"),
    [
        ("mse", None, '"mse" is not a loss'),
        (None, None, "None is not a loss"),
        ({"class_name": "keras.losses.Huber", "delta": 1}, None, "write its class and its config"),
        ({"class_name": 3}, None, "write its class"),
        (held("keras.losses.Nope"), None, "There is no `keras.losses.Nope`"),
        (held("os.system"), None, "There is no `os.system`"),
        (held("keras.metrics.AUC"), None, "`keras.metrics.AUC` is not a loss"),
        (held("keras.losses.Loss"), None, "cannot be used here: it is a base class"),
        ({"class_name": "keras.losses.Huber", "config": [1]}, None, "must be an object"),
        (held("keras.losses.Huber", delta="x"), "delta", "`delta` must be a number"),
        (held("keras.losses.Huber", detla=1), "detla", "did you mean `delta`?"),
        (held("keras.losses.Huber", delta=float("nan")), "delta", "finite"),
    ],
)
def test_what_is_no_loss_is_told_in_one_sentence(
    value: Any, argument: str | None, words: str
) -> None:
    problems = check_object(value, "loss")
    assert len(problems) == 1
    assert problems[0].argument == argument
    assert words in problems[0].message
    with pytest.raises(ConfigError, match=r"."):
        make_object(value, "loss")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (held(ADAM, learning_rate="fast"), "a learning rate, such as 0.001, or a schedule"),
        (held(ADAM, learning_rate=-1), "a learning rate, such as 0.001"),
        (held(ADAM, learning_rate=held(COSINE)), "needs `learning_rate.initial_learning_rate`"),
        (held(ADAM, beta_1=1.5), "a number of at least 0 and below 1"),
        (held(ADAM, clipnorm=0), "a number above 0"),
        (held("keras.optimizers.Ftrl", learning_rate_power=1), "a number of at most 0"),
        (
            held("keras.optimizers.LossScaleOptimizer", inner_optimizer=held(ADAM, beta1=0.9)),
            "`Adam` has no argument `inner_optimizer.beta1`; did you mean `beta_1`?",
        ),
        (
            held("keras.optimizers.LossScaleOptimizer", inner_optimizer="sgd"),
            "an optimizer, such as Adam",
        ),
    ],
)
def test_optimizers_are_held_to_their_schemas_at_every_depth(value: Any, words: str) -> None:
    assert words in " ".join(problem.message for problem in check_object(value, "optimizer"))


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("best.keras", True),
        ("runs/a b/{epoch:02d}-{val_loss:.2f}.keras", True),
        ("Größe.keras", True),
        ("/etc/passwd.keras", False),
        ("../best.keras", False),
        ("a/../../best.keras", False),
        ("~/best.keras", False),
        ("C:\\best.keras", False),
        ("gs://bucket/best.keras", False),
        ("{epoch.__class__}.keras", False),
        ("{epoch:999999999}.keras", False),
        ("{epoch[0]}.keras", False),
        ("a\nb.keras", False),
        ("", False),
        ("x" * 300 + ".keras", False),
    ],
)
def test_files_stay_below_the_working_directory(path: str, allowed: bool) -> None:
    problems = check_object(held(CHECKPOINT, filepath=path), "callback")
    assert (problems == []) is allowed
    if not allowed:
        assert "a file or folder below the working directory" in problems[0].message


def test_what_only_keras_knows_is_refused_in_its_words() -> None:
    with pytest.raises(ConfigError) as caught:
        make_object(held(CHECKPOINT, filepath="best.txt"), "callback")
    assert "must end in `.keras`" in caught.value.message


@pytest.mark.parametrize(
    "path",
    [
        "keras.callbacks.LambdaCallback",
        "keras.callbacks.LearningRateScheduler",
        "keras.callbacks.RemoteMonitor",
    ],
)
def test_callbacks_that_carry_code_or_send_data_are_refused_with_the_reason(path: str) -> None:
    problems = check_object(held(path), "callback")
    assert problems[0].message.startswith(f"`{path}` cannot be used here: it ")
