"""The registry: everything that is offered in several styles takes them from it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.cli.main import main
from model_codegen.emitters import emit
from model_codegen.emitters.collect import collect
from model_codegen.emitters.styles import MOST_ABLE_FIRST, STYLES, Style
from model_codegen.emitters.styles.functional import FUNCTIONAL
from model_codegen.verify.report import StyleProof

pytestmark = pytest.mark.keras


def test_styles_are_known_by_their_names() -> None:
    assert [(name, style.title) for name, style in STYLES.items()] == [
        ("sequential", "Sequential"),
        ("functional", "Functional"),
        ("subclass", "Subclass"),
    ]
    assert all(name == style.name and style.loses for name, style in STYLES.items())


def test_styles_that_every_design_has_come_first_where_styles_are_compared() -> None:
    assert [style.name for style in MOST_ABLE_FIRST] == ["functional", "subclass", "sequential"]


def test_only_a_chain_has_nothing_against_sequential() -> None:
    style = STYLES["sequential"]
    assert style.reasons_against is not None
    for name in gallery.names():
        design = gallery.load(name)
        analysis = analyse(design)
        reasons = list(style.reasons_against(collect(design, analysis)))
        assert reasons[: len(analysis.chain_reasons)] == list(analysis.chain_reasons)


def test_a_further_style_is_one_line_in_the_registry(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    further = replace(FUNCTIONAL, name="baroque", title="Baroque")
    monkeypatch.setitem(cast("dict[str, Style]", STYLES), "baroque", further)
    design = gallery.load("mlp")
    code = emit(design, "baroque", fold=True)
    assert code.style == "baroque"
    assert code.text == emit(design, "functional", fold=True).text
    assert StyleProof("baroque").title == "Baroque"
    with pytest.raises(SystemExit):
        main(("emit", "--help"))
    assert "subclass, baroque" in " ".join(capsys.readouterr().out.split())
