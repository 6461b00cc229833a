"""Loops, held to Python."""

from __future__ import annotations

import ast

import pytest

from model_codegen.importers.source.interpreter.loops import trains
from model_codegen.importers.source.values import Unknown
from tests.importers.source.interpreter.held_to_python import check, follow


@pytest.mark.parametrize(
    "text",
    [
        "a = []\nfor b in range(5):\n    if b == 1: continue\n    if b == 3: break\n    a += [b]",
        "a = 0\nfor b in 'xy':\n    a += 1\nelse:\n    a = -a",
        "a = b = 5\nwhile a > 2:\n    a -= 1\nelse:\n    b = a",
        "a = b = 0\nwhile True:\n    a += 1\n    if a == 4: break\nelse:\n    b = 1",
        "a = []\nfor i, (b, c) in enumerate([(1, 2), (3, 4)]):\n    a.append((i, b, c))",
    ],
)
def test_variables_hold_what_they_do_in_python(text: str) -> None:
    check(text, "a", "b")


def test_a_function_returns_out_of_a_loop() -> None:
    check("def f():\n    for a in range(9):\n        if a > 3: return a\nfound = f()", "found")


def test_a_loop_over_data_is_passed_over() -> None:
    reading = follow("for batch in nowhere:\n    print(batch)")
    assert [*reading.report.skipped.values()] == ["loops over data"]


def test_a_loop_of_too_many_rounds_is_told_as_what_it_is() -> None:
    reading = follow("for i in range(10**9):\n    print(i)")
    assert [*reading.report.skipped.values()] == ["a loop of 1,000,000,000 rounds"]


def test_a_loop_without_a_known_end_is_reported() -> None:
    reading = follow("while nowhere:\n    pass")
    assert reading.report.troubles[1].startswith("how long this loop goes on is not known")


def test_a_loop_that_works_on_numbers_for_long_is_given_up() -> None:
    found = follow("a = 0\nfor i in range(40000):\n    a = a + i").program.module.values["a"]
    assert isinstance(found, Unknown)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("model.fit(x)", True),
        ("with tf.GradientTape(): pass", True),
        ("with GradientTape(): pass", True),
        ("strategy.run(train_step, x)", True),
        ("f(x)", False),
        ("x = fit(x)", False),  # a layer of that name
        ("fit = layers.Dense(4)(x)\nx = fit + x", False),
    ],
)
def test_code_that_trains_mentions_it(text: str, answer: bool) -> None:
    assert trains(ast.parse(text)) is answer
