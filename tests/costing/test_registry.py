"""Every class and function of the catalogue has a rule."""

from __future__ import annotations

import pytest

from model_codegen import catalogue
from model_codegen.costing.call import Call, Spec, UnknownCostError
from model_codegen.costing.rules import application_layers
from model_codegen.costing.rules.registry import RULES, find, parts


def test_every_layer_and_every_function_has_a_rule() -> None:
    entries = catalogue.load().entries
    own = [p for p, e in entries.items() if e.kind in ("layer", "op") and not e.is_application]
    assert [path for path in own if path not in RULES] == []


def test_every_rule_is_of_something() -> None:
    entries = catalogue.load().entries
    hidden = application_layers.RULES
    assert [path for path in RULES if path not in entries and path not in hidden] == []


def test_an_alias_has_the_rule_of_what_it_names() -> None:
    assert find("keras.layers.Convolution2D") is find("keras.layers.Conv2D")
    assert find("keras.layers.NoSuchLayer") is None


def test_arguments_that_no_rule_knows_are_said() -> None:
    out = (Spec((2, 4)),)
    call = Call("keras.layers.MaxPooling2D", {"pool_size": None}, (), {}, out, out, {}, False)
    rule = find(call.path)
    assert rule is not None
    with pytest.raises(UnknownCostError, match="its arguments are unusual for `MaxPooling2D`"):
        parts(rule, call)
