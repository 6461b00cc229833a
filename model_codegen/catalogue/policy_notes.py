"""What was measured of dtype policies, in sentences."""

from __future__ import annotations

from typing import get_args

from model_codegen.catalogue.facts.measured_policies import CARD, MEASURED, Measured, MixedPolicy

MIXED: tuple[MixedPolicy, ...] = get_args(MixedPolicy)


def slower(policy: MixedPolicy, macs: int) -> Measured | None:
    """The smallest model that was slower in a policy and is at least as large; None if none is.

    Args:
        policy: A mixed policy.
        macs: Multiply-adds of a forward pass of a batch.
    """
    known = (one for one in MEASURED if one.macs is not None and one.macs >= macs)
    return next((one for one in known if one.gain(policy) < 1), None)


def policy_note(policy: str, macs: int) -> str:
    """What was measured of a policy, for a model of this size: one sentence, or nothing.

    Args:
        policy: Any dtype policy.
        macs: Multiply-adds of a forward pass of a batch.
    """
    if policy not in MIXED or macs == 0:
        return ""
    like = slower(policy, macs)
    if like is not None:
        return (
            f"{policy} makes models of this size slower: {like.name} took {like.steps[policy]:g} "
            f"ms a step in it and {like.steps['float32']:g} in float32 ({CARD})."
        )
    faster = [one for one in MEASURED if one.macs is not None and one.gain(policy) > 1]
    below = [one for one in faster if one.macs is not None and one.macs <= macs]
    if below:
        like = below[-1]
        return (
            f"{policy} makes models of this size faster: {like.name} took {like.steps[policy]:g} "
            f"ms a step in it and {like.steps['float32']:g} in float32 ({CARD})."
        )
    return f"What {policy} does to the speed of models of this size was not measured."


def brief(number: int) -> str:
    """`56 million`: two digits and a word."""
    for size, word in ((10**9, "thousand million"), (10**6, "million"), (10**3, "thousand")):
        if number >= size:
            value = number / size
            return f"{value:,.0f} {word}" if value >= 10 else f"{value:.1f} {word}"
    return str(number)
