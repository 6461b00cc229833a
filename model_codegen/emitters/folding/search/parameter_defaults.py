"""Which value of a parameter is its default."""

from __future__ import annotations

from collections import Counter
from typing import Any

from model_codegen.emitters.folding.search.argument_columns import WIDTHS
from model_codegen.emitters.folding.search.conditions import FLAG
from model_codegen.emitters.folding.slot_values import ABSENT, is_expression
from model_codegen.emitters.folding.steps import Parameter

REQUIRED = object()
"""Stands for the default of a parameter that has none."""

_USUALLY_ONE = frozenset({"strides", "dilation_rate", "groups"})
_USUALLY_SO = frozenset({FLAG, "padding", "activation", "use_bias"})


def usual_value(parameter: Parameter) -> Any:
    """The default of a parameter, `REQUIRED` if it has none.

    None where a parameter is not needed at some places; one for strides and the like; and what most
    places say for what a block is not about.
    """
    values = parameter.values
    if any(value is ABSENT for value in values):
        return None
    if parameter.hint in WIDTHS or parameter.hint == "name" or any(map(is_expression, values)):
        return REQUIRED
    if parameter.hint in _USUALLY_ONE:
        return 1 if any(type(value) is int and value == 1 for value in values) else REQUIRED
    if parameter.hint not in _USUALLY_SO:
        return REQUIRED
    counted = Counter(map(repr, values))
    common, count = counted.most_common(1)[0]
    if 2 * count < len(values):
        return REQUIRED
    return next(value for value in values if repr(value) == common)
