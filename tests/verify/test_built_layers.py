"""The layers of a design in what was built from its source."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.emitters.collect import collect
from model_codegen.execution.build import build
from model_codegen.verify.built_layers import built, layers
from tests.emitters import block_drafts

pytestmark = pytest.mark.keras


def test_layers_are_found_by_their_place_in_the_design_in_every_style() -> None:
    design = block_drafts.nested_blocks()
    program = collect(design, analyse(design))
    expected = [
        ("mix", "dense"),
        ("mix", "split", "product"),
        ("mix", "split", "total"),
        ("mix", "concatenate"),
        ("head",),
    ]
    for style in ("functional", "subclass", "sequential"):
        for blocks in ("function", "layer"):
            model = build(design, style, blocks=blocks)  # type: ignore[arg-type]
            found = dict(layers(program, program.main, model))
            assert list(found) == expected
            assert all(layer.name == path[-1] for path, layer in found.items())
            every = [each.path for each in built(program, program.main, model)]
            assert every == [("mix",), *expected[:1], ("mix", "split"), *expected[1:]]
