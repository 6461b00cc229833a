"""What was read besides the model, and what could not be followed, as diagnostics."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import Diagnostic, at_line
from model_codegen.design.errors import DesignError
from model_codegen.design.wording import listing
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.training.training_reading import TrainingRead


def of_lines(passed: Mapping[int, str]) -> list[Diagnostic]:
    """Lines that are no Python, the first of those that stand together.

    Args:
        passed: By line, what is wrong there.
    """
    return [
        Diagnostic(
            "no-python",
            "warning",
            at_line(line, f"this is no Python, and passed over: {why}"),
            line=line,
            reason=f"this is no Python: {why}",
            alike=why,
        )
        for line, why in sorted(passed.items())
        if line - 1 not in passed
    ][:20]


def of_report(report: Report) -> list[Diagnostic]:
    """What the text has besides its model, in one note; and what could not be followed."""
    found = [
        Diagnostic(
            "not-followed",
            "warning",
            at_line(line, reason),
            line=line,
            reason=reason,
            alike=reason,
        )
        for line, reason in sorted(report.troubles.items())[:20]
    ]
    if report.stopped:
        text = (
            f"The text asks for more steps than are taken: it is read up to line {report.stopped}"
        )
        found.append(Diagnostic("not-followed", "warning", text, alike="stopped"))
    if report.skipped:
        told = [*dict.fromkeys(report.skipped.values())]
        text = f"Not part of the model, and passed over: {listing(told, 8)}"
        found.append(Diagnostic("left-out", "advice", text, alike="passed over"))
    return found


def of_training(found: TrainingRead | None) -> list[Diagnostic]:
    """What of a text's training is left out, and that its data are to be chosen.

    Args:
        found: The training that was read; None if there is none.
    """
    if found is None:
        return []
    told = []
    if found.lost:
        text = f"Left out of the training: {listing([*found.lost], 8)}"
        told.append(Diagnostic("left-out", "warning", text, alike="training"))
    if found.needs_data:
        text = "The data of this text stay outside: choose them in Train"
        told.append(Diagnostic("left-out", "advice", text, alike="data"))
    return told


def why_nothing(report: Report, passed: Mapping[int, str]) -> DesignError:
    """The error that says why no model was found.

    Args:
        report: What could not be followed.
        passed: The lines that are no Python.
    """
    for line, wrong in passed.items():
        return DesignError(f"this is no Python: {wrong}.", line)
    for line, reason in report.troubles.items():
        return DesignError(f"There is no model in this text; line {line}: {reason}.")
    return DesignError("There is no model in this text: it makes no layers of Keras.")
