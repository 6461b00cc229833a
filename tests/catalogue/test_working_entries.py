"""Every entry works: Keras makes and calls what its schema and ports describe."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import keras
import pytest

from fidelity.examples import CELLS, Example, Tensor, layer_example, op_example
from model_codegen import catalogue
from model_codegen.catalogue import Catalogue, Entry
from model_codegen.design.graph import Layer
from model_codegen.keras_bridge.automatic_names import auto_name
from tests.catalogue.entries import of_kind

pytestmark = pytest.mark.keras


def call(entry: Entry, example: Example, function: Callable[..., Any]) -> Any:
    """Call through the ports, as a document's node does."""

    def tensor(spec: Tensor) -> Any:
        return keras.KerasTensor(spec.shape, spec.dtype)

    args: list[Any] = []
    kwargs = dict(example.literals)
    for port in entry.ports:
        given = example.tensors.get(port.name)
        if given is None and not port.required:
            continue
        if given is None:
            given = [example.default] * max(port.minimum, 2) if port.many else example.default
        value = [tensor(spec) for spec in given] if isinstance(given, list) else tensor(given)
        if port.spread:
            literals = entry.call_schema["properties"]
            args += [kwargs.pop(n) for n, schema in literals.items() if "position" in schema]
            args += value
        elif port.position is None:
            kwargs[port.name] = value
        else:
            assert port.position == len(args)
            args.append(value)
    with keras.StatelessScope():
        return function(*args, **kwargs)


@pytest.mark.parametrize("policy", ["float32", "mixed_float16"])
def test_every_layer_can_be_made_and_called(keras_catalogue: Catalogue, policy: str) -> None:
    failures = {}
    for entry in of_kind(keras_catalogue, "layer"):
        example = layer_example(entry)
        try:
            layer = catalogue.construct(Layer(entry.path, "probe", example.config), policy)
            assert layer.name == "probe"
            outputs = keras.tree.flatten(call(entry, example, layer))
            assert outputs
            assert all(isinstance(tensor, keras.KerasTensor) for tensor in outputs)
        except Exception as error:
            failures[entry.path] = repr(error)
    assert failures == {}


def test_every_layer_takes_its_defaults_when_they_are_spelled_out(
    keras_catalogue: Catalogue,
) -> None:
    failures = {}
    for entry in of_kind(keras_catalogue, "layer"):
        example = layer_example(entry)
        properties = entry.schema["properties"]
        defaults = {n: schema["default"] for n, schema in properties.items() if "default" in schema}
        try:
            layer = Layer(entry.path, "probe", {**defaults, **example.config})
            plain = Layer(entry.path, "probe", example.config)
            made, as_usual = (catalogue.construct(one, "float32") for one in (layer, plain))
            specs = [
                [(t.shape, t.dtype) for t in keras.tree.flatten(call(entry, example, each))]
                for each in (made, as_usual)
            ]
            assert specs[0] == specs[1]
        except Exception as error:
            failures[entry.path] = repr(error)
    assert failures == {}


def test_every_cell_runs_inside_an_rnn(keras_catalogue: Catalogue) -> None:
    cells = of_kind(keras_catalogue, "cell")
    assert {entry.name for entry in cells} == CELLS.keys()
    for entry in cells:
        config = {"cell": {"class_name": entry.path, "config": CELLS[entry.name]}}
        layer = catalogue.construct(Layer("keras.layers.RNN", "rnn", config), "float32")
        assert layer(keras.KerasTensor((None, 5, 4))).shape[0] is None


def test_every_op_can_be_called(keras_catalogue: Catalogue) -> None:
    failures = {}
    for entry in of_kind(keras_catalogue, "op"):
        try:
            outputs = call(entry, op_example(entry), catalogue.resolve(entry.path))
            flat = keras.tree.flatten(outputs)
            assert flat
            assert all(isinstance(tensor, keras.KerasTensor) for tensor in flat)
        except Exception as error:
            failures[entry.path] = repr(error)
    assert failures == {}


def test_automatic_names_are_those_of_keras(keras_catalogue: Catalogue) -> None:
    for entry in of_kind(keras_catalogue, "layer"):
        layer = catalogue.resolve(entry.path)(**_made(layer_example(entry)))
        assert re.fullmatch(rf"{entry.auto_name}(_\d+)?", layer.name), entry.path
    assert auto_name("LeakyReLU") == "leaky_re_lu"
    made = keras.layers.InputLayer((1,))
    assert made.name.startswith(keras_catalogue.entries["keras.Input"].auto_name)


def _made(example: Example) -> dict[str, Any]:
    from model_codegen.catalogue.construction import decode

    return {name: decode(value) for name, value in example.config.items()}
