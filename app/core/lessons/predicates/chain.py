"""What Sequential can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, model_validator

from app.core.lessons.facts import Facts
from app.core.lessons.predicates.argument import Amount, Argument
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.verdict import Finding
from app.core.number_text import counted
from model_codegen.analysis.advice import chain
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.wording import listing, quote

Reason = Literal[
    "inputs",
    "container of inputs",
    "outputs",
    "container of outputs",
    "empty",
    "idle",
    "branch",
    "output",
    "merge",
    "shared",
    "argument",
    "wrapped",
    "several",
    "function",
]
"""Why Sequential cannot hold a model: the `alike` of the findings `not-a-chain`."""


class Sequential(Argument):
    """Whether it holds the model, or why not."""

    refused: Annotated[list[Reason], Field(max_length=20)] | None = None
    accepted: Literal[True] | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_word(cls, value: Any) -> Any:
        return {value: True} if value == "accepted" else value

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.refused is None) == (self.accepted is None):
            raise ValueError("say `accepted`, or `{refused: [branch, merge]}`")
        return self


_TOLD_BY_A_MODEL = frozenset({"inputs", "outputs", "branch", "merge", "shared"})
"""Reasons that a built model has, too; the others are of how it is drawn and called."""


def _sequential_python(wanted: Sequential) -> Iterator[str]:
    if wanted.accepted:
        yield "not why_no_chain(model)"
    elif wanted.refused and _TOLD_BY_A_MODEL.issuperset(wanted.refused):
        yield f"why_no_chain(model) == {{{', '.join(map(repr, sorted(wanted.refused)))}}}"


@predicate("sequential", _sequential_python)
def sequential(facts: Facts, wanted: Sequential) -> Finding:
    """`keras.Sequential` holds the model (`accepted`), or refuses it for exactly these reasons.

    The reasons, as the page *Chain or topology?* has them: `inputs`, `outputs` (there are several);
    `branch` (a tensor goes to several layers); `merge` (a layer takes several); `shared` (a layer
    is called again); `output` (an output goes on); `function`, `argument`, `wrapped`, `several`
    (calls that a chain cannot write); `idle`, `empty`, `container of inputs`, `container of
    outputs`.
    `refused: []` is refused for any reason.

    Example:
        sequential: accepted
        sequential: {refused: [branch, merge]}
    """
    reasons = [
        one
        for one in facts.result["diagnostics"]
        if one["code"] == "not-a-chain" and one.get("graph", MAIN) == MAIN
    ]
    known = get_args(Reason)
    here = [kind for kind in dict.fromkeys(one["alike"] for one in reasons) if kind in known]
    if wanted.accepted:
        asked = "Sequential holds the model."
        if not reasons:
            return Finding(asked, True, asked)
        text = f"Sequential cannot hold the model: {reasons[0]['reason'].removesuffix('.')}."
        return Finding(asked, False, text)
    refused = wanted.refused or []
    names = listing([*map(quote, dict.fromkeys(refused))])
    asked = f"Sequential cannot hold the model{f', for {names}' if names else ''}."
    if not here:
        return Finding(asked, False, "Sequential holds this model: it is a chain.")
    if not refused or {*here} == {*refused}:
        return Finding(asked, True, asked)
    missing = [kind for kind in refused if kind not in here]
    more = [one for one in reasons if one["alike"] in here and one["alike"] not in refused]
    if more:
        text = f"There is another reason: {more[0]['reason'].removesuffix('.')}."
    else:
        text = f"It is not refused for {listing([*map(quote, missing)])}."
    return Finding(asked, False, text)


def _longest_python(wanted: Amount) -> Iterator[str]:
    yield wanted.python("longest_chain(model)")


@predicate("longest_chain", _longest_python)
def longest_chain(facts: Facts, wanted: Amount) -> Finding:
    """How many calls the longest chain has that one Sequential could hold, its input among them.

    A number, or `at_least` and `at_most`.

    Example:
        longest_chain: 5
    """
    known = facts.main["nodes"].items()
    counts = {key: len(node["outputs"]) for key, node in known if node.get("outputs") is not None}
    found = len(chain.chains(facts.design, facts.unused, counts, facts.flow).longest)
    asked = f"The longest chain in the model has {wanted} {'call' if wanted.is_one else 'calls'}."
    passed = wanted.holds(found)
    here = f"The longest chain in the model has {counted(found, 'call')}"
    return Finding(asked, passed, f"{here}." if passed else f"{here}; {wanted} is asked for.")


PREDICATES = (sequential, longest_chain)
