"""`check`: whether a learner's design is what an exercise asks for, and what to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.core.lessons import check_reading
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Check, Exercise
from app.core.lessons.predicates import PREDICATES
from app.core.lessons.verdict import Finding, Verdict

_ABOUT_ERRORS = {"no_errors", "diagnostic"}

_BUILDS = Check("no_errors", True)

UNSAID = "unsaid"
"""What would give the answer away if it stood among what is asked."""

_EXPLAINED_BY: dict[str, tuple[str, ...]] = {
    "parameters": ("copied-not-shared", "maybe-shared"),
    "trainable_parameters": ("copied-not-shared", "maybe-shared"),
    "calls": ("copied-not-shared", "maybe-shared"),
    "layers": ("copied-not-shared", "unused-node", "left-aside"),
    "has": ("unused-node", "left-aside"),
    "wire": ("unused-node", "left-aside"),
    "path": ("unused-node", "left-aside"),
    "outputs": ("left-aside", "unused-node"),
    "dtype": ("low-precision-head",),
    "sequential": ("not-a-chain",),
    "longest_chain": ("not-a-chain",),
    "same_model_as": ("copied-not-shared", "unused-node"),
}
"""By predicate that fails, the findings of the analysis that may be the reason."""


def check(exercise: Exercise, facts: Facts) -> Verdict:
    """Check a design. Imports no Keras, compares no text of source, never raises.

    Args:
        exercise: What is asked for.
        facts: The learner's design, and what is known of it.
    """
    facts = replace(facts, designs=exercise.designs)
    asked = exercise.check
    if not asks_about_errors(asked):
        asked = (_BUILDS, *asked)
    answered = [(one, answer(one, facts)) for one in asked]
    told = (finding for one, finding in answered if one is not _BUILDS and one.name != UNSAID)
    findings = tuple(told)
    if all(finding.passed for _, finding in answered):
        return Verdict(True, findings, exercise.right or "That is right.")
    failing = [(one, finding) for one, finding in answered if not finding.passed]
    unfinished = bool(facts.errors) and failing[0][0] is _BUILDS
    if not facts.design.main.nodes:
        return Verdict(False, findings, "There is nothing on the canvas yet.", unfinished=True)
    said = next((a.say for a in exercise.answers if _all(a.when, facts)), "")
    if said:
        return Verdict(False, findings, said, unfinished=unfinished)
    if unfinished:
        error = facts.errors[0]
        say = f"This is not finished yet. {error['message']}"
        return Verdict(False, findings, say, _fix(error), error["code"], unfinished=True)
    first, finding = failing[0]
    reason = _reason(first, facts)
    if reason is None:
        return Verdict(False, findings, finding.found)
    say = f"{finding.found} {reason['message']}"
    return Verdict(False, findings, say, _fix(reason), reason["code"])


def asks_about_errors(checks: tuple[Check, ...]) -> bool:
    """Whether what is asked for may be a design that cannot be built."""
    return not _ABOUT_ERRORS.isdisjoint(check_reading.names(checks))


def answer(asked: Check, facts: Facts) -> Finding:
    """Answer one predicate.

    Args:
        asked: It, with its argument.
        facts: What is known of the design.
    """
    match asked.name:
        case "all" | "unsaid":
            return _of_all([answer(one, facts) for one in asked.argument])
        case "any":
            return _of_any([answer(one, facts) for one in asked.argument])
        case "not":
            return _of_none([answer(one, facts) for one in asked.argument])
    return PREDICATES[asked.name].judge(facts, asked.argument)


def _all(checks: Iterable[Check], facts: Facts) -> bool:
    return all(answer(one, facts).passed for one in checks)


def _of_all(findings: list[Finding]) -> Finding:
    asked = " ".join(finding.asked for finding in findings)
    failing = [finding for finding in findings if not finding.passed]
    if failing:
        return Finding(asked, False, failing[0].found)
    return Finding(asked, True, " ".join(finding.found for finding in findings))


def _of_any(findings: list[Finding]) -> Finding:
    asked = " Or: ".join(finding.asked for finding in findings)
    right = [finding for finding in findings if finding.passed]
    if right:
        return Finding(asked, True, right[0].found)
    return Finding(asked, False, " ".join(finding.found for finding in findings))


def _of_none(findings: list[Finding]) -> Finding:
    asked = " ".join(f"Not so: {finding.asked}" for finding in findings)
    right = [finding for finding in findings if finding.passed]
    if right:
        return Finding(asked, False, f"This is not asked for: {right[0].found}")
    return Finding(asked, True, " ".join(finding.found for finding in findings))


def _reason(asked: Check, facts: Facts) -> dict[str, Any] | None:
    """A finding of the analysis that tells why a predicate may have failed."""
    for code in _EXPLAINED_BY.get(asked.name, ()):
        for one in facts.result["diagnostics"]:
            if one["code"] == code:
                found: dict[str, Any] = one
                return found
    return None


def _fix(diagnostic: Any) -> str:
    fix = diagnostic.get("fix")
    return fix["title"] if fix else ""
