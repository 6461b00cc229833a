"""The page names the backends under which layers run otherwise."""

from __future__ import annotations

from fidelity.training_page import document
from fidelity.training_runs import Row


def test_backends_that_differ_are_named() -> None:
    row = Row("Dropout", "functional", None, True, (True, False, False, True, False), False)
    other = row._replace(training=(False,) * 5)
    text = document({"tensorflow": [row], "jax": [row], "torch": [other]})
    assert "- jax: 1 of 1 rows as above." in text
    assert "Dropout, functional, recorded None, trainable True: never" in text
