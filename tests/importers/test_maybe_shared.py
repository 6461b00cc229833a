"""Layers of a file that were one object, perhaps, are told with both figures, and can be shared."""

from __future__ import annotations

import keras
import pytest

from model_codegen.analysis import analyse
from model_codegen.importers import from_config, from_file
from model_codegen.importers.maybe_shared import maybe_shared
from tests.drafting import block, design, graph, inp, layer, repaired
from tests.sharing import inside_and_outside

pytestmark = pytest.mark.keras


def test_a_file_without_marks_has_the_advice_and_a_fix_that_shares() -> None:
    shared = keras.layers.Dense(4, name="shared")
    a = keras.Input((4,))
    inner = keras.Model(a, shared(a), name="block")
    i = keras.Input((4,))
    model = keras.Model(i, keras.layers.Add()([inner(i), shared(i)]))
    found = from_file(model.to_json().encode())
    (told,) = found.diagnostics
    assert (told.code, told.severity, told.nodes) == ("maybe-shared", "advice", ("shared",))
    assert "40 parameters; shared, 20" in told.message
    mended = repaired(found.design, told)
    assert analyse(mended).total_params == model.count_params() == 20
    assert [*mended.operations] == ["shared"]
    assert maybe_shared(mended) == []


def test_layers_of_other_names_or_without_weights_are_none() -> None:
    def drawn(name: str, kind: str) -> list[object]:
        made = layer(kind, **({"units": 4} if kind == "Dense" else {}))
        inner = graph({"a": (inp(4),), "d": (made, "a")}, "a", name="inner")
        calls = {"x": (inp(4),), "b": (block("m"), "x"), name: (made, "b")}
        return [*maybe_shared(design(calls, models={"m": inner}))]

    assert len(drawn("d", "Dense")) == 1
    assert drawn("e", "Dense") == []
    assert drawn("d", "ReLU") == []


def test_blocks_under_one_name_in_two_models_may_be_one() -> None:
    part = graph({"a": (inp(4),), "d": (layer("Dense", units=4), "a")}, "a", name="part")
    outer = graph({"a": (inp(4),), "part": (block("part"), "a")}, "a", name="outer")
    drawn = design(
        {"x": (inp(4),), "o": (block("outer"), "x"), "part": (block("part"), "o")},
        models={"part": part, "outer": outer},
    )
    (told,) = maybe_shared(drawn)
    assert "40 parameters; shared, 20" in told.message
    assert analyse(repaired(drawn, told)).total_params == 20


def test_a_file_that_tells_objects_has_none() -> None:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(4)])
    assert from_config(keras.saving.serialize_keras_object(model)).diagnostics == ()
    assert not analyse(inside_and_outside()).errors
