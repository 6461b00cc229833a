"""Functions that a text gives numbers in a tensor's place."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer
from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

TIED = """
import keras
from keras import ops
class Tied(keras.Model):
    def __init__(self):
        super().__init__()
        self.emb = keras.layers.Embedding(20, 4)
        self.dense = keras.layers.Dense(4)
    def call(self, ids):
        h = self.dense(self.emb(ids))
        return WHAT
model = Tied()
model.build((None, 7))
"""


@pytest.mark.parametrize(
    ("what", "shape", "reason"),
    [
        ("ops.matmul(h, ops.transpose(self.emb.embeddings))", (None, 7, 20), "the weight of `emb"),
        ("h @ self.dense.kernel", None, "code stands here"),
        ("ops.matmul(h, ops.transpose(self.dense.kernel))", None, "is given no tensor"),
        ("h + ops.ones((4,))", (None, 7, 4), "a constant stands here"),
    ],
)
def test_weights_in_a_tensors_place_make_a_placeholder(
    what: str, shape: tuple[int | None, ...] | None, reason: str
) -> None:
    found = from_source(TIED.replace("WHAT", what))
    told = analyse(found.design)
    assert [each.message for each in told.diagnostics if each.severity == "error"] == []
    assert told.total_params == 20 * 4 + (4 + 1) * 4
    (made,) = (
        o for o in found.design.main.operations.values() if isinstance(o, Layer) and o.recorded
    )
    assert made.recorded is not None
    assert [spec.shape for spec in made.recorded.outputs] == ([] if shape is None else [shape])
    (note,) = (each for each in found.diagnostics if each.code == "placeholder")
    assert reason in note.message


def test_a_number_that_is_not_known_may_be_filled_in() -> None:
    found = from_source(TIED.replace("WHAT", "h * nowhere"))
    assert "placeholder" not in {each.code for each in found.diagnostics}
