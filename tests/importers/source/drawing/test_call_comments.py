"""What a text says about the calls of a design."""

from __future__ import annotations

import ast

from model_codegen.design.graph import Comment
from model_codegen.importers.source.drawing.call_comments import call_comments
from model_codegen.importers.source.text_comments import read_comments

TEXT = """
# made
layer = f()
# called
y = layer(x)
z = other(y)
w = layer(z)  # again
"""


def test_a_call_has_the_comment_of_its_line_or_else_of_where_its_layer_was_made() -> None:
    comments = read_comments(TEXT, ast.parse(TEXT))
    lines = {"main": {"y": 5, "z": 6, "w": 7}, "gone": {"y": 3}}
    assert call_comments(comments, lines, {"main": {"z": 3}, "empty": {}}) == {
        "main": {
            "about_y": Comment("called", "y"),
            "about_z": Comment("made", "z"),
            "about_w": Comment("again", "w"),
        }
    }
