"""What the analysis has found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StrictStr

from app.core.lessons.facts import Facts
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.verdict import Finding
from model_codegen.design.diagnostic_codes import CODES, CodeEntry
from model_codegen.design.wording import offer


def _code(name: str) -> str:
    if name not in CODES:
        raise ValueError(f"there is no diagnostic `{name:.60}`. {offer(name, [*CODES])}")
    return name


_BY_NAME: dict[str, CodeEntry] = {str(code): entry for code, entry in CODES.items()}

DiagnosticCode = Annotated[StrictStr, AfterValidator(_code)]


@predicate("no_errors")
def no_errors(facts: Facts, wanted: Literal[True]) -> Finding:
    """Nothing keeps the model from being built: `true`.

    It is asked for in every exercise by itself, except where `diagnostic` or `no_errors` stands in
    its `check`.

    Example:
        no_errors: true
    """
    asked = "The model can be built."
    if not facts.errors:
        return Finding(asked, True, asked)
    return Finding(asked, False, facts.errors[0]["message"])


@predicate("diagnostic")
def diagnostic(facts: Facts, code: DiagnosticCode) -> Finding:
    """The Problems panel has a finding of this code: one of [diagnostics](diagnostics.md).

    Example:
        diagnostic: shape-mismatch
    """
    found = _of_code(facts, code)
    meaning = _BY_NAME[code].meaning
    asked = f"The Problems panel says: {meaning[:1].lower()}{meaning[1:]}."
    if found:
        return Finding(asked, True, found[0]["message"])
    return Finding(asked, False, f"The Problems panel does not say so of this model: {meaning}.")


_SAID_OF_TRAINING = {
    "logits-mismatch": "losses_fit(trains)",
    "unknown-monitor": "monitors_exist(trains)",
}
"""By code, what a notebook can say in its place."""


def _no_diagnostic_python(code: str) -> Iterator[str]:
    if code in _SAID_OF_TRAINING:
        yield _SAID_OF_TRAINING[code]


@predicate("no_diagnostic", _no_diagnostic_python)
def no_diagnostic(facts: Facts, code: DiagnosticCode) -> Finding:
    """The Problems panel has no finding of this code: one of [diagnostics](diagnostics.md).

    Example:
        no_diagnostic: copied-not-shared
    """
    found = _of_code(facts, code)
    asked = f"The Problems panel does not say: {_BY_NAME[code].meaning}."
    if found:
        return Finding(asked, False, found[0]["message"])
    return Finding(asked, True, asked)


def _of_code(facts: Facts, code: str) -> list[Any]:
    return [one for one in facts.result["diagnostics"] if one["code"] == code]


PREDICATES = (no_errors, diagnostic, no_diagnostic)
