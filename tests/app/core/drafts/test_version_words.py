"""What tells versions of a draft from each other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.drafts import version_words
from app.core.drafts.version_words import what_is_new
from model_codegen import gallery

MLP = json.loads(gallery.text("mlp"))


def edited(**changes: Any) -> str:
    return json.dumps({**MLP, **changes})


def main(operations: dict[str, Any], nodes: dict[str, Any]) -> dict[str, Any]:
    before = MLP["main"]
    return {
        **before,
        "operations": {**before["operations"], **operations},
        "nodes": {**before["nodes"], **nodes},
    }


def layer(key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    operation = {**MLP["main"]["operations"]["dense"], "name": key}
    return {key: operation}, {key: {"operation": key, "args": [], "kwargs": {}}}


def test_layers_that_came_went_and_changed_are_named() -> None:
    before, after = edited(), edited(main=main(*layer("head")))
    assert what_is_new(before, after) == "+ head"
    assert what_is_new(after, before) == "− head"
    dense = {**MLP["main"]["operations"]["dense"], "config": {"units": 3}}
    assert what_is_new(before, edited(main=main({"dense": dense}, {}))) == "dense changed"


def test_of_many_some_are_named() -> None:
    operations: dict[str, Any] = {}
    nodes: dict[str, Any] = {}
    for key in "abcdef":
        found = layer(key)
        operations |= found[0]
        nodes |= found[1]
    words = what_is_new(edited(), edited(main=main(operations, nodes)))
    assert words == "+ a, + b, + c, and 3 more"


def test_what_is_no_layer_is_told_too() -> None:
    assert what_is_new(edited(), edited(name="net")) == 'was "mlp"'
    assert what_is_new(edited(), edited(dtype_policy="float16")) == "settings changed"
    assert what_is_new(edited(), edited(positions={})) == "moved"
    assert what_is_new(None, edited()) == "the first"


def test_what_cannot_be_compared_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("no JSON", "[]", "{}"):
        assert what_is_new(text, edited()) == ""
    monkeypatch.setattr(version_words, "LONGEST_TEXT", 10)
    assert what_is_new(edited(), edited(name="net")) == ""
