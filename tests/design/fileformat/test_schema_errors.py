"""What is wrong with a value that is no design: one sentence, with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.json_text import MAX_DEPTH
from model_codegen.design.fileformat.serialization import from_json, loads
from tests.design.fileformat.documents import call, minimal


def block(**fields: Any) -> dict[str, Any]:
    return {"kind": "model", "model": "m", "name": "a", **fields}


NESTED: Any = {}
for _ in range(MAX_DEPTH):
    NESTED = {"a": NESTED}

WRONG_VALUES: dict[str, tuple[Any, str]] = {
    "no version": ({"main": {}}, "A design says `schema_version` 2, this one says none."),
    "old version": (
        minimal() | {"schema_version": 0},
        "A design says `schema_version` 2, this one says the number 0.",
    ),
    "true is no version": (
        minimal() | {"schema_version": True},
        "A design says `schema_version` 2, this one says true.",
    ),
    "new version": (
        minimal() | {"schema_version": 3},
        "This design was written by a newer Layerloom (schema_version 3); "
        "this one reads schema_version 2. Update Layerloom to open it.",
    ),
    "no name": ({"schema_version": 2, "main": {"name": "m"}}, "In the design: `name` is missing."),
    "unknown field": (
        minimal(node={}),
        'In main: unknown field "node" (did you mean `nodes`?).',
    ),
    "nothing like it": (minimal(xyz=1), 'In main: unknown field "xyz".'),
    "nodes are a list": (
        minimal(nodes=[1]),
        "In main.nodes: this must be an object, not a list.",
    ),
    "unknown kind": (
        minimal(operations={"a": {"kind": "lyer"}}),
        'In main.operations.a: `kind` is "layer", "op" or "model", not the text "lyer".',
    ),
    "no kind": (
        minimal(operations={"a": {}}),
        'In main.operations.a: `kind` is missing: "layer", "op" or "model".',
    ),
    "layer without a class": (
        minimal(operations={"layer": {"kind": "layer", "name": "a"}}),
        "In main.operations.layer: `class_name` is missing.",
    ),
    "trainable is a word": (
        minimal(operations={"a": {"kind": "model", "model": "m", "name": "a", "trainable": "no"}}),
        'In main.operations.a.trainable: this must be true or false, not the text "no".',
    ),
    "repeat is a fraction": (
        minimal(operations={"a": block(repeat=1.5)}),
        "In main.operations.a.repeat: this must be a whole number, not the number 1.5.",
    ),
    "repeat is a word": (
        minimal(operations={"a": block(repeat="twice")}),
        'In main.operations.a.repeat: this must be a whole number, not the text "twice".',
    ),
    "repeat is true": (
        minimal(operations={"a": block(repeat=True)}),
        "In main.operations.a.repeat: this must be a whole number, not true.",
    ),
    "repeat is beyond all bounds": (
        minimal(operations={"a": block(repeat=2**64)}),
        "In main.operations.a.repeat: this number is too large; 64 bits are the most.",
    ),
    "arguments of a block are a list": (
        minimal(operations={"a": block(arguments=[1])}),
        "In main.operations.a.arguments: this must be an object, not a list.",
    ),
    "parameters are names": (
        minimal(parameters=["units"]),
        "In main.parameters: this must be an object, not a list.",
    ),
    "a parameter is deep": (
        minimal(parameters={"n": NESTED}),
        f"This JSON is nested more than {MAX_DEPTH} levels deep; no Keras model needs that.",
    ),
    "an expression is a number": (
        call({"expression": 4}),
        "In main.nodes.merge.args.0.expression: this must be a text, not the number 4.",
    ),
    "an expression within a slice": (
        call({"slice": [{"expression": "n"}, None, None]}),
        "In main.nodes.merge.args.0.slice: a slice is written "
        '{"slice": [start, stop, step]}, each a whole number, a tensor or null.',
    ),
    "several problems": (
        minimal(nodes={"a": {"operation": 3, "args": {}}}),
        "In main.nodes.a.operation: this must be a text, not the number 3. "
        "There is one more problem.",
    ),
    "unknown argument form": (
        call({"tensr": ["a", 0]}),
        "In main.nodes.merge.args.0: an object among arguments has one key, which says what it "
        "is: `tensor`, `missing`, `dict`, `tuple`, `slice`, `ellipsis`, `float` or `expression`.",
    ),
    "two argument forms": (
        call({"missing": True, "tensor": ["a", 0]}),
        "In main.nodes.merge.args.0: an object among arguments has one key, which says what it "
        "is: `tensor`, `missing`, `dict`, `tuple`, `slice`, `ellipsis`, `float` or `expression`.",
    ),
    "tensor without an index": (
        call([{"tensor": ["a"]}]),
        "In main.nodes.merge.args.0.0.tensor: a tensor is written "
        '{"tensor": [node id, output number]}, such as {"tensor": ["dense", 0]}.',
    ),
    "output number below zero": (
        call({"dict": {"k": {"tensor": ["a", -1]}}}),
        "In main.nodes.merge.args.0.dict.k.tensor: a tensor is written "
        '{"tensor": [node id, output number]}, such as {"tensor": ["dense", 0]}.',
    ),
    "slice of words": (
        call({"slice": [None, "b", None]}),
        "In main.nodes.merge.args.0.slice: a slice is written "
        '{"slice": [start, stop, step]}, each a whole number, a tensor or null.',
    ),
    "float": (
        call({"float": "many"}),
        'In main.nodes.merge.args.0.float: this is "nan", "inf" or "-inf", not the text "many".',
    ),
    "inputs are tensors": (
        minimal(inputs={"tensor": ["a", 0]}),
        'In main.inputs: inputs are node ids: "input_layer", ["left", "right"] or '
        '{"dict": {"key": "id"}}.',
    ),
    "outputs are ids": (
        minimal(outputs=["a"]),
        'In main.outputs: outputs are "auto", a tensor such as {"tensor": ["dense", 0]}, '
        'or a list or {"dict": …} of tensors.',
    ),
    "position": (
        minimal() | {"positions": {"main": {"a": [1]}}},
        "In positions.main.a: a position is written [x, y], two numbers of pixels.",
    ),
    "far away": (
        minimal() | {"comments": {"main": {"a": {"text": "", "position": [0, -1e30]}}}},
        "In comments.main.a.position: a position is at most 1,000,000,000 pixels from the origin.",
    ),
    "definition called main": (
        minimal() | {"models": {"main": {"name": "m"}}},
        "In models: the id `main` belongs to the main graph; choose another.",
    ),
    "giant integer": (
        call(2**64),
        "In main.nodes.merge.args.0: this number is too large; 64 bits are the most.",
    ),
    "lone surrogate": (
        minimal() | {"dtype_policy": "\ud800"},
        "In dtype_policy: half of a character (a lone surrogate) is not text.",
    ),
    "lone surrogate in a key": (
        minimal(nodes={"\ud800": {}}),
        'In main.nodes: the text "\\ud800": half of a character (a lone surrogate) is not text.',
    ),
    "deep": (
        minimal() | {"positions": NESTED},
        f"This JSON is nested more than {MAX_DEPTH} levels deep; no Keras model needs that.",
    ),
    "long and hostile id": (
        minimal(nodes={'"); import os #' + "x" * 10_000: []}),
        'In main.nodes."\\"); import os #xxxxxxxxxxxxxxxxxxxxxxxxx…": '
        "this must be an object, not an empty list.",
    ),
}


@pytest.mark.parametrize(("value", "sentence"), WRONG_VALUES.values(), ids=WRONG_VALUES)
def test_wrong_value(value: Any, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        loads(json.dumps(value))
    assert str(caught.value) == sentence
    with pytest.raises(DesignError) as caught:
        from_json(value)
    assert str(caught.value) == sentence
