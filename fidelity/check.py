"""Try models: the original in one process, each style of its source in another."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from fidelity.original import STYLES, Original, originals
from fidelity.own_layers import own_layers
from fidelity.processes import Fresh, LostError
from fidelity.proofs import proved
from fidelity.rebuilt import Outcome, rebuilt
from fidelity.subjects import TRAINED, Subject


@dataclass(frozen=True)
class Row:
    """What came of one model.

    Attributes:
        name: See `Subject`.
        group: See `Subject`.
        failure: Why nothing could be compared; empty if it could.
        calls: How many calls its design has.
        params: Its parameters.
        silent: Why the original does not answer; empty if it does.
        placeholders: The classes that were filled in.
        refused: By style: why there is no source.
        outcomes: By style: what came of the source.
        training: What the styles do otherwise in a step of training, or why none could be made;
            empty if nothing, None if that was not tried.
    """

    name: str
    group: str
    failure: str = ""
    calls: int = 0
    params: int = 0
    silent: str = ""
    placeholders: Sequence[str] = field(default_factory=list)
    refused: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    training: str | None = None

    @property
    def passed(self) -> bool:
        """Whether all is the same in every style."""
        same = all(outcome.passed for outcome in self.outcomes.values())
        return same and not self.failure and not self.training

    @property
    def difference(self) -> float | None:
        """The largest of all styles; None if no numbers were compared."""
        found = [o.difference for o in self.outcomes.values() if o.difference is not None]
        return max(found, default=None)

    def to_json(self) -> str:
        """The row on one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Row:
        """The row of a line.

        Args:
            line: What `to_json` returned.
        """
        value = json.loads(line)
        outcomes = {
            style: Outcome(**made | {"reasons": tuple(made["reasons"])})
            for style, made in value["outcomes"].items()
        }
        return cls(**value | {"outcomes": outcomes})


def check(
    fresh: Fresh, subjects: Sequence[Subject], trained: Collection[str] = TRAINED
) -> list[Row]:
    """Try models that share their processes.

    Args:
        fresh: Makes the processes.
        subjects: The models.
        trained: Groups of which a step of training is compared too.
    """
    if subjects and subjects[0].group == "own":
        return _own_rows(fresh, subjects)
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = fresh.run(originals, subjects, Path(folder))
        except LostError as lost:
            return [Row(subject.name, subject.group, str(lost)) for subject in subjects]
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
    rows = [
        _row(subject, original, found[index])
        for index, (subject, original) in enumerate(zip(subjects, made, strict=True))
    ]
    wanted = [index for index, row in enumerate(rows) if row.group in trained and not row.failure]
    try:
        steps = fresh.run(training, [subjects[index] for index in wanted]) if wanted else []
    except LostError as lost:
        steps = [str(lost)] * len(wanted)
    for index, said in zip(wanted, steps, strict=True):
        rows[index] = replace(rows[index], training=said)
    return rows


def _own_rows(fresh: Fresh, subjects: Sequence[Subject]) -> list[Row]:
    try:
        tried = fresh.run(own_layers, [subject.name for subject in subjects])
    except LostError as lost:
        return [Row(subject.name, subject.group, str(lost)) for subject in subjects]
    return [
        Row(subject.name, subject.group, "", calls, params, refused=refused, outcomes=outcomes)
        for subject, (calls, params, outcomes, refused) in zip(subjects, tried, strict=True)
    ]


def training(subjects: Sequence[Subject]) -> list[str]:
    """What the styles of models do otherwise in a step of training; empty where nothing.

    Args:
        subjects: The models.
    """
    return [proved(subject.name, subject.drawn).reason for subject in subjects]


def _row(subject: Subject, original: Original | str, outcomes: Mapping[str, Outcome]) -> Row:
    if isinstance(original, str):
        return Row(subject.name, subject.group, original)
    return Row(
        subject.name,
        subject.group,
        calls=original.calls,
        params=original.expected.params,
        silent=original.silent,
        placeholders=sorted(original.expected.placeholders),
        refused=original.refused,
        outcomes=outcomes,
    )
