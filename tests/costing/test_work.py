"""Float operations and their formulas."""

from __future__ import annotations

from model_codegen.costing.work import MULTIPLY_ADDS, PER_ITEM, Work, each, together


def test_a_multiply_add_is_two_float_operations() -> None:
    work = Work("MatMul", (("outputs", 320), ("inputs of each", 64)))
    assert (work.macs, work.flops) == (20_480, 40_960)
    assert work.formula == "2 × outputs 320 × inputs of each 64"
    assert all(PER_ITEM[op] == 2 for op in MULTIPLY_ADDS)


def test_a_function_of_elements_is_one_for_each() -> None:
    work = each("Relu", 1000)
    assert (work.macs, work.flops, work.formula) == (0, 1000, "elements 1,000")


def test_several_together_have_no_formula_and_nothing_that_is_not_done() -> None:
    rows = [each("Relu", 2), each("Add", 0), each("Relu", 3, "rows")]
    assert together(rows) == (each("Relu", 5, "in all"),)


def test_the_same_several_times() -> None:
    work = each("Tanh", 6).times("steps", 4)
    assert (work.flops, work.formula) == (24, "steps 4 × elements 6")
