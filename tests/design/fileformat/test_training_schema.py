"""What a training must look like in a file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.fileformat.training_schema import WireTraining
from model_codegen.design.training import Feed, Head, Training
from tests.design.fileformat.documents import minimal


def test_all_may_be_left_out() -> None:
    assert TypeAdapter(WireTraining).validate_python({}) == Training()
    read: Any = TypeAdapter(WireTraining).validate_python(
        {
            "heads": {"a": {"loss": {"class_name": "l"}}},
            "data": {"kind": "csv", "inputs": {"x": {"fields": ["a", "b"]}}},
        }
    )
    assert read.heads == {"a": Head({"class_name": "l", "config": {}})}
    assert read.data.inputs == {"x": Feed(("a", "b"))}


@pytest.mark.parametrize(
    ("training", "sentence"),
    [
        ({"optimizer": "adam"}, "In training.optimizer: this is written"),
        ({"epochs": 0}, "In training.epochs: "),
        ({"validation_split": 1}, "In training.validation_split: "),
        ({"heads": {"a": {"class_weight": "even"}}}, "class weights are"),
        ({"stages": [{"name": "s", "trainable": {"a": -1}}]}, "a layer is set free by true"),
        ({"data": {"kind": "csv", "inputs": {"a": {"fields": []}}}}, "In training.data.inputs.a"),
        ({"data": {"kind": "web"}}, "In training.data.kind"),
        ({"data": {"kind": "csv", "inputs": {"a": {"fields": ["b"], "steps": [1]}}}}, "a step is"),
        ({"epoch": 3}, "did you mean `epochs`?"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(training: Any, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        loads(json.dumps(minimal() | {"training": training}))
    assert sentence in str(caught.value)
