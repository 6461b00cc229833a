"""Notes of what a drawing could not keep."""

from __future__ import annotations

from model_codegen.importers.source.drawing.drawing_notes import DrawingNotes
from model_codegen.importers.source.values import Unknown


def test_what_a_line_leaves_open_begins_with_the_line() -> None:
    notes = DrawingNotes()
    notes.left_open("main", "dense", "`dense`: `units` is left open", 4, alike="units")
    (found,) = notes.diagnostics
    assert found.message == "Line 4: `dense`: `units` is left open"
    assert (found.line, found.reason) == (4, "`dense`: `units` is left open")
    assert (found.code, found.nodes, found.alike) == ("not-followed", ("dense",), "units")


def test_what_a_cause_comes_to_ends_with_the_line_of_the_cause() -> None:
    notes = DrawingNotes()
    cause = Unknown("`open` is not run", 3)
    notes.caused("placeholder", "inner", "own", "`own` is kept as a placeholder", cause)
    (found,) = notes.diagnostics
    assert found.message == "`own` is kept as a placeholder: `open` is not run (line 3)"
    assert (found.line, found.reason) == (3, "`own` is kept as a placeholder: `open` is not run")
    assert (found.code, found.nodes, found.graph) == ("placeholder", ("own",), "inner")


def test_a_cause_without_a_line_is_told_without_one() -> None:
    notes = DrawingNotes()
    notes.caused("not-followed", "main", None, "What it returns is left open", Unknown("it is odd"))
    (found,) = notes.diagnostics
    assert found.message == found.reason == "What it returns is left open: it is odd"
    assert (found.line, found.nodes) == (None, ())


def test_the_same_is_told_once_and_there_is_an_end_to_it() -> None:
    notes = DrawingNotes()
    for line in (1, 1, *range(1000)):
        notes.left_open("main", "a", "it is odd", line, alike="")
    assert [found.line for found in notes.diagnostics[:3]] == [1, 0, 2]
    assert len(notes.diagnostics) == 200
