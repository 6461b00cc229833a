"""What a training looks like in a file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps, loads, to_json
from model_codegen.design.training import Data, Feed, FieldFacts, Head, Stage, Training

ADAM = {"class_name": "keras.optimizers.Adam", "config": {}}


def test_only_what_is_unusual_is_written() -> None:
    assert _written(Training()) == {"optimizer": ADAM}
    assert _written(Training(data=Data("bundled", "digits"))) == {
        "optimizer": ADAM,
        "data": {"kind": "bundled", "name": "digits"},
    }


def test_names_are_sorted_and_whole_numbers_are_whole() -> None:
    training = Training(
        heads={"b": Head(weight=2.0), "a": Head(class_weight={"1": 0.5, "0": 3.0})},
        data=Data(
            "generated",
            "spirals",
            {"samples": 10, "noise": 1.0},
            fields={"x": FieldFacts((2,), minimum=-1.0)},
            inputs={"x": Feed(("x",), ({"by": 2.0, "step": "scale"},))},
        ),
        stages=(Stage("head", 2, {"top": True, "base": 1, "last": False}),),
        jit_compile=True,
    )
    assert json.dumps(_written(training)) == json.dumps(
        {
            "optimizer": ADAM,
            "heads": {"a": {"class_weight": {"0": 3, "1": 0.5}}, "b": {"weight": 2}},
            "data": {
                "kind": "generated",
                "name": "spirals",
                "options": {"noise": 1.0, "samples": 10},
                "fields": {"x": {"shape": [2], "minimum": -1}},
                "inputs": {"x": {"fields": ["x"], "steps": [{"step": "scale", "by": 2.0}]}},
            },
            "stages": [
                {"name": "head", "epochs": 2, "trainable": {"base": 1, "last": False, "top": True}}
            ],
            "jit_compile": True,
        }
    )
    design = replace(gallery.load("mlp"), training=training)
    assert loads(dumps(design)) == design


def _written(training: Training) -> Any:
    return to_json(replace(gallery.load("mlp"), training=training))["training"]
