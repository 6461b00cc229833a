"""What is told of a text besides its model: sentences with their lines apart."""

from __future__ import annotations

from model_codegen.importers.source.report import Report
from model_codegen.importers.source.result import diagnostics


def test_lines_that_are_no_python_are_told_where_they_begin() -> None:
    first, second = diagnostics.of_lines({7: "no closing", 8: "no closing", 3: "prose"})
    assert first.message == "Line 3: this is no Python, and passed over: prose"
    assert (first.line, first.reason) == (3, "this is no Python: prose")
    assert (first.code, first.category, first.severity) == ("no-python", "left-out", "warning")
    assert second.line == 7


def test_of_very_many_lines_the_first_are_told() -> None:
    assert len(diagnostics.of_lines(dict.fromkeys(range(1, 200, 2), "prose"))) == 20


def test_what_could_not_be_followed_is_told_line_by_line() -> None:
    report = Report()
    report.trouble(9, "an exception is raised here")
    report.trouble(4, "`x` is not known")
    found = diagnostics.of_report(report)
    assert [(d.code, d.line, d.reason) for d in found] == [
        ("not-followed", 4, "`x` is not known"),
        ("not-followed", 9, "an exception is raised here"),
    ]
    assert found[0].message == "Line 4: `x` is not known"


def test_where_the_steps_gave_out_is_told_of_the_whole_text() -> None:
    (found,) = diagnostics.of_report(Report(stopped=12))
    assert (found.code, found.line) == ("not-followed", None)
    assert found.message.endswith("it is read up to line 12")


def test_what_is_no_part_of_the_model_is_told_in_one_note() -> None:
    report = Report()
    for line, what in enumerate(["numpy.load", "numpy.ones", "keras.optimizers.Adam", "fit"]):
        report.skip(what, line)
    (found,) = diagnostics.of_report(report)
    assert (found.code, found.severity, found.line) == ("left-out", "advice", None)
    told = "`numpy`, `keras.optimizers` and `fit`"
    assert found.message == f"Not part of the model, and passed over: {told}"


def test_why_there_is_no_model_is_first_what_is_no_python() -> None:
    report = Report()
    report.trouble(5, "`x` is not known")
    error = diagnostics.why_nothing(report, {2: "invalid syntax"})
    assert str(error) == "Line 2: this is no Python: invalid syntax."
    assert (error.line, error.reason) == (2, "this is no Python: invalid syntax.")
    error = diagnostics.why_nothing(report, {})
    assert str(error) == "There is no model in this text; line 5: `x` is not known."
    error = diagnostics.why_nothing(Report(), {})
    assert str(error) == "There is no model in this text: it makes no layers of Keras."
    assert error.line is None
