"""What a text says about the calls of a design."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.graph import Comment
from model_codegen.importers.source.text_comments import TextComments


def call_comments(
    comments: TextComments,
    lines: Mapping[str, Mapping[str, int]],
    made_at: Mapping[str, Mapping[str, int]],
) -> dict[str, dict[str, Comment]]:
    """The comments of each graph, by graph and id.

    Args:
        comments: The text's comments.
        lines: By graph and node: the line that the call is from.
        made_at: By graph, in the order in which they are told; by first call of a layer: where
            that was made, whose comment it has if its own line has none.
    """
    told = {}
    for key, made in made_at.items():
        found = {}
        for node, line in lines.get(key, {}).items():
            if text := comments.about(line) or comments.about(made.get(node, line)):
                found[f"about_{node}"] = Comment(text, node)
        if found:
            told[key] = found
    return told
