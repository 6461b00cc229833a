"""Flat and folded source of one style: written, formatted and analysed no more than once."""

from __future__ import annotations

import pytest

from bench.designs import residual_stack
from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.emitters import GeneratedCode, emit
from model_codegen.emitters.collect import collect
from model_codegen.emitters.emission import Emission
from model_codegen.emitters.styles import STYLES
from tests.emitters.counting import counted

pytestmark = pytest.mark.keras

STACK = residual_stack(40)


def test_a_known_analysis_is_taken() -> None:
    analysis = analyse(STACK)
    with counted() as counts:
        code = emit(STACK, "functional", fold=True, analysis=analysis)
        assert counts["analysed"] == 0
        assert code == emit(STACK, "functional", fold=True)
        assert counts["analysed"] == 1


def test_the_errors_of_a_known_analysis_count() -> None:
    from model_codegen.design.errors import NotExpressible
    from tests.emitters.draft import Draft

    d = Draft("m")
    d.layer("Dense", "dense", d.input("x", 4), units=-3)
    with pytest.raises(NotExpressible):
        emit(STACK, "functional", analysis=analyse(d.design("x")))


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_flat_source_is_not_formatted_where_folded_source_is_clearly_shorter(style: str) -> None:
    with counted() as counts:
        folded = emit(STACK, style, fold=True)
    assert counts == {"analysed": 1, "formatted": 1}
    assert folded != emit(STACK, style)


def test_source_in_which_nothing_repeats_is_formatted_once() -> None:
    with counted() as counts:
        emit(gallery.load("mlp"), "functional", fold=True)
    assert counts == {"analysed": 1, "formatted": 1}


@pytest.mark.parametrize("name", gallery.names())
def test_both_sources_are_those_of_emit(name: str) -> None:
    design = gallery.load(name)
    program = collect(design, analyse(design))
    for style in STYLES.values():
        if style.reasons_against is not None and any(style.reasons_against(program)):
            continue
        for classes, blocks in ((False, "function"), (True, "layer")):
            with counted() as counts:
                emission = Emission(program, style, classes=classes)
                found = [emission.folded, emission.flat, emission.folded]
            assert counts["formatted"] <= 2
            wanted = [emit(design, style.name, blocks=blocks, fold=fold) for fold in (1, 0, 1)]
            assert found == wanted
            if style.folds:  # by this alone, folded source may be known to be shorter
                calls = sum(len(body.calls) for body in program.bodies())
                assert emission.flat.text.count("\n") >= calls


def test_flat_source_has_as_many_lines_as_statements_at_least() -> None:
    """What spares flat source its formatting holds for every style."""
    from model_codegen.emitters.source_text import Source

    seen = []

    class Checked(Source):
        def finish(self, style: str) -> GeneratedCode:
            code = super().finish(style)
            seen.append((self.fewest_lines, code.text.count("\n")))
            return code

    with pytest.MonkeyPatch.context() as patch:
        for style in STYLES:
            patch.setattr(f"model_codegen.emitters.styles.{style}.Source", Checked)
        for name in gallery.names():
            for style in ("functional", "subclass"):
                emit(gallery.load(name), style, fold=True)
    assert len(seen) > 20
    assert all(0 < fewest <= lines for fewest, lines in seen)
