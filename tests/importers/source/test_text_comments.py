"""Which call a comment of a text is about."""

from __future__ import annotations

import ast

from model_codegen.importers.source.text_comments import read_comments

TEXT = """# of the module
x = (
    # inside
    f(1)  # behind
)
# one
#   two
# ------
# Shared: one layer, called 2 times
y = g(x)  # noqa
z = h("# no comment")  # last
"""


def test_what_stands_above_or_behind_a_call_is_about_it_once() -> None:
    found = read_comments(TEXT, ast.parse(TEXT))
    assert found.about(11) == "last"
    assert found.about(11) == ""
    assert found.about(2) == "of the module\ninside\nbehind"
    assert list(found.left()) == ["one\n  two"]


def test_a_long_comment_is_read_whole() -> None:
    said = "long " * 2000 + "end"
    assert read_comments(f"x = 1  # {said}", ast.parse("x = 1")).behind == {1: said}


def test_a_text_that_is_cut_off_has_what_is_there() -> None:
    assert read_comments("x = 1  # one\n'''", ast.parse("")).behind == {1: "one"}
