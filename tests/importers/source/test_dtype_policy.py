"""The global dtype policy of a text, and what `clear_session` does to it: as in Keras."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.importers import from_source
from model_codegen.importers.source.dtype_policy import PolicyState
from model_codegen.importers.source.report import Report

pytestmark = pytest.mark.keras

SET = 'keras.config.set_dtype_policy("mixed_float16")\n'
CLEAR = "keras.utils.clear_session()\n"
BUILD = "model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name='d')])\n"


def test_a_policy_is_set_and_forgotten() -> None:
    state, report = PolicyState(), Report()
    state.set("mixed_float16")
    assert state.used(report) == "mixed_float16"
    state.clear(7)
    assert (state.name, report.troubles) == ("float32", {})
    assert [state.used(report), state.used(report)] == ["float32"] * 2
    assert list(report.troubles) == [7]
    assert "forgets the dtype policy `mixed_float16`" in report.troubles[7]


def test_what_is_set_again_was_not_relied_on() -> None:
    state, report = PolicyState(), Report()
    state.set("mixed_float16")
    state.clear(2)
    state.set("mixed_bfloat16")
    assert state.used(report) == "mixed_bfloat16"
    assert report.troubles == {}


def test_floatx_outlives_it() -> None:
    state = PolicyState()
    state.set_floatx("float16")
    assert state.name == "float16"
    state.set("float64")
    state.set_floatx("bfloat16")
    assert state.name == "float64"
    state.clear(1)
    assert state.name == "bfloat16"


@pytest.mark.keras
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SET + BUILD, False),
        (SET + CLEAR + BUILD, True),
        (SET + "keras.backend.clear_session()\n" + BUILD, True),
        (CLEAR + SET + BUILD, False),
        (SET + BUILD + CLEAR, False),
        (SET + CLEAR + SET + BUILD, False),
        ("before = keras.config.dtype_policy()\n" + SET + "keras.config.set_dtype_policy(before)\n"
         + BUILD, False),
        ("before = keras.config.dtype_policy()\n" + SET + BUILD
         + "keras.config.set_dtype_policy(before)\n", False),
        (SET + "def build():\n    " + BUILD + "    return model\n\n" + CLEAR + "model = build()\n",
         True),
        ("def build():\n    " + SET + "    " + BUILD + "    return model\n\n" + SET + CLEAR
         + "model = build()\n", False),
    ],
)  # fmt: skip
def test_a_text_has_the_policy_that_keras_gives_its_layers(text: str, told: bool) -> None:
    text = f"import keras\n{text}"
    names: dict[str, Any] = {}
    try:
        exec(text, names)
    finally:
        keras.config.set_dtype_policy("float32")
    result = from_source(text)
    dense = result.design.main.operations["d"]
    assert getattr(dense, "dtype", None) is None
    assert result.design.dtype_policy == names["model"].get_layer("d").dtype_policy.name
    assert [d.line for d in result.diagnostics if "forgets" in d.message] == (
        [text[: text.index("clear_session")].count("\n") + 1] if told else []
    )
