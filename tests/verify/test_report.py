"""Reports of proofs: what they say of the styles, one by one and together."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.analysis import TensorSpec
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.verify.comparison import Comparison
from model_codegen.verify.report import Report, StyleProof, Training

SAME = Comparison(20)
FLAT = StyleProof(
    "functional",
    outputs=(TensorSpec((2, 10), "float32"),),
    as_analysed=True,
    inference=SAME,
    training=Training(Comparison(12), 4, 6),
)
TOLD = Diagnostic("training-overwritten", "warning", "`bn` is frozen by nobody")


def test_a_wrong_count_is_found() -> None:
    assert Report((FLAT, FLAT), None).agrees
    assert not Report((FLAT, replace(FLAT, as_analysed=False)), None).agrees
    assert not Report((FLAT, replace(FLAT, inference=Comparison(20, 1.0, 1.0))), None).agrees


def test_a_proof_of_nothing_agrees_with_nothing() -> None:
    assert not Report((), None).agrees
    assert not Report((replace(FLAT, inference=Comparison(0)),), None).agrees
    reason = Diagnostic("not-a-chain", "advice", "it branches")
    assert not Report((StyleProof("sequential", (reason,)),), None).agrees


def test_training_otherwise_is_found_whatever_has_been_told() -> None:
    apart = replace(FLAT, style="subclass", training=Training(Comparison(12, 0.5, 0.5), 4, 6))
    line = "The loss, 4 gradients and 6 weights after one step of training, largest difference"
    assert Report((FLAT, FLAT), None).training == f"{line} 0.0"
    for told in ((), (TOLD,)):
        found = Report((FLAT, apart), None, told=told)
        assert not found.agrees
        assert found.training.startswith(f"{line} 0.5")
    told_of = Report((FLAT, FLAT), None, told=(TOLD,))
    assert told_of.agrees
    assert told_of.training == (
        f"{line} 0.0, each call in the mode that it records; but `bn` is frozen by nobody"
    )


def test_a_step_that_no_style_can_make_is_told_and_one_that_some_can_is_a_fault() -> None:
    unable = replace(FLAT, training=Training(reason="no gradient"))
    both = Report((unable, unable), None)
    assert both.agrees
    assert both.training == "Training was not compared: no gradient"
    failing = replace(FLAT, style="subclass", training=Training(reason="no gradient", fails=True))
    one = Report((FLAT, failing), None)
    assert not one.agrees
    assert one.training == "Subclass cannot make the training step: no gradient"
    assert not FLAT.beside(failing).training.same
    assert not failing.beside(FLAT).training.same


def test_a_report_of_nothing() -> None:
    report = Report((StyleProof("functional"),), None)
    assert report.difference == 0.0
    assert not report.agrees


def test_source_that_folds_is_named() -> None:
    both = replace(FLAT, style="subclass", folds=True)
    assert [FLAT.title, both.title] == ["Functional", "Subclass, flat and folded"]
    assert str(Report((FLAT, both), None)) == (
        "Functional = Subclass, flat and folded, largest difference 0.0 over 20 values"
    )
