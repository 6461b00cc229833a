"""Advice on dtype policies: a small model is slower in half precision, not faster."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.analysis.analysis_result import Analysis
from model_codegen.catalogue.facts.measured_policies import CARD, MEASURED, MixedPolicy
from model_codegen.catalogue.policy_notes import MIXED, brief, slower
from model_codegen.costing.design_cost import cost
from model_codegen.design import patches
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import Design
from model_codegen.design.patches import fix

BATCH = 256
"""Samples in a step, as the lessons' models were measured, where the design does not say."""

MOST_CALLS = 150
"""A model of more calls is not counted for this: it is none of the small ones."""


def advised(design: Design, analysis: Analysis) -> Analysis:
    """The analysis with advice on the dtype policy, where there is any.

    Args:
        design: The design.
        analysis: What was found of it.
    """
    advice = precision_advice(design, analysis)
    return replace(analysis, diagnostics=(*analysis.diagnostics, advice)) if advice else analysis


def precision_advice(design: Design, analysis: Analysis) -> Diagnostic | None:
    """Advice against a mixed policy for a design that is as small as those that got slower.

    Nothing is said of one that is larger, or of which not everything can be counted.

    Args:
        design: The design.
        analysis: What was found of it.
    """
    policy = design.dtype_policy
    if policy not in MIXED or analysis.errors or len(analysis.nodes) > MOST_CALLS:
        return None
    batch = design.training.batch_size if design.training else BATCH
    counted = cost(design, batch, analysis=analysis, partial=True, strict=False)
    macs = counted.graphs[MAIN].macs
    like = None if counted.problems or macs == 0 else slower(policy, macs)
    if like is None:
        return None
    message = (
        f"{policy} makes a model of this size slower, not faster: a forward pass of {batch:,} "
        f"samples is {brief(macs)} multiply-adds, and {like.name}, with {brief(like.macs or 0)}, "
        f"took {like.steps[policy]:g} ms a step in it and {like.steps['float32']:g} in float32 "
        f"({CARD}). It pays from {_pays(policy)} on"
    )
    change = fix("Compute in float32", [patches.replace("/dtype_policy", "float32")])
    return Diagnostic("slow-precision", "advice", message, fix=change)


def _pays(policy: MixedPolicy) -> str:
    """The smallest model that was faster in a policy, with its size."""
    like = next(one for one in MEASURED if one.macs is not None and one.gain(policy) > 1)
    return f"about {like.name} ({brief(like.macs or 0)})"
