"""Dropout and noise: nothing in use, random numbers in training."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.costing.call import VIEW, Call, Parts, Rule
from model_codegen.costing.work import Work, each


def _rule(*ops: str, rate: str = "rate") -> Rule:
    """The rule of a layer that does these operations for each element in training only."""

    def rule(call: Call) -> Parts:
        if not call.training or not call.value(rate):
            return VIEW
        work: list[Work] = [each(op, call.size) for op in ops]
        return Parts(tuple(work), kept=call.size)

    return rule


RULES: Mapping[str, Rule] = {
    "keras.layers.AlphaDropout": _rule(
        "RandomUniform", "GreaterEqual", "Mul", "AddV2", "Mul", "AddV2"
    ),
    "keras.layers.Dropout": _rule("RandomUniform", "GreaterEqual", "Mul", "SelectV2"),
    "keras.layers.GaussianDropout": _rule("RandomStandardNormal", "Mul", "AddV2", "Mul"),
    "keras.layers.GaussianNoise": _rule(
        "RandomStandardNormal", "Mul", "AddV2", "AddV2", rate="stddev"
    ),
    **{
        f"keras.layers.SpatialDropout{n}D": _rule(
            "RandomUniform", "GreaterEqual", "Mul", "SelectV2"
        )
        for n in (1, 2, 3)
    },
}
