"""Parameters of blocks that nothing uses, or that cannot be named."""

from __future__ import annotations

from model_codegen.analysis.parameter_checks import check_parameters
from model_codegen.design.expansion import expanded
from model_codegen.design.graph import Expression, SubModel
from tests.drafting import block, design, given, graph, inp, layer, op, repaired


def test_what_nothing_depends_on_can_be_removed_with_what_is_given_for_it() -> None:
    inner = graph(
        {
            "x": (inp(4),),
            "a": (layer("Dense", units=given("n")), "x"),
            "r": (op("reshape"), "a", {"newshape": (-1, Expression("m"))}),
        },
        name="inner",
        parameters={"n": 4, "m": 4, "k": 1},
    )
    outer = graph({"x": (inp(4),), "i": (block("inner", k=2), "x")}, name="outer")
    drawn = design(
        {"x": (inp(4),), "b": (block("inner", k=3, n=4), "x"), "o": (block("outer"), "b")},
        models={"inner": inner, "outer": outer},
    )
    (found,) = check_parameters(drawn)
    assert (found.code, found.graph) == ("unused-parameter", "inner")
    assert "Nothing in `inner` depends on its parameter `k`" in found.message
    mended = repaired(drawn, found)
    assert [*check_parameters(mended)] == []
    assert mended.main.operations["b"] == SubModel("inner", "b", arguments={"n": 4})
    assert {*expanded(mended).models} == {"inner", "outer"}


def test_a_name_that_python_has_not_and_a_default_that_comes_to_nothing_are_errors() -> None:
    inner = graph({"x": (inp(4),)}, parameters={"a b": 1, "n": given("1 / 0")})
    found = [*check_parameters(design({"x": (inp(4),)}, models={"inner": inner}))]
    assert [(d.code, d.alike) for d in found] == [
        ("illegal-name", "parameter"),
        ("unused-parameter", ""),
        ("invalid-expression", "default"),
    ]
    assert found[2].message == "The default of `n` in `model`: `1 / 0` divides by zero"
