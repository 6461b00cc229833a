"""Errors are sentences; what a program needs of them is data."""

from __future__ import annotations

import pickle

from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.errors import DesignError, NotExpressible


def test_an_error_in_a_line_says_so_and_has_the_line_apart() -> None:
    error = DesignError("this is no Python: invalid syntax.", 2)
    assert str(error) == "Line 2: this is no Python: invalid syntax."
    assert (error.reason, error.line) == ("this is no Python: invalid syntax.", 2)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.reason, again.line) == (str(error), error.reason, error.line)


def test_an_error_without_a_line_is_its_reason() -> None:
    error = DesignError("The file is empty.")
    assert (str(error), error.reason, error.line) == ("The file is empty.", error.reason, None)


def test_a_style_says_one_reason_a_line() -> None:
    reasons = [Diagnostic("not-a-chain", "advice", text) for text in ("It branches", "It joins")]
    error = NotExpressible("sequential", reasons)
    assert str(error) == "It branches\nIt joins"
    assert (error.style, error.diagnostics) == ("sequential", tuple(reasons))
