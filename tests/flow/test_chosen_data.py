"""What of a design's own data a pass is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.analysis import analyse
from model_codegen.datasets import describe
from model_codegen.design.training import Feed, Training
from model_codegen.emitters.collect import collect
from model_codegen.flow.chosen_data import ChosenData
from model_codegen.flow.flow_settings import FlowSettings, InputChoice
from model_codegen.flow.own_data import OwnData
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras


def test_inputs_are_given_one_sample_and_a_step_learns_from_it_where_all_are() -> None:
    calls = {
        "a": (inp(4),),
        "b": (inp(4),),
        "y": (layer("Add"), ["a", "b"]),
    }
    drawn = design(calls, inputs=["a", "b"])
    feed = Feed(("features",))
    data = replace(
        describe("bundled", "iris"),
        inputs={"a": feed, "b": feed},
        targets={"y": Feed(("label",))},
    )
    program, own = collect(drawn, analyse(drawn)), OwnData(Training(data=data))
    given = InputChoice("data")
    both = ChosenData(program, own, FlowSettings({"a": given, "b": given}, sample=7), 3)
    assert (both.inputs["a"] == both.inputs["b"]).all()
    assert both.inputs["a"].shape == (3, 4)
    assert both.learnt is not None
    assert (both.learnt.first, both.why) == (7, "")
    one = ChosenData(program, own, FlowSettings({"a": given}), 3)
    assert [*one.inputs] == ["a"]
    assert (one.learnt, one.why) == (None, "`b` is not given its own data")
    none = ChosenData(program, OwnData(None), FlowSettings({"a": given}), 3)
    assert (none.inputs, none.told()) == ({}, None)
