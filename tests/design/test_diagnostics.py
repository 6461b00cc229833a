"""A finding is data: its line, category and reason are fields, and its message is for people."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

from model_codegen.design.diagnostics import MAIN, Diagnostic, Fix, at_line, to_json, with_line


def test_the_category_is_that_of_the_code() -> None:
    assert Diagnostic("cycle", "error", "a → a").category == "structure"
    assert Diagnostic("not-a-chain", "advice", "it branches").category == "chain"
    assert replace(Diagnostic("cycle", "error", "a → a"), severity="warning").category == (
        "structure"
    )


def test_the_reason_is_the_message_where_none_is_told_apart() -> None:
    assert Diagnostic("no-input", "error", "There is no input").reason == "There is no input"
    found = Diagnostic("no-python", "warning", at_line(3, "no"), line=3, reason="no")
    assert (found.message, found.line, found.reason) == ("Line 3: no", 3, "no")


def test_a_line_stands_before_or_behind() -> None:
    assert at_line(3, "this is odd") == "Line 3: this is odd"
    assert with_line("this is odd", 3) == "this is odd (line 3)"
    assert with_line("this is odd", 0) == "this is odd"


def test_as_json_it_has_every_field() -> None:
    fix = Fix("Remove it", ({"op": "remove", "path": "/main/nodes/a"},))
    found = Diagnostic("unused-node", "warning", "`a` is unused", ("a",), MAIN, fix, alike="node")
    sent = to_json(found)
    assert sent == {
        "code": "unused-node",
        "severity": "warning",
        "message": "`a` is unused",
        "nodes": ["a"],
        "graph": "main",
        "fix": {"title": "Remove it", "patch": [{"op": "remove", "path": "/main/nodes/a"}]},
        "line": None,
        "reason": "`a` is unused",
        "alike": "node",
        "category": "structure",
    }
    assert sent.keys() == vars(found).keys() - {"others"}
    assert json.loads(json.dumps(sent)) == sent


def test_it_travels_between_processes() -> None:
    found = Diagnostic("not-followed", "warning", at_line(2, "why"), line=2, reason="why")
    assert pickle.loads(pickle.dumps(found)) == found
