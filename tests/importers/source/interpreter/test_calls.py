"""Calls, held to Python."""

from __future__ import annotations

import pytest

from tests.importers.source.interpreter.held_to_python import check, reason_of


@pytest.mark.parametrize(
    "text",
    [
        "from functools import partial\ndef f(a, b, c=0): return a, b, c\n"
        "found = partial(f, 1, c=2)(3, c=4)",
        "class A:\n    def __call__(self, x): return x + 1\nfound = A()(2)",
        "class A:\n    def m(self, x): return self, x\na = A()\nm = a.m\nfound = m(1)[0] is a",
        "found = [f(2) for f in [lambda x, n=n: x * n for n in range(3)]]",
        "found = 'a-b'.split('-') + ['{}'.format(3)]",
        "def f(n): return 1 if n < 2 else n * f(n - 1)\nfound = f(5)",
        "def f(*a, **k): return a, k\nfound = f(*[1, 2], **{'b': 3})",
    ],
)
def test_the_result_is_that_of_python(text: str) -> None:
    check(text, "found")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3()", "a value is called that is no function"),
        ("(lambda a: a)()", "`<lambda>` is not given `a`"),
        ("(lambda: 1)(2)", "`<lambda>` takes 0 arguments, not 1"),
        ("(lambda a: a)(1, a=2)", "`<lambda>` is given `a` twice"),
        ("(lambda a: a)(1, b=2)", "`<lambda>` takes no argument `b`"),
        ("(lambda f: f(f))(lambda f: f(f))", "functions call one another more than 24 deep"),
        ("nowhere(1)", "`nowhere` is not defined in this text"),
    ],
)
def test_what_is_not_known_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason
