"""Objects of the catalogue's classes."""

from __future__ import annotations

from app.core.training.held_objects import of_class, problems, told_apart
from model_codegen.catalogue.entry import Catalogue, Entry
from model_codegen.catalogue.json_schema import NUMBER, record

CATALOGUE = Catalogue(keras_version="", entries={}, definitions={}, excluded={})


def entry(name: str, arguments: str, required: tuple[str, ...] = ()) -> Entry:
    return Entry(
        path=f"keras.optimizers.{name}",
        name=name,
        kind="optimizer",
        category="optimizer",
        group="",
        auto_name="",
        summary="",
        schema=record({key: {**NUMBER} for key in arguments.split()}, required),
        ports=(),
        call_schema=record({}),
    )


def test_another_class_keeps_the_arguments_that_both_have() -> None:
    before = {"class_name": "x", "config": {"learning_rate": 0.1, "beta_1": 0.8, "name": "mine"}}
    found = of_class(entry("SGD", "learning_rate momentum name"), before, CATALOGUE)
    assert found == {"class_name": "keras.optimizers.SGD", "config": {"learning_rate": 0.1}}


def test_what_has_to_be_set_is_begun_with_something() -> None:
    assert of_class(entry("Top", "k", ("k",)), None, CATALOGUE)["config"] == {"k": 1}


def test_objects_of_one_class_are_told_apart() -> None:
    auc = {"class_name": "keras.metrics.AUC"}
    values = [auc, {"class_name": "keras.metrics.Mean"}, {**auc, "config": {"name": "pr"}}]
    assert told_apart(values) == ["AUC 1", "Mean", "AUC pr"]


def test_what_is_wrong_is_a_sentence() -> None:
    sgd = entry("SGD", "momentum")
    value = {"class_name": sgd.path, "config": {"momentum": "much"}}
    (sentence,) = problems(sgd, value, CATALOGUE)
    assert "momentum" in sentence
