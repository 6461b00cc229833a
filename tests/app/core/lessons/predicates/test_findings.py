"""What the analysis has found can be asked for, or not to be there."""

from __future__ import annotations

from app.core.lessons.facts import Facts
from app.core.lessons.predicates import findings
from tests.app.designs import dense

CYCLE = {"code": "cycle", "severity": "error", "message": "`a` depends on itself."}


def facts(*diagnostics: object) -> Facts:
    return Facts(dense(1), {"graphs": {}, "diagnostics": [*diagnostics]})


def test_an_error_keeps_a_model_from_being_built() -> None:
    assert findings.no_errors.judge(facts(), True).passed
    found = findings.no_errors.judge(facts(CYCLE), True)
    assert (found.passed, found.found) == (False, "`a` depends on itself.")
    assert findings.no_errors.judge(facts(CYCLE | {"category": "training"}), True).passed


def test_a_finding_is_asked_for_by_its_code() -> None:
    assert findings.diagnostic.judge(facts(CYCLE), "cycle").passed
    assert not findings.diagnostic.judge(facts(CYCLE), "no-input").passed
    assert not findings.no_diagnostic.judge(facts(CYCLE), "cycle").passed
    assert findings.no_diagnostic.judge(facts(CYCLE), "no-input").passed
