"""Predicates, asked as a lesson does."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.core.lessons import check_reading, yaml_text
from app.core.lessons.checking import answer
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Check
from app.core.lessons.verdict import Finding
from model_codegen import catalogue, gallery
from model_codegen.design.graph import Design


def check(text: str) -> Check:
    """A predicate, as one line of YAML."""
    said = yaml_text.read(f"- {text}", "f", 1)
    checks, wrong = check_reading.read(said.value, (), said)
    assert not wrong, wrong
    return checks[0]


@cache
def analysed(name: str) -> Facts:
    """A design of the gallery with all that is known of it; imports Keras."""
    return facts_of(gallery.load(name))


def facts_of(design: Design, **more: Any) -> Facts:
    """A design with all that is known of it; imports Keras."""
    from model_codegen.analysis import analyse
    from model_codegen.analysis.analysis_json import to_json

    return Facts(design, to_json(analyse(design)), catalogue=catalogue.load(), **more)


def ask(text: str, facts: Facts) -> Finding:
    """The answer."""
    return answer(check(text), facts)
