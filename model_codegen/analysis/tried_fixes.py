"""Fixes that fix: each is made on the design and analysed before anybody is offered it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from model_codegen.analysis.analysis_result import Analysis
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.incremental import reread
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design
from model_codegen.design.patching import patched

MOST_TRIED = 24
"""How many changes are tried on one design; what is found beyond them, the least severe last, has
no fix before something else is mended."""


def tried(design: Design, found: Analysis, attempt: Callable[[Design], Analysis]) -> Analysis:
    """The analysis with those fixes only that mend what they are for and break nothing.

    Of the changes that a finding has, that one is left that adds the fewest calls, of these the
    fewest parameters, of these the likeliest: the one that is named first.

    Args:
        design: The design.
        found: Its analysis.
        attempt: Analyses a design that was changed a little.
    """
    if not any(one.fix for one in found.diagnostics):
        return found
    trials = _Trials(design, found, attempt)
    diagnostics = tuple(
        replace(one, fix=trials.best(one), others=()) if one.fix else one
        for one in found.diagnostics
    )
    return replace(found, diagnostics=diagnostics)


class _Trials:
    def __init__(
        self, design: Design, found: Analysis, attempt: Callable[[Design], Analysis]
    ) -> None:
        self._design = design
        self._found = found
        self._attempt = attempt
        self._errors = {_key(one) for one in (*found.errors, *found.training_errors)}
        self._left = MOST_TRIED

    @cached_property
    def _value(self) -> dict[str, Any]:
        return to_json(self._design)

    def best(self, finding: Diagnostic) -> Fix | None:
        """The best change that mends a finding; None if none does."""
        changes = [change for change in (finding.fix, *finding.others) if change is not None]
        for calls in sorted({_added(change) for change in changes}):
            mending: list[tuple[int, int, Fix]] = []
            for number, change in enumerate(changes):
                if _added(change) != calls or self._left <= 0:
                    continue
                self._left -= 1
                after = self._after(change)
                if after is not None and self._is_mended(finding, after):
                    mending.append((after.total_params, number, change))
            if mending:
                return min(mending, key=lambda each: each[:2])[-1]
        return None

    def _after(self, change: Fix) -> Analysis | None:
        """The analysis of what a change makes; None if it cannot be made."""
        try:
            value = patched(self._value, [*change.patch])
            return self._attempt(reread(value, self._value, self._design))
        except (DesignError, RecursionError):
            return None

    def _is_mended(self, finding: Diagnostic, after: Analysis) -> bool:
        gone = all(_key(one) != _key(finding) for one in after.diagnostics)
        new = after.errors
        if finding.category == "training":
            new = (*new, *after.training_errors)
        return gone and all(_key(one) in self._errors for one in new)


def _key(finding: Diagnostic) -> tuple[object, ...]:
    """What makes two findings the same though their words differ."""
    return finding.code, finding.graph, finding.nodes, finding.alike


def _added(change: Fix) -> int:
    """How many calls a change adds."""
    return sum(
        operation["op"] == "add" and "/nodes/" in operation["path"] for operation in change.patch
    )
