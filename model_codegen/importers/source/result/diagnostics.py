"""What was read besides the model, and what could not be followed, as diagnostics."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.wording import listing
from model_codegen.importers.source.report import Report

NO_PYTHON = "no-python"
"""The code of the diagnostic of a line that was passed over since it is no Python."""


def of_lines(passed: Mapping[int, str]) -> list[Diagnostic]:
    """Lines that are no Python, the first of those that stand together.

    Args:
        passed: By line, what is wrong there.
    """
    return [
        Diagnostic(NO_PYTHON, "warning", f"Line {line}: this is no Python, and passed over: {why}",
                   (), MAIN)
        for line, why in sorted(passed.items())
        if line - 1 not in passed
    ][:20]  # fmt: skip


def of_report(report: Report) -> list[Diagnostic]:
    """What the text has besides its model, in one note; and what could not be followed."""
    found = [
        Diagnostic("not-followed", "warning", f"Line {line}: {reason}", (), MAIN)
        for line, reason in sorted(report.troubles.items())[:20]
    ]
    if report.stopped:
        text = (
            f"The text asks for more steps than are taken: it is read up to line {report.stopped}"
        )
        found.append(Diagnostic("not-followed", "warning", text, (), MAIN))
    if report.skipped:
        told = [*dict.fromkeys(report.skipped.values())]
        text = f"Not part of the model, and passed over: {listing(told, 8)}"
        found.append(Diagnostic("left-out", "advice", text, (), MAIN))
    return found


def why_nothing(report: Report, passed: Mapping[int, str]) -> str:
    """Why no model was found, in a sentence.

    Args:
        report: What could not be followed.
        passed: The lines that are no Python.
    """
    for line, wrong in passed.items():
        return f"Line {line}: this is no Python: {wrong}."
    for line, reason in report.troubles.items():
        return f"There is no model in this text; line {line}: {reason}."
    return "There is no model in this text: it makes no layers of Keras."
