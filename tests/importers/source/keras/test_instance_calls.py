"""Layers of a text that are called with other arguments than before."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer
from model_codegen.emitters import emit
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

FLIPPED = """
import keras
from keras import layers
class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.a, self.b = layers.Dense(4), layers.Dense(4)
    def call(self, x, flip=False):
        return self.a(self.b(x)) if flip else self.b(self.a(x))
block, x = Block(), keras.Input((4,))
m = keras.Model(x, block(block(x), {second}))
"""


@pytest.mark.parametrize(
    ("second", "kept", "kwargs"),
    [("flip=False", False, {}), ("False", False, {}), ("flip=True", True, {"flip": True})],
)
def test_a_layer_called_with_other_arguments_keeps_its_code(
    second: str, kept: bool, kwargs: dict[str, bool]
) -> None:
    read = from_source(FLIPPED.replace("{second}", second))
    block = read.design.main.operations["block"]
    assert not read.diagnostics
    assert (isinstance(block, Layer), "class Block" in read.design.code) == (kept, kept)
    assert [dict(node.kwargs) for node in read.design.main.nodes.values()][1:] == [{}, kwargs]
    assert analyse(read.design).total_params == 40


def test_source_of_a_layer_called_with_other_arguments_is_read_the_same() -> None:
    """The subclass form was read as nothing."""
    design = from_source(FLIPPED.replace("{second}", "flip=True")).design
    for style in ("functional", "subclass"):
        again = from_source(emit(design, style).text)
        assert not again.diagnostics
        assert normal_form(again.design) == normal_form(design)


def test_what_other_arguments_return_is_not_taken_for_the_first() -> None:
    text = FLIPPED.replace("{second}", "flip=True").replace("self.a(self.b(x)) if", "x[:, :2] if")
    (block,) = (o for o in from_source(text).design.main.operations.values() if o.name == "block")
    assert isinstance(block, Layer)
    assert block.recorded is not None
    assert (block.recorded.outputs, block.recorded.params) == ((), 40)
    foreign = (
        FLIPPED.replace("{second}", "flip=True")
        .replace("class Block", "class Block_")
        .replace("block, x", "Block = [Block_][0]\nclass Block_: pass\nblock, x")
    )
    (note,) = from_source(foreign).diagnostics
    assert "called with other arguments" in note.message
