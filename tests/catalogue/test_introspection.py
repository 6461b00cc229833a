"""The contract: everything public in Keras is an entry that works, or left out with a reason."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from functools import reduce
from typing import Any

import keras
import pytest
from jsonschema import Draft202012Validator

from fidelity.examples import layer_example
from model_codegen import catalogue
from model_codegen.catalogue import Catalogue
from model_codegen.catalogue.facts.excluded import EXCLUDED, LEFT_OUT
from model_codegen.catalogue.introspection import NOT_CONFIG
from tests.catalogue.entries import objects, of_kind

pytestmark = pytest.mark.keras

LARGEST = 660_000
"""Bytes of JSON that the browser is sent once."""


def public(module: Any, path: str, wanted: Callable[[Any], bool]) -> set[str]:
    return {
        f"{path}.{name}"
        for name in dir(module)
        if not name.startswith("_") and wanted(getattr(module, name))
    }


def known(found: Catalogue) -> set[str]:
    aliases = {alias for entry in found.entries.values() for alias in entry.aliases}
    return {*found.entries, *aliases, *found.excluded}


def test_every_public_layer_is_an_entry_or_left_out(keras_catalogue: Catalogue) -> None:
    layers = public(keras.layers, "keras.layers", inspect.isclass)
    assert len(layers) > 140
    assert layers <= known(keras_catalogue)


def test_every_public_op_is_an_entry_or_left_out(keras_catalogue: Catalogue) -> None:
    ops = public(keras.ops, "keras.ops", inspect.isfunction)
    images = public(keras.ops.image, "keras.ops.image", inspect.isfunction)
    assert len(ops) > 280
    assert ops | images <= known(keras_catalogue)


def test_what_is_left_out_exists_and_has_a_reason(keras_catalogue: Catalogue) -> None:
    for path, reason in EXCLUDED.items():
        *modules, name = path.split(".")
        assert hasattr(reduce(getattr, modules[1:], keras), name), path
        assert reason.endswith("."), path
        assert path not in keras_catalogue.entries
        assert path not in keras_catalogue.training
    for argument in LEFT_OUT:
        owner, _, name = argument.partition(".")
        every = [*keras_catalogue.entries.values(), *keras_catalogue.training.values()]
        entry = next(e for e in every if e.name == owner)
        assert name not in entry.schema["properties"], argument
        assert name not in entry.call_schema["properties"], argument


def test_each_class_has_one_entry_and_its_other_names_are_aliases(
    keras_catalogue: Catalogue,
) -> None:
    conv = keras_catalogue.entries["keras.layers.Conv2D"]
    assert conv.aliases == ("keras.layers.Convolution2D",)
    assert keras_catalogue.find("keras.layers.Convolution2D") is conv
    assert keras_catalogue.find("keras.layers.Input") is keras_catalogue.entries["keras.Input"]
    assert keras_catalogue.find("keras.layers.Lambda") is None
    assert keras_catalogue.find("os.system") is None


def test_every_schema_is_valid_and_every_reference_leads_somewhere(
    keras_catalogue: Catalogue,
) -> None:
    every = [s for e in keras_catalogue.entries.values() for s in (e.schema, e.call_schema)]
    assert all(schema["type"] == "object" for schema in every)
    arguments = {
        json.dumps({**argument, "description": "…"}): argument
        for schema in every
        for argument in schema["properties"].values()
    }
    for schema in [*arguments.values(), *keras_catalogue.definitions.values()]:
        Draft202012Validator.check_schema(schema)
    every += keras_catalogue.definitions.values()
    names = {part["$ref"] for part in objects(every) if isinstance(part.get("$ref"), str)}
    assert names <= {f"#/$defs/{name}" for name in keras_catalogue.definitions}


def test_schemas_follow_the_signature(keras_catalogue: Catalogue) -> None:
    for entry in of_kind(keras_catalogue, "layer", "cell"):
        signature = inspect.signature(catalogue.resolve(entry.path).__init__)
        named = [
            p
            for p in signature.parameters.values()
            if p.kind is not p.VAR_KEYWORD
            and p.name not in NOT_CONFIG
            and f"{entry.name}.{p.name}" not in LEFT_OUT
        ]
        order = [name for name in entry.schema["properties"] if name in signature.parameters]
        assert order == [p.name for p in named], entry.path
        required = [p.name for p in named if p.default is p.empty]
        assert entry.schema.get("required", []) == required, entry.path
        assert list(entry.leading) == [p.name for p in named][: len(entry.leading)], entry.path
        assert {*entry.highlights} <= entry.schema["properties"].keys(), entry.path


def test_defaults_satisfy_their_schema(keras_catalogue: Catalogue) -> None:
    problems = {}
    for entry in of_kind(keras_catalogue, "layer", "cell", "input"):
        defaults = {
            name: schema["default"]
            for name, schema in entry.schema["properties"].items()
            if "default" in schema
        }
        config = {**defaults, **(layer_example(entry).config if entry.kind != "input" else {})}
        problems[entry.path] = catalogue.check_config(entry, config)
    assert {path: found for path, found in problems.items() if found} == {}


def test_arguments_have_a_type_and_help(keras_catalogue: Catalogue) -> None:
    typed = {"type", "enum", "anyOf", "$ref"}
    for entry in keras_catalogue.entries.values():
        for schema in (entry.schema, entry.call_schema):
            for name, argument in schema["properties"].items():
                assert typed & argument.keys() or name == "key", f"{entry.path}.{name}"
                assert argument.get("description"), f"{entry.path}.{name}"
        assert entry.summary, entry.path


def test_ports_say_what_a_call_takes(keras_catalogue: Catalogue) -> None:
    def ports(name: str) -> dict[str, catalogue.Port]:
        return {port.name: port for port in keras_catalogue.entries[name].ports}

    dense = ports("keras.layers.Dense")
    assert [(p.name, p.required, p.many, p.position) for p in dense.values()] == [
        ("inputs", True, False, 0)
    ]
    attention = ports("keras.layers.MultiHeadAttention")
    assert [name for name, port in attention.items() if not port.advanced] == [
        "query",
        "value",
        "key",
    ]
    assert [attention[name].position for name in ("query", "value", "key")] == [0, 1, None]
    add = ports("keras.layers.Add")["inputs"]
    assert (add.many, add.minimum, add.maximum) == (True, 2, None)
    subtract = ports("keras.layers.Subtract")["inputs"]
    assert (subtract.minimum, subtract.maximum) == (2, 2)
    both = ports("keras.layers.Attention")["inputs"]
    assert (both.minimum, both.maximum, both.labels) == (2, 3, ("query", "value", "key"))
    lstm = ports("keras.layers.LSTM")
    assert [*lstm] == ["sequences", "initial_state", "mask"]
    assert (lstm["initial_state"].many, lstm["initial_state"].required) == (True, False)
    where = ports("keras.ops.where")
    assert [(p.position, p.literal) for p in where.values()] == [
        (0, False),
        (1, True),
        (2, True),
    ]
    assert not any(port.literal for port in ports("keras.ops.matmul").values())
    einsum = ports("keras.ops.einsum")["operands"]
    assert (einsum.spread, einsum.many, einsum.position) == (True, True, 1)
    assert ports("keras.ops.concatenate")["xs"].many
    assert keras_catalogue.entries["keras.Input"].ports == ()


def test_call_arguments_that_are_no_tensors(keras_catalogue: Catalogue) -> None:
    attention = keras_catalogue.entries["keras.layers.MultiHeadAttention"].call_schema
    assert [*attention["properties"]] == [
        "return_attention_scores",
        "training",
        "use_causal_mask",
    ]
    clip = keras_catalogue.entries["keras.ops.clip"].call_schema
    assert clip["required"] == ["x_min", "x_max"]
    rearrange = keras_catalogue.entries["keras.ops.rearrange"].call_schema
    assert rearrange["additionalProperties"] == {"type": "integer", "minimum": 1}


def test_leading_and_highlights_of_well_known_layers(keras_catalogue: Catalogue) -> None:
    layers = {entry.name: entry for entry in of_kind(keras_catalogue, "layer")}
    assert layers["Dense"].leading == ("units",)
    assert layers["Dense"].highlights[:2] == ("units", "activation")
    assert layers["Conv2D"].leading == ("filters", "kernel_size")
    assert layers["MultiHeadAttention"].leading == ()
    assert layers["MaxPooling2D"].leading == ("pool_size",)
    assert layers["Bidirectional"].leading == ("layer",)


def test_categories_are_those_of_the_palette(keras_catalogue: Catalogue) -> None:
    assert {entry.category for entry in keras_catalogue.entries.values()} == {
        "activation",
        "application",
        "attention",
        "convolution",
        "core",
        "merge",
        "normalization",
        "op",
        "pooling",
        "preprocessing",
        "recurrent",
        "regularization",
        "reshaping",
    }
    assert {e.group for e in keras_catalogue.entries.values() if e.category == "op"} == {
        "core",
        "einops",
        "image",
        "linalg",
        "math",
        "nn",
        "numpy",
    }


def test_json_is_small_and_comes_back_the_same(keras_catalogue: Catalogue) -> None:
    sent = keras_catalogue.drawable().to_json()
    assert "training" not in sent
    assert len(json.dumps(sent, separators=(",", ":"), allow_nan=False)) < LARGEST
    again = Catalogue.from_json(json.loads(json.dumps(keras_catalogue.to_json())))
    assert again.entries == keras_catalogue.entries
    assert again.training == keras_catalogue.training
    assert again.to_json() == keras_catalogue.to_json()
