"""What is told of a design on its way."""

from __future__ import annotations

from model_codegen.importers.source.drawing.drawing_notes import DrawingNotes
from model_codegen.importers.source.values import Unknown


def test_the_same_thing_is_told_once() -> None:
    notes = DrawingNotes()
    for _ in range(2):
        notes.left_open("main", "dense", "`units` is left open", 3, alike="units")
    notes.caused("placeholder", "main", None, "`layer` is kept", Unknown("it is code", 7))
    found = [(d.code, d.nodes, d.line, d.message) for d in notes.diagnostics]
    assert found == [
        ("not-followed", ("dense",), 3, "Line 3: `units` is left open"),
        ("placeholder", (), 7, "`layer` is kept: it is code (line 7)"),
    ]


def test_no_text_makes_the_notes_grow_without_end() -> None:
    notes = DrawingNotes()
    for number in range(300):
        notes.left_open("main", f"dense_{number}", "`units` is left open", 3, alike="units")
    assert len(notes.diagnostics) == 200
