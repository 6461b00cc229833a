"""Before which change a version is kept."""

from __future__ import annotations

from dataclasses import replace

from app.core.workspace.large_change import is_large
from model_codegen import gallery
from model_codegen.design.difference import difference


def test_another_design_is_a_large_change_and_a_few_calls_are_not() -> None:
    one, other = gallery.load("residual_classifier"), gallery.load("siamese_comparator")
    assert is_large(difference(one, replace(other, name=one.name)), one)
    moved = {key: (1.0, float(number)) for number, key in enumerate(one.main.nodes)}
    assert not is_large(difference(one, replace(one, positions={"main": moved})), one)
    assert not is_large([{"op": "remove", "path": "/main/nodes/one"}], one)
