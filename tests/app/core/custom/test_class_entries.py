"""A design's own classes as catalogue entries, read from their text."""

from __future__ import annotations

import pytest

from app.core.custom.class_entries import class_entries, to_json

CODE = '''
import keras

RATE = 0.3

class Sampling(keras.layers.Layer):
    """Uses (mean, deviation) to sample. More of it here.

    Args:
        seed: Where chance begins.
    """

    def __init__(self, seed: int | None = None, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        mean, deviation = inputs
        return mean


class Positions(Sampling):
    def __init__(self, length: int, width, *, mode: "Literal['a', 'b']" = "a", rate=RATE, name=0):
        super().__init__(name=name)

    def call(self, x, y=None, mask=None, training=None, temperature=1.0):
        return x


class OnceMore(Sampling):
    pass


class Helper:
    pass
'''


def test_classes_that_are_layers_are_found() -> None:
    assert [entry.path for entry in class_entries(CODE)] == ["Sampling", "Positions", "OnceMore"]
    assert [entry.auto_name for entry in class_entries(CODE)] == [
        "sampling",
        "positions",
        "once_more",
    ]
    assert class_entries(CODE)[0].summary == "Uses (mean, deviation) to sample."


def test_arguments_have_types_defaults_and_help() -> None:
    sampling, positions, once_more = (entry.schema for entry in class_entries(CODE))
    assert sampling["properties"] == {
        "seed": {
            "anyOf": [{"type": "integer"}, {"type": "null"}],
            "default": None,
            "description": "Where chance begins.",
        }
    }
    assert sampling["required"] == []
    assert once_more["properties"].keys() == {"seed"}
    assert positions["required"] == ["length", "width"]
    assert list(positions["properties"]) == ["length", "width", "mode", "rate"]
    assert positions["properties"]["length"] == {"type": "integer"}
    assert positions["properties"]["mode"] == {"enum": ["a", "b"], "default": "a"}
    # What a name stands for is not known without running the text.
    assert "default" not in positions["properties"]["rate"]


def test_tensors_are_told_from_other_arguments_of_a_call() -> None:
    sampling, positions, _ = class_entries(CODE)
    [port] = sampling.ports
    assert (port.many, port.minimum, port.maximum) == (True, 2, 2)
    assert port.labels == ("mean", "deviation")
    assert [(port.name, port.required, port.advanced) for port in positions.ports] == [
        ("x", True, False),
        ("y", False, False),
        ("mask", False, True),
    ]
    assert list(positions.call_schema["properties"]) == ["training", "temperature"]


@pytest.mark.parametrize("text", ["", "  \n", "class A(", "x = 1", "def call(self): pass"])
def test_text_without_layers_has_none(text: str) -> None:
    assert to_json(text) == []


def test_hostile_text_has_none() -> None:
    assert to_json("class A(L):\n    x = " + "(" * 5000) == []
    assert to_json("class A(L):\n    x = 1\0") == []
