"""What custom layers return and weigh, by running their code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.execution.recorded_layers import recorded_layers
from tests.custom import SAMPLED, SAMPLING, celled, own, sampler, spec, with_layers

pytestmark = pytest.mark.keras


def test_each_is_recorded_with_what_it_was_given() -> None:
    found = recorded_layers(sampler(), trust_code=True)
    assert found.recorded == {"main": {"sampling": SAMPLED}}
    assert found.failures == ()


def test_one_that_follows_another_comes_after_it() -> None:
    drawn = celled()
    chain = with_layers(
        replace(drawn, code=f"{drawn.code}\nclass Twice(keras.layers.Dense): ...\n"),
        rnn=own("keras.layers.RNN", **drawn.main.operations["rnn"].config),  # type: ignore[union-attr]
        dense=own("Twice", units=6),
    )
    found = recorded_layers(chain, trust_code=True).recorded["main"]
    assert (found["rnn"].outputs, found["rnn"].params) == ((spec(None, None, 8),), 248)
    assert (found["dense"].outputs, found["dense"].params) == ((spec(None, None, 6),), 54)
    assert found["dense"].inputs == (spec(None, None, 8),)


def test_a_failure_names_the_class_and_the_line() -> None:
    broken = SAMPLING.replace("mean, spread = inputs", "mean = inputs.middle")
    (failure,) = recorded_layers(replace(sampler(), code=broken), trust_code=True).failures
    assert (failure.graph, failure.operation, failure.line) == ("main", "sampling", 16)
    assert failure.message.startswith("`Sampling` could not be made and called: ")
    assert "'middle'" in failure.message
    assert failure.message.endswith(" (line 16)")


def test_a_module_that_is_not_there_is_a_failure_too() -> None:
    absent = SAMPLING.replace(
        "EPSILON = 0.5", "import nowhere_at_all\n\nEPSILON = nowhere_at_all.x"
    )
    (failure,) = recorded_layers(replace(sampler(), code=absent), trust_code=True).failures
    assert "No module named 'nowhere_at_all'" in failure.message


def test_a_layer_that_cannot_do_without_values_gets_them() -> None:
    code = SAMPLING.replace(
        "self.scale = scale",
        "self.scale = float(keras.Variable(scale, name='scale').numpy())",
    )
    found = recorded_layers(replace(sampler(), code=code), trust_code=True)
    assert found.recorded == {"main": {"sampling": SAMPLED}}


def test_a_design_without_such_layers_needs_no_trust() -> None:
    drawn = replace(sampler(), code="")
    assert recorded_layers(drawn).recorded == {}
