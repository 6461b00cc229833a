"""Stand-ins for layers whose code nobody has here."""

from __future__ import annotations

import importlib
import sys

import keras
import pytest

from model_codegen.design.graph import Layer, Recorded, TensorSpec
from model_codegen.emitters.placeholders import MODULE
from model_codegen.execution.stand_ins import stand_ins
from tests.drafting import design, inp

pytestmark = pytest.mark.keras

SPECS = (TensorSpec((None, 5), "float32"), TensorSpec((None, 2), "int32"))
RECORDED = Layer("mine.Own", "own", {"hue": 3}, recorded=Recorded(SPECS, 7, "It is mine."))


def test_a_stand_in_answers_with_what_was_recorded() -> None:
    drawn = design({"x": (inp(4),)})
    drawn.main.operations["own"] = RECORDED  # type: ignore[index]
    with stand_ins(drawn):
        own = importlib.import_module(MODULE).Own(name="own", hue=3)
        first, second = own(keras.KerasTensor((None, 4)))
        assert (first.shape, second.shape, second.dtype) == ((None, 5), (None, 2), "int32")
        assert own.count_params() == 7
        again = type(own).from_config({"name": "own", "hue": 3})
        assert again.name == "own"
    assert MODULE not in sys.modules


def test_a_module_of_that_name_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = type(sys)(MODULE)
    monkeypatch.setitem(sys.modules, MODULE, theirs)
    drawn = design({"x": (inp(4),)})
    drawn.main.operations["own"] = RECORDED  # type: ignore[index]
    with stand_ins(drawn):
        assert sys.modules[MODULE] is not theirs
    assert sys.modules[MODULE] is theirs


def test_what_several_graphs_share_has_one_too() -> None:
    with stand_ins(design({"x": (inp(4),)}, operations={"own": RECORDED})):
        own = importlib.import_module(MODULE).Own(name="own")
        own(keras.KerasTensor((None, 4)))
        assert own.count_params() == 7


def test_nothing_is_done_where_nothing_stands_in() -> None:
    with stand_ins(design({"x": (inp(4),)})):
        assert MODULE not in sys.modules
