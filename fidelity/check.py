"""Try models: the original in one process, each style of its source in another."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fidelity.original import STYLES, Original, originals
from fidelity.processes import Fresh, LostError
from fidelity.rebuilt import Outcome, rebuilt
from fidelity.subjects import Subject


@dataclass(frozen=True)
class Row:
    """What came of one model.

    Attributes:
        subject: The model.
        failure: Why nothing could be compared; empty if it could.
        original: What it is; None on failure.
        outcomes: By style that it has.
        seconds: What it took, its share of a process with others.
    """

    subject: Subject
    failure: str = ""
    original: Original | None = None
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether all is the same in every style."""
        return not self.failure and all(outcome.passed for outcome in self.outcomes.values())

    @property
    def difference(self) -> float | None:
        """The largest of all styles; None if no numbers were compared."""
        found = [o.difference for o in self.outcomes.values() if o.difference is not None]
        return max(found, default=None)


def check(fresh: Fresh, subjects: Sequence[Subject]) -> list[Row]:
    """Try models that share their processes.

    Args:
        fresh: Makes the processes.
        subjects: The models.
    """
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = fresh.run(originals, subjects, Path(folder))
        except LostError as lost:
            return [Row(subject, str(lost)) for subject in subjects]
        found: dict[int, dict[str, Outcome]] = {index: {} for index in range(len(subjects))}
        for style in STYLES:
            jobs = {
                index: (original.sources[style], original.expected)
                for index, original in enumerate(made)
                if isinstance(original, Original) and style in original.sources
            }
            if not jobs:
                continue
            try:
                outcomes = fresh.run(rebuilt, style, list(jobs.values()))
            except LostError as lost:
                outcomes = [Outcome((str(lost),))] * len(jobs)
            for index, outcome in zip(jobs, outcomes, strict=True):
                found[index][style] = outcome
    each = (time.perf_counter() - start) / len(subjects)
    return [
        Row(subject, original, seconds=each)
        if isinstance(original, str)
        else Row(subject, "", original, found[index], each)
        for index, (subject, original) in enumerate(zip(subjects, made, strict=True))
    ]
