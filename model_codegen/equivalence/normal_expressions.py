"""One text for all expressions that are put together alike, whatever their spaces and brackets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.design.expressions import KEY, ExpressionError, expression, parsed
from model_codegen.design.graph import Expression


def normal_expressions(tree: Any) -> Any:
    """The same tree with the normal text of every expression in it; no one reads or keeps that.

    Args:
        tree: A config, arguments of a block or of a call, or a part of these.
    """
    if isinstance(tree, Expression):
        return Expression(_normal(tree.text))
    if (text := expression(tree)) is not None:
        return {KEY: _normal(text)}
    if isinstance(tree, Mapping):
        return {key: normal_expressions(value) for key, value in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)(normal_expressions(item) for item in tree)
    return tree


def _normal(text: str) -> str:
    try:
        return repr(parsed(text))
    except ExpressionError:  # of a draft
        return text
