"""Every code is listed once, with what its findings can be, and every listed one is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from model_codegen.design import diagnostic_codes
from model_codegen.design.diagnostic_codes import CATEGORIES, CODES, Category, Code, Severity

ROOT = Path(__file__).parents[2]
PLACES = ("Diagnostic", "Problem", "Flaw", "found", "_found", "of", "caused")
"""What is called with a code first."""


def calls() -> Iterator[list[str | None]]:
    """The arguments of every such call, as far as they are texts."""
    for folder in ("model_codegen", "app"):
        for file in (ROOT / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call):
                    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                    texts = [getattr(argument, "value", None) for argument in call.args]
                    found = [text if isinstance(text, str) else None for text in texts]
                    if name in PLACES and found and found[0] is not None:
                        yield found


def test_the_registry_and_the_type_name_the_same_codes() -> None:
    assert sorted(CODES) == sorted(get_args(Code))
    assert sorted(CATEGORIES) == sorted(get_args(Category))
    assert {entry.category for entry in CODES.values()} == set(CATEGORIES)


def test_every_code_that_is_used_is_registered_and_every_registered_one_is_used() -> None:
    assert {str(code) for code, *_ in calls()} == set(CODES)


def test_what_is_found_has_a_severity_that_its_code_allows() -> None:
    severities: dict[str, set[str]] = {}
    for code, *others in calls():
        if others and others[0] in get_args(Severity):
            severities.setdefault(str(code), set()).add(str(others[0]))
    assert len(severities) > 12
    registered = {str(code): set(entry.severities) for code, entry in CODES.items()}
    assert {code for code, found in severities.items() if not found <= registered[code]} == set()


def test_a_meaning_is_one_line_without_a_full_stop() -> None:
    for entry in CODES.values():
        assert entry.meaning[0].isupper()
        assert not entry.meaning.endswith(".")
        assert "\n" not in entry.meaning
        assert "|" not in entry.meaning


def test_the_page_for_people_is_current() -> None:
    text = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert text == diagnostic_codes.page(), "python -m model_codegen.design.diagnostic_codes"
