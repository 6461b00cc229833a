"""Statements, held to Python."""

from __future__ import annotations

import pytest

from tests.importers.source.interpreter.held_to_python import check, follow


@pytest.mark.parametrize(
    "text",
    [
        "if 0:\n    a = 1\nelif 1:\n    a = 2\nelse:\n    a = 3",
        "def f(a, b=2, *c, d=4, **e): return a, b, c, d, e\na = f(1, 3, 5, d=6, z=7)",
        "def f():\n    n = 1\n    def g():\n        nonlocal n\n        n += 1\n        return n\n"
        "    return g() + g()\na = f()",
        "a = 1\ndef f():\n    global a\n    a = 5\nf()",
        "try:\n    a = 1\nexcept ValueError:\n    a = 2\nelse:\n    a = 3\nfinally:\n    b = 4",
        "a = 3\nb = 1\ndel b",
        "def twice(f): return lambda x: f(f(x))\n@twice\ndef add(x): return x + 1\na = add(1)",
        "class A:\n    def __init__(self, n=1): self.n = n\n    @property\n"
        "    def m(self): return self.n\n"
        "    @staticmethod\n    def s(x): return x\n    @classmethod\n"
        "    def c(cls): return cls(7)\n"
        "class B(A):\n    def __init__(self): super().__init__(4)\na = B().m, A.s(2), A.c().n",
        "def f():\n    pass\na = f()",
    ],
)  # fmt: skip
def test_variables_hold_what_they_do_in_python(text: str) -> None:
    check(text, "a")


def test_an_exception_goes_to_its_handler() -> None:
    check("try:\n    raise ValueError\nexcept ValueError:\n    a = 2", "a")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("if nowhere:\n    a = 1", 1, "it is taken that this does not hold: `nowhere` is not"),
        ("a = 1\nraise ValueError", 2, "an exception is raised here"),
        ("def f(): raise ValueError\nfor i in (1, 2):\n    a += f()", 1, "an exception is raised"),
    ],
)
def test_what_is_not_followed_is_reported(text: str, line: int, reason: str) -> None:
    assert follow(text).report.troubles[line].startswith(reason)


def test_a_generator_is_passed_over() -> None:
    assert [*follow("def f(): yield 1\na = f()").report.skipped.values()] == ["generators"]
