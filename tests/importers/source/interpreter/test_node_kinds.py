"""Kinds of nodes: each that a text may hold is followed, or is passed over on purpose."""

from __future__ import annotations

import ast

import pytest

from model_codegen.importers.source.interpreter import expressions, statements
from model_codegen.importers.source.interpreter.node_kinds import entry, name_of

FOLLOWED = expressions._KINDS.keys() | statements._KINDS.keys()
PASSED_OVER = {
    *(ast.Yield, ast.YieldFrom, ast.Assert, ast.Pass, ast.Match),
    *(each for each in ast.stmt.__subclasses__() if each.__name__ == "TypeAlias"),  # Python 3.12
}


def test_an_entry_is_the_kind_and_what_follows_it() -> None:
    assert entry(ast.Pass, lambda reading, node, scope: node.lineno)[0] is ast.Pass


@pytest.mark.parametrize("base", [ast.expr, ast.stmt])
def test_every_kind_is_followed_or_passed_over(base: type[ast.AST]) -> None:
    kinds = {each for each in base.__subclasses__() if each.__module__ == "ast"}
    assert kinds - FOLLOWED - PASSED_OVER == set()


@pytest.mark.parametrize(
    ("text", "name"), [("fit", "fit"), ("model.layers.fit", "fit"), ("fit()", ""), ("fit[0]", "")]
)
def test_a_name_is_what_is_looked_up(text: str, name: str) -> None:
    assert name_of(ast.parse(text, mode="eval").body) == name
