"""Reports of proofs: what they say of the styles, one by one and together."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.analysis import TensorSpec
from model_codegen.verify.report import Report, StyleProof

FLAT = StyleProof("functional", outputs=(TensorSpec((2, 10), "float32"),), as_analysed=True)


def test_a_wrong_count_is_found() -> None:
    assert Report((FLAT, FLAT), None).agrees
    assert not Report((FLAT, replace(FLAT, as_analysed=False)), None).agrees
    assert not Report((FLAT, replace(FLAT, difference=1.0)), None).agrees


def test_a_report_of_nothing() -> None:
    report = Report((StyleProof("functional"),), None)
    assert report.difference == 0.0
    assert not report.agrees


def test_source_that_folds_is_named() -> None:
    both = replace(FLAT, style="subclass", folds=True)
    assert [FLAT.title, both.title] == ["Functional", "Subclass, flat and folded"]
    assert str(Report((FLAT, both), None)) == (
        "Functional = Subclass, flat and folded, largest difference 0.0 over 0 values"
    )
