"""What was read besides the model, told in a few diagnostics."""

from __future__ import annotations

from model_codegen.importers.source.report import Report
from model_codegen.importers.source.result.diagnostics import of_lines, of_report, why_nothing


def test_of_lines_that_stand_together_the_first_is_told() -> None:
    found = of_lines({3: "wrong", 4: "wrong", 9: "bad"})
    assert [d.message for d in found] == [
        "Line 3: this is no Python, and passed over: wrong",
        "Line 9: this is no Python, and passed over: bad",
    ]


def test_troubles_come_by_line_and_what_is_passed_over_in_one_note() -> None:
    report = Report()
    report.trouble(8, "second")
    report.trouble(2, "first")
    report.skip("numpy.load", 1)
    report.skip("numpy.save", 9)
    report.stopped = 12
    found = of_report(report)
    assert [d.message for d in found] == [
        "Line 2: first",
        "Line 8: second",
        "The text asks for more steps than are taken: it is read up to line 12",
        "Not part of the model, and passed over: `numpy`",
    ]
    assert [d.line for d in found] == [2, 8, None, None]
    assert [d.severity for d in found] == ["warning", "warning", "warning", "advice"]


def test_why_there_is_no_model_is_said_by_what_went_wrong_first() -> None:
    report = Report()
    assert str(why_nothing(report, {})).endswith("it makes no layers of Keras.")
    report.trouble(4, "it is unknown")
    assert str(why_nothing(report, {})).endswith("line 4: it is unknown.")
    found = why_nothing(report, {2: "wrong"})
    assert (str(found), found.line) == ("Line 2: this is no Python: wrong.", 2)
