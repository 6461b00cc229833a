"""Classes of the text that derive from classes of Keras."""

from __future__ import annotations

import pytest

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
