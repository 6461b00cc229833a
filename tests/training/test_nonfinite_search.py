"""What is said of a loss that is no finite number."""

from __future__ import annotations

import pytest

from model_codegen.training.failures import NotFinite
from model_codegen.training.nonfinite_search import Culprit, search
from model_codegen.training.program import RunProgram


@pytest.mark.parametrize(
    ("culprit", "epoch", "said"),
    [
        (Culprit("output", "encoder/lstm"), 2,
         "The loss is NaN at step 1,200 (epoch 3): the output of `encoder/lstm` was the first that "
         "is not finite. A smaller learning rate, or clipnorm=1.0 in the optimizer, keeps weights "
         "bounded. The state after epoch 2 is kept."),
        (Culprit("loss"), 0,
         "The loss is NaN at step 1,200 (epoch 1): all outputs are finite, and the loss of them is "
         "not. Look for a logarithm of 0 or a division by 0 in it: from_logits=True, with a head "
         "without activation, avoids the first."),
        (Culprit(), 0,
         "The loss is NaN at step 1,200 (epoch 1). A smaller learning rate, or clipnorm=1.0 in the "
         "optimizer, may help."),
    ],
)  # fmt: skip
def test_sentences(culprit: Culprit, epoch: int, said: str) -> None:
    assert culprit.sentence(NotFinite("NaN", epoch, 1200, 3)) == said


@pytest.mark.keras
def test_without_a_checkpoint_nothing_is_looked_for() -> None:
    assert search(RunProgram(""), None, NotFinite("NaN", 5, 100, 3)) is None
