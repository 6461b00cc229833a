"""Classes of the text that derive from classes of Keras."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer
from model_codegen.emitters import emit
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_source
from model_codegen.importers.source.interpreter.text_classes import base
from model_codegen.importers.source.text_definitions import Class, Instance
from model_codegen.importers.source.values import Array
from tests.importers.source.interpreter.held_to_python import follow

pytestmark = pytest.mark.keras

CLASSES = """
import keras
class Plain: pass
class Mine(keras.layers.Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.weight = self.add_weight(shape=(units, 3))
class Deeper(Mine): pass
class Wide(keras.layers.Dense): pass
class Net(keras.Model): pass
mine = Deeper(4, name="deep")
wide = Wide(5)
net = Net(name="net", trainable=False)
"""


def test_the_class_of_keras_is_found_above_those_of_the_text() -> None:
    values = follow(CLASSES).program.module.values
    found = {name: base(each) for name, each in values.items() if isinstance(each, Class)}
    assert found == {
        "Plain": "", "Mine": "keras.layers.Layer", "Deeper": "keras.layers.Layer",
        "Wide": "keras.layers.Dense", "Net": "keras.Model",
    }  # fmt: skip


def test_an_object_is_what_its_class_of_keras_makes_it() -> None:
    values = follow(CLASSES).program.module.values
    mine, wide, net = values["mine"], values["wide"], values["net"]
    assert isinstance(mine, Instance)
    assert mine.model is not None
    assert (mine.model.name, mine.model.is_layer, mine.weights) == ("deep", True, [12])
    assert isinstance(mine.attributes["weight"], Array)
    assert isinstance(wide, Instance)
    assert wide.layer is not None
    assert wide.layer.config == {"units": 5}
    assert isinstance(net, Instance)
    assert net.model is not None
    assert (net.model.is_layer, net.model.trainable) == (False, False)


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
