"""Calls that set, ask for or forget the global dtype policy of a text."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.values import LayerMade, Made
from tests.importers.source.interpreter.held_to_python import follow, reason_of, value_of

pytestmark = pytest.mark.keras


def test_the_dtype_policy_is_set_for_what_comes_after() -> None:
    reading = follow("keras.config.set_dtype_policy('mixed_float16')\nd = layers.Dense(3)")
    made = reading.program.module.values["d"]
    assert isinstance(made, LayerMade)
    assert made.policy == reading.dtype_policy.name == "mixed_float16"
    assert 1 in follow("keras.config.set_dtype_policy('mixed')").report.troubles


def test_names_are_counted_anew_in_a_new_session() -> None:
    found = follow("a = layers.Dense(1)\nkeras.backend.clear_session()\nb = layers.Dense(1)")
    made = [each for each in found.program.module.values.values() if isinstance(each, LayerMade)]
    assert [each.name for each in made] == ["dense", "dense"]


def test_a_policy_is_an_object_with_a_name() -> None:
    assert value_of("keras.DTypePolicy('float16')") == value_of(
        "keras.config.set_dtype_policy('float16') or keras.config.dtype_policy()"
    )
    assert value_of("keras.DTypePolicy('float16')") == Made(
        "keras.DTypePolicy", {"name": "float16"}
    )


def test_which_policy_is_meant_may_not_be_known() -> None:
    assert reason_of("keras.config.set_floatx(nowhere)") == "`nowhere` is not defined in this text"
    assert reason_of("keras.config.set_floatx(3)") == "which dtype policy is meant is not known"
