"""Fixes that fix: each is made on the design and analysed before anybody is offered it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
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
    trials = Trials(design, found, attempt)
    trials.go_on()
    return trials.result


def untried(found: Analysis) -> Analysis:
    """The analysis without any fix, as long as nobody has tried them; it says so."""
    diagnostics = tuple(
        replace(one, fix=None, others=()) if one.fix else one for one in found.diagnostics
    )
    return replace(found, diagnostics=diagnostics, untried=True)


def to_try(found: Analysis) -> int:
    """How many changes there are to be tried."""
    offers = (1 + len(one.others) for one in found.diagnostics if one.fix)
    return min(sum(offers), MOST_TRIED)


class Trials:
    """The same as `tried` does, in as many steps as one likes.

    Args:
        design: The design.
        found: Its analysis.
        attempt: Analyses a design that was changed a little.
        value: The design's JSON, where it is known.
    """

    def __init__(
        self,
        design: Design,
        found: Analysis,
        attempt: Callable[[Design], Analysis],
        value: dict[str, Any] | None = None,
    ) -> None:
        self._design = design
        self._found = found
        self._attempt = attempt
        self._known_value = value
        self._errors = {_key(one) for one in (*found.errors, *found.training_errors)}
        self._left = MOST_TRIED
        self._mended: list[Diagnostic] = []
        self._steps = self._each()

    def go_on(self, most: int | None = None) -> bool:
        """Try some changes more; whether all are tried.

        Args:
            most: How many; all by default.
        """
        if most is None:
            return all(self._steps)  # A step is always true.
        return sum(1 for _ in islice(self._steps, most)) < most

    @property
    def result(self) -> Analysis:
        """The analysis with the fixes that held, once all are tried."""
        if not any(one.fix for one in self._found.diagnostics):
            return self._found
        return replace(self._found, diagnostics=tuple(self._mended))

    def _each(self) -> Iterator[bool]:
        for one in self._found.diagnostics:
            fix = (yield from self._best(one)) if one.fix else None
            self._mended.append(replace(one, fix=fix, others=()) if one.fix else one)

    @cached_property
    def _value(self) -> dict[str, Any]:
        return to_json(self._design) if self._known_value is None else self._known_value

    def _best(self, finding: Diagnostic) -> Generator[bool, None, Fix | None]:
        """The best change that mends a finding; None if none does."""
        changes = [change for change in (finding.fix, *finding.others) if change is not None]
        for calls in sorted({_added(change) for change in changes}):
            mending: list[tuple[int, int, Fix]] = []
            for number, change in enumerate(changes):
                if _added(change) != calls or self._left <= 0:
                    continue
                self._left -= 1
                after = self._after(change)
                yield True
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
