"""A text followed, and the same text run by Python: what its variables hold afterwards."""

from __future__ import annotations

import ast

from model_codegen.importers.source.interpreter.attributes import attribute
from model_codegen.importers.source.interpreter.calls import invoke
from model_codegen.importers.source.interpreter.expressions import evaluate
from model_codegen.importers.source.interpreter.statements import run_module
from model_codegen.importers.source.kept_code import KeptCode
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Unknown, Value


def follow(text: str) -> Reading:
    """Follow a text that makes nothing of Keras."""
    module = ast.parse(text)
    reading = Reading(evaluate, invoke, attribute, code=KeptCode(text, module))
    run_module(reading, module, reading.program.module)
    return reading


def value_of(expression: str) -> Value:
    """What an expression comes to."""
    return follow(f"found = {expression}").program.module.values["found"]


def reason_of(expression: str) -> str:
    """Why the value of an expression is not known."""
    value = value_of(expression)
    assert isinstance(value, Unknown)
    return value.reason


def check(text: str, *names: str) -> None:
    """Make sure that variables hold what they hold when Python runs the text."""
    variables: dict[str, object] = {}
    exec(text, variables)
    found = follow(text).program.module.values
    assert {name: found[name] for name in names} == {name: variables[name] for name in names}
