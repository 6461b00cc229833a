"""The rule of each class and function."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen import catalogue
from model_codegen.costing.call import Rule
from model_codegen.costing.rules import (
    activations,
    attention,
    composites,
    convolution,
    dense,
    functions,
    linear_algebra,
    merging,
    movement,
    normalization,
    pooling,
    preprocessing,
    recurrent,
    reductions,
    regularization,
    wrappers,
)

RULES: Mapping[str, Rule] = {
    path: rule
    for module in (
        functions,
        composites,
        movement,
        reductions,
        linear_algebra,
        dense,
        convolution,
        pooling,
        recurrent,
        attention,
        normalization,
        activations,
        merging,
        regularization,
        preprocessing,
        wrappers,
    )
    for path, rule in module.RULES.items()
}
"""By public path."""


def find(path: str) -> Rule | None:
    """The rule of a class or function; None if there is none.

    Args:
        path: Its public path, or an alias.
    """
    rule = RULES.get(path)
    if rule is None and (entry := catalogue.find(path)) is not None:
        rule = RULES.get(entry.path)
    return rule
