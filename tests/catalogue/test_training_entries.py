"""The contract: all that Keras trains with is an entry that works, or left out with a reason."""

from __future__ import annotations

import inspect
import json
from functools import reduce

import keras
import pytest
from jsonschema import Draft202012Validator

from model_codegen import catalogue
from model_codegen.catalogue import Catalogue
from model_codegen.catalogue.facts.other_names import NO_ENTRIES
from model_codegen.catalogue.facts.training_arguments import (
    BY_POSITION,
    SHOWN_FIRST,
    TRAINING_ARGUMENTS,
    TRAINING_HELP,
)
from model_codegen.catalogue.training_entries import MODULES
from tests.catalogue.entries import objects
from tests.catalogue.training_examples import REQUIRED

pytestmark = pytest.mark.keras


def test_everything_public_is_an_entry_or_left_out(keras_catalogue: Catalogue) -> None:
    counts = {}
    for kind, path in MODULES.items():
        module = reduce(getattr, path.split(".")[1:], keras)
        public = {
            f"{path}.{name}"
            for name, thing in vars(module).items()
            if not name.startswith("_") and inspect.isclass(thing)
        }
        known = {entry.path for entry in keras_catalogue.trained_with(kind)}
        assert public - known <= {*keras_catalogue.excluded, *NO_ENTRIES}
        counts[kind] = len(known)
    assert counts["optimizer"] >= 16
    assert counts["schedule"] == 6
    assert counts["loss"] >= 22
    assert counts["metric"] >= 42
    assert counts["callback"] == 8


def test_none_of_it_can_be_drawn(keras_catalogue: Catalogue) -> None:
    drawn = {entry.kind for entry in keras_catalogue.entries.values()}
    assert drawn == {"input", "layer", "cell", "op"}
    assert keras_catalogue.find("keras.optimizers.Adam") is None
    assert keras_catalogue.drawable().training == {}
    assert keras_catalogue.drawable().entries is keras_catalogue.entries


def test_schemas_follow_the_signature(keras_catalogue: Catalogue) -> None:
    for entry in keras_catalogue.training.values():
        parameters = inspect.signature(catalogue.resolve(entry.path)).parameters.values()
        named = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
        left = [p.name for p in named if p.name in entry.schema["properties"]]
        assert left == list(entry.schema["properties"])
        assert {p.name for p in named} - {*left} <= {"embeddings_metadata"}
        required = [p.name for p in named if p.default is p.empty]
        assert entry.schema.get("required", []) == required, entry.path
        assert {*entry.highlights} <= {*left}
        assert list(entry.leading) == left[: len(entry.leading)]


def test_schemas_are_valid_and_say_what_they_are_about(keras_catalogue: Catalogue) -> None:
    seen = set()
    for entry in keras_catalogue.training.values():
        assert entry.summary, entry.path
        for name, argument in entry.schema["properties"].items():
            assert {"type", "enum", "anyOf", "$ref"} & argument.keys(), f"{entry.path}.{name}"
            assert argument["description"], f"{entry.path}.{name}"
            assert "callable" not in argument["description"] or "learning_rate" not in name
            text = json.dumps({**argument, "description": ""})
            if text not in seen:
                seen.add(text)
                Draft202012Validator.check_schema(argument)
                for part in objects(argument):
                    if isinstance(part.get("$ref"), str):
                        assert part["$ref"].rpartition("/")[2] in keras_catalogue.definitions


def test_defaults_satisfy_their_schema(keras_catalogue: Catalogue) -> None:
    for entry in keras_catalogue.training.values():
        properties = entry.schema["properties"]
        config = {name: each["default"] for name, each in properties.items() if "default" in each}
        held = {"class_name": entry.path, "config": config | REQUIRED.get(entry.name, {})}
        assert catalogue.check_object(held, entry.kind) == [], entry.path


def test_facts_are_about_arguments_that_are_there(keras_catalogue: Catalogue) -> None:
    entries = {entry.name: entry for entry in keras_catalogue.training.values()}
    every = {name for entry in entries.values() for name in entry.schema["properties"]}
    of_losses = {
        entry.name: entry.schema["properties"] for entry in keras_catalogue.trained_with("loss")
    }
    for fact in [*TRAINING_ARGUMENTS, *TRAINING_HELP]:
        owner, _, name = fact.rpartition(".")
        own = (
            {**of_losses.get(owner, {}), **entries[owner].schema["properties"]} if owner else every
        )
        assert name in own, fact
    assert {*SHOWN_FIRST} <= every
    assert {*BY_POSITION} <= entries.keys()


def test_metrics_are_grouped_and_have_the_names_of_the_logs(keras_catalogue: Catalogue) -> None:
    metrics = {entry.name: entry for entry in keras_catalogue.trained_with("metric")}
    assert metrics["SparseCategoricalAccuracy"].group == "accuracy"
    assert metrics["F1Score"].group == "f score"
    names = {"LogCoshError": "logcosh", "AUC": "auc", "MeanIoU": "mean_io_u"}
    for name, own in names.items():
        assert metrics[name].auto_name == own
        assert catalogue.resolve(metrics[name].path)(**REQUIRED.get(name, {})).name.startswith(own)


def test_what_all_optimizers_have_is_marked_as_advanced(keras_catalogue: Catalogue) -> None:
    adam = keras_catalogue.training["keras.optimizers.Adam"].schema["properties"]
    advanced = [name for name, each in adam.items() if each.get("advanced")]
    assert "clipnorm" in advanced
    assert "name" in advanced
    assert not {"learning_rate", "beta_1", "weight_decay"} & {*advanced}
