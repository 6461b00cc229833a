"""Operations of a design itself keep their ids."""

from __future__ import annotations

from model_codegen.design.graph import Design, Layer
from model_codegen.equivalence.shared_ids import shared_id
from tests.drafting import graph, inp


def dense(name: str) -> Layer:
    return Layer("keras.layers.Dense", name, {"units": 2})


def test_one_in_its_place_comes_before_one_of_its_name_and_both_before_a_new_id() -> None:
    main = graph({"x": (inp(4),)})
    old = Design("m", main, operations={"a": dense("first"), "b": dense("second")})
    assert shared_id(old, "k", dense("second"), "a", set(), set()) == "a"
    assert shared_id(old, "k", dense("second"), "", set(), set()) == "b"
    assert shared_id(old, "k", dense("second"), "a", {"a"}, {"a"}) == "b"
    new = shared_id(old, "x", dense("third"), "", set(), set())
    assert new not in {"x", "a", "b"}
