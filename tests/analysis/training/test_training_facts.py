"""What is known of the heads and inputs of a design that is trained."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.training.training_facts import TrainingFacts, argument, found, where
from model_codegen.design.diagnostics import Fix
from model_codegen.design.training import Head
from tests.analysis.training.trained import classifier, data, labels, loss

pytestmark = pytest.mark.keras


def test_heads_know_their_layer_and_their_labels() -> None:
    drawn = classifier(Head(loss("CategoricalCrossentropy", from_logits=True)), data=data(labels()))
    assert drawn.training is not None
    facts = TrainingFacts(drawn, drawn.training, analyse(drawn))
    (output,) = facts.outputs
    assert (output.name, output.node, output.units) == ("digit", "digit", 10)
    assert (output.activation, output.activated) == ("softmax", ("main", "digit"))
    assert (output.loss_name, output.takes_logits) == ("CategoricalCrossentropy", True)
    assert output.target is not None
    assert output.target.maximum == 9
    (given,) = facts.inputs
    assert given.values is not None
    assert given.values.shape == (4,)
    assert (facts.anywhere, facts.problems) == (("digit",), {})


def test_arguments_of_any_object_can_be_asked_for() -> None:
    assert argument(loss("Huber", delta=2.0), "delta") == 2.0
    assert argument(loss("Huber"), "delta", 1.0) == 1.0
    assert argument(None, "delta", 3) == 3
    assert argument({"class_name": "x", "config": [1]}, "delta", 4) == 4


def test_findings_have_their_likeliest_fix_and_others() -> None:
    first, second = Fix("one", ()), Fix("two", ())
    told = found("no-loss", "error", "Nothing", "n", fixes=[first, second])
    assert (told.fix, told.others, told.graph) == (first, (second,), "main")
    assert where("heads", "a/b", "metrics", 0) == "/training/heads/a~1b/metrics/0"
