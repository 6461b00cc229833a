"""Operations of the design as arguments of layers."""

from __future__ import annotations

from model_codegen.design.config_references import held, held_models, referred, replaced
from model_codegen.design.config_values import Config
from model_codegen.design.graph import Design, Layer, ModelGraph, SubModel

CONFIG: Config = {"cells": [{"operation": "b"}, {"operation": "a"}, {"operation": "b"}], "units": 3}


def test_references_are_found_once_each_in_order_and_nothing_else_is_one() -> None:
    assert referred(CONFIG) == ["b", "a"]
    assert referred({"operation": "a", "more": 1}) == []
    assert referred({"operation": ["a"]}) == []
    assert referred({}) == []


def test_references_are_replaced_where_they_stand() -> None:
    assert replaced(CONFIG, str.upper) == {"cells": ["B", "A", "B"], "units": 3}


def test_what_is_held_is_found_also_inside_of_others_and_loops_end() -> None:
    outer = Layer("keras.layers.RNN", "rnn", CONFIG)
    operations = {
        "a": Layer("keras.layers.LSTMCell", "a", {"units": 1}),
        "b": Layer("keras.layers.StackedRNNCells", "b", {"cells": [{"operation": "c"}]}),
        "c": Layer("keras.layers.StackedRNNCells", "c", {"cells": [{"operation": "b"}]}),
        "model": SubModel("part", "part"),
    }
    design = Design("d", ModelGraph("m"), operations=operations)
    assert sorted(held(design, [outer])) == ["a", "b", "c"]
    assert held(Design("d", ModelGraph("m")), [outer]) == {}
    wrapper = Layer("keras.layers.TimeDistributed", "td", {"layer": {"operation": "model"}})
    assert held_models(design, [wrapper, SubModel("own", "own"), outer]) == ["own", "part"]
