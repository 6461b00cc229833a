"""What people are told of a text besides its model."""

from __future__ import annotations

from model_codegen.importers.source.report import Report


def test_what_is_skipped_is_called_by_its_library_or_part() -> None:
    report = Report()
    report.skip("numpy.random.seed", 3)
    report.skip("keras.optimizers.Adam", 4)
    report.skip("for …: (a loop that trains)", 5, "training steps")
    assert list(report.skipped.values()) == ["`numpy`", "`keras.optimizers`", "training steps"]


def test_what_is_skipped_stands_for_an_unknown_value() -> None:
    unknown = Report().skip("compile", 9)
    assert (unknown.reason, unknown.line) == ("`compile` is not run", 9)


def test_a_line_has_one_trouble_the_first() -> None:
    report = Report()
    report.trouble(2, "this")
    report.trouble(2, "that")
    assert report.troubles == {2: "this"}


def test_no_text_makes_the_report_grow_without_end() -> None:
    report = Report()
    for line in range(1000):
        report.trouble(line, "this")
        report.skip(f"library{line}.load", line)
    assert len(report.troubles) == 50
    assert len(report.skipped) == 200
