"""Functions that a text had stay as they were."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Frame
from model_codegen.emitters import emit
from model_codegen.emitters.folding.search.named_functions import named_stretches
from model_codegen.importers import from_source
from tests.importers.source.readings import HEAD

UNET = f"""{HEAD}
def double_conv(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return x

def up(x, skip, filters):
    x = layers.Conv2DTranspose(filters, 2, strides=2, padding="same")(x)
    x = layers.Concatenate()([x, skip])
    return double_conv(x, filters)

inputs = keras.Input((64, 64, 3))
a = double_conv(inputs, 8)
b = double_conv(layers.MaxPooling2D()(a), 16)
c = double_conv(layers.MaxPooling2D()(b), 32)
x = up(c, b, 16)
x = up(x, a, 8)
model = keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid")(x))
"""


@pytest.mark.keras
def test_folded_source_has_the_functions_that_the_text_had() -> None:
    text = emit(from_source(UNET).design, "functional", fold=True).text
    assert "def double_conv(inputs, filters):" in text or "def double_conv(x, filters):" in text
    assert "def up(" in text
    assert text.count("double_conv(") == 5
    assert text.count("up(") >= 3
    assert " if " not in text.split("if __name__")[0]
    again = from_source(text).design
    titles = [frame.title for frame in again.frames["main"].values()]
    assert sorted(titles) == ["double_conv"] * 5 + ["up"] * 2


def test_only_a_name_that_stands_for_several_is_a_function() -> None:
    frames = {
        "a": Frame("conv", ("x", "y")),
        "b": Frame("conv", ("z", "w")),
        "c": Frame("The encoder", ("x",)),
        "d": Frame("import", ("x",)),
        "e": Frame("alone", ("x", "y")),
    }
    (found,) = named_stretches(frames)
    assert found.title == "conv"
    assert found.places == (frozenset("xy"), frozenset("zw"))
