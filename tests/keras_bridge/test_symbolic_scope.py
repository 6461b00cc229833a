"""What the analysis does in Keras leaves no trace there."""

from __future__ import annotations

import warnings

import keras
import pytest
from keras.src.backend.common import global_state

from model_codegen.analysis import analyse
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

DESIGN = design(
    {
        "x": (inp(7),),
        "e": (layer("Embedding", input_dim=77, output_dim=4, mask_zero=True), "x"),
        "f": (layer("Flatten"), "e"),
        "d": (layer("Dense", "mixed_float16", units=7_777), "f"),
        "o": (layer("Dropout", rate=0.5), "d"),
        "b": (layer("Dense", units=-1), "o"),
    },
    dtype_policy="mixed_bfloat16",
)

STATE = ("uninitialized_variables", "object_name_uids", "traceback_filtering", "stateless_scope",
         "name_scope_stack", "current_call_ctx")  # fmt: skip


def state() -> dict[str, str]:
    return {name: repr(global_state.get_global_attribute(name)) for name in STATE}


def test_global_state_is_as_before() -> None:
    keras.layers.Dense(3)
    before, policy = state(), keras.config.dtype_policy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(analyse(DESIGN).errors) == 1
    assert state() == before
    assert keras.config.dtype_policy() is policy


def test_variables_made_inside_have_shapes_and_no_values() -> None:
    with symbolic_scope("float32"):
        made = keras.layers.Dense(3)
        made(keras.KerasTensor((None, 5)))
    assert made.kernel.shape == (5, 3)
    assert made.kernel._value is None


def test_names_start_afresh_inside() -> None:
    keras.layers.Dense(3)
    with symbolic_scope("float32"):
        assert keras.layers.Dense(3).name == "dense"


def test_the_state_comes_back_after_an_exception() -> None:
    before = state()

    def fail() -> None:
        with symbolic_scope("mixed_float16"):
            assert keras.config.dtype_policy().name == "mixed_float16"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert state() == before
    assert keras.config.dtype_policy().name == "float32"
