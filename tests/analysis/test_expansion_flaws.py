"""What a block is given, and how often it is repeated, where that cannot be."""

from __future__ import annotations

import pytest

from model_codegen.analysis.call_outcome import Failure, Problem
from model_codegen.analysis.expansion_flaws import flawed
from model_codegen.design.block_uses import Flaw
from model_codegen.design.expanded_graph import Use
from model_codegen.design.graph import Node


@pytest.mark.parametrize(
    ("flaw", "text"),
    [
        (
            Flaw("invalid-expression", "`1 / 0` divides by zero", "units"),
            "`units`: `1 / 0` divides by zero",
        ),
        (Flaw("invalid-expression", "`n` is gone"), "`n` is gone"),
        (Flaw("unknown-parameter", "`b` has no parameter `n`", "n"), "`b` has no parameter `n`"),
        (Flaw("invalid-repeat", "is repeated 0 times", "repeat"), "is repeated 0 times"),
    ],
)
def test_what_is_wrong_names_its_argument_once(flaw: Flaw, text: str) -> None:
    problem = Problem(flaw.code, text, flaw.argument or None)
    node = Node("o")
    assert flawed(Use("main", flaws={"o": (flaw,)}), "n", node) == Failure((problem,))
    assert flawed(Use("main", call_flaws={"n": (flaw,)}), "n", node) == Failure((problem,))
    assert flawed(Use("main"), "n", node) is None
