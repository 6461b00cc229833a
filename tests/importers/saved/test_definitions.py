"""A model that several others have inside is defined once."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import ModelGraph
from model_codegen.importers.saved.definitions import Definitions
from tests.drafting import graph, inp, layer

PART = graph({"x": (inp(3),), "d": (layer("Dense", units=2), "x")})


def test_equal_models_are_one_definition_whatever_they_are_called() -> None:
    definitions = Definitions()
    assert definitions.define(lambda _: PART, "my part") == "my_part"
    assert definitions.define(lambda _: replace(PART, name="other"), "other") == "my_part"
    assert definitions.define(lambda _: ModelGraph("my part"), "my part") == "my_part_2"
    assert [*definitions.models] == ["my_part", "my_part_2"]


def test_a_model_and_one_inside_it_may_have_the_same_name() -> None:
    definitions = Definitions()

    def outer(own: str) -> ModelGraph:
        inner = definitions.define(lambda _: PART, "part")
        assert inner != own
        return ModelGraph("part")

    assert definitions.define(outer, "part") == "part"
