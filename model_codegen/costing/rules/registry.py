"""The rule of each class and function."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen import catalogue
from model_codegen.costing.call import Call, Parts, Rule, UnknownCostError
from model_codegen.costing.rules import (
    activations,
    application_layers,
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
        application_layers,
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


def parts(rule: Rule, call: Call) -> Parts:
    """What a call is made of.

    Args:
        rule: The rule of its class or function.
        call: The call.

    Raises:
        UnknownCostError: If nothing tells, or its arguments are none that the rule knows.
    """
    try:
        return rule(call)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        name = call.path.rpartition(".")[2]
        raise UnknownCostError(f"its arguments are unusual for `{name}`") from error


def find(path: str) -> Rule | None:
    """The rule of a class or function; None if there is none.

    Args:
        path: Its public path, or an alias.
    """
    rule = RULES.get(path)
    if rule is None and (entry := catalogue.find(path)) is not None:
        rule = RULES.get(entry.path)
    return rule
