"""Models of Python source that is pasted or opened."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.session import importing
from app.core.session.page_state import Choice
from app.core.session.session import Session
from tests.app.core.session.test_importing import read

pytestmark = pytest.mark.keras

GAN = """
from keras import Sequential, layers
generator = Sequential([layers.Dense(8, input_shape=(4,)), layers.Dense(6)])
critic = Sequential([layers.Dense(8, input_shape=(6,)), layers.Dense(1)])
"""


def source(text: str) -> dict[str, Any]:
    return {"command": "source", "name": "pasted code", "text": text}


def test_source_becomes_a_draft_of_its_own(session: Session) -> None:
    left = session.draft
    text = GAN.splitlines()[1:3]
    read(session, source("\n".join([*text, "generator.save('gan.keras')"])))
    assert session.draft != left
    assert [o.config for o in session.design.main.operations.values() if o.kind == "layer"] == [
        {"shape": [4]},
        {"units": 8},
        {"units": 6},
    ]
    assert session.notice is None
    assert "save" in importing.remarks(session)[0]["message"]


def test_classes_of_a_text_are_told_as_kept(session: Session) -> None:
    text = (
        "import keras\n"
        "class Noise(keras.layers.Layer):\n"
        "    def call(self, x):\n"
        "        return x + keras.random.normal(keras.ops.shape(x))\n"
        "inputs = keras.Input((4,))\n"
        "model = keras.Model(inputs, Noise()(inputs))\n"
    )
    read(session, source(text))
    assert "class Noise" in session.design.code
    assert session.notice is not None
    assert session.notice.severity == "info"
    assert session.notice.text.startswith("`Noise` is kept as a custom layer")


def test_prose_around_code_is_told_in_one_finding(session: Session) -> None:
    text = "\n".join(["I've built this:", GAN.splitlines()[1], GAN.splitlines()[2], "That's it!"])
    read(session, source(text))
    (found,) = importing.remarks(session)
    assert found["message"] == "These lines are no Python, and passed over: 1 and 4"
    assert session.notice is not None
    assert session.notice.text == "One thing was left out: see Problems."


def test_who_pastes_a_model_without_a_shape_is_asked_for_it(session: Session) -> None:
    read(session, source("import keras\nm = keras.Sequential([keras.layers.Dense(2)])"))
    assert session.notice is not None
    assert session.notice.severity == "info"
    assert "select `input_layer` and set it" in session.notice.text


def test_of_several_models_one_is_asked_for(session: Session) -> None:
    before = session.workspace
    read(session, source(GAN))
    assert session.workspace is before
    assert isinstance(session.choice, Choice)
    told = [(one.title, one.line, one.kind, one.layers) for one in session.choice.models]
    assert told == [
        ("generator", 3, "Sequential", ("Dense 8", "Dense 6")),
        ("critic", 4, "Sequential", ("Dense 8", "Dense 1")),
    ]
    assert importing.begin(session, {"command": "choose", "name": "nobody"})
    assert session.choice is None
    assert session.coming is None
    read(session, source(GAN))
    read(session, {"command": "choose", "name": "critic"})
    chosen = session.workspace
    assert chosen is not before
    assert {"units": 1} in [
        getattr(o, "config", None) for o in session.design.main.operations.values()
    ]
    # An answer to a question that nobody asked changes nothing.
    assert importing.begin(session, {"command": "choose", "name": "critic"})
    assert session.coming is None
    assert session.workspace is chosen


def test_text_that_is_no_model_changes_nothing(session: Session) -> None:
    before = session.workspace
    for text in ("layers = (", "print(1)", "", "\x00", "x" * 2_000_000):
        read(session, source(text))
        assert session.workspace is before
        assert session.notice is not None
        assert session.notice.severity == "error"
        assert session.notice.text.endswith("The design on the canvas is as it was.")
