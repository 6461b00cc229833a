"""Which layers take the weights of a model of `keras.applications`, and what is said of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import keras
import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.pretrained_weights import asked, bytes_beside, owned
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.errors import BuildError
from model_codegen.design.graph import Design, Layer, Pretrained
from model_codegen.execution.build import build
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

SOURCE = Pretrained(
    "keras.applications.MobileNet",
    {"weights": "imagenet", "alpha": 0.25, "include_top": False, "input_shape": [32, 32, 3]},
)


def stem(*, kernel: int = 3, **fields: Any) -> Design:
    """The first layers of a MobileNet, with its weights."""
    conv = layer("Conv2D", filters=8, kernel_size=kernel, padding="same", use_bias=False)
    drawn = design(
        {
            "x": (inp(32, 32, 3),),
            "conv1": (conv, "x"),
            "conv1_bn": (layer("BatchNormalization"), "conv1"),
            "own": (layer("Dense", units=2), "conv1_bn"),
        }
    )
    return replace(drawn, main=replace(drawn.main, pretrained=(SOURCE,), **fields))


def found(drawn: Design) -> Iterator[Diagnostic]:
    return (d for d in analyse(drawn).diagnostics if d.severity != "advice")


def test_weights_are_asked_for_unless_they_are_none() -> None:
    path = "keras.applications.VGG16"
    assert asked(Layer(path, "base", {})) == Pretrained(path, {"weights": "imagenet"})
    assert asked(Layer(path, "base", {"weights": None})) is None


def test_layers_are_known_by_the_names_of_a_fresh_interpreter() -> None:
    theirs = owned(SOURCE)
    assert theirs["conv1"].shapes == ((3, 3, 3, 8),)
    assert (theirs["conv1_bn"].start, theirs["conv1_bn"].stop) == (1, 5)
    normal = owned(replace(SOURCE, class_name="keras.applications.EfficientNetB0", config={}))
    assert "normalization" in normal


def test_layers_that_fit_and_new_ones_are_no_finding() -> None:
    assert [*found(stem())] == []


def test_a_layer_with_other_shapes_is_told() -> None:
    (one,) = found(stem(kernel=5))
    assert (one.code, one.severity, one.nodes) == ("weights-not-taken", "warning", ("conv1",))
    assert one.message == (
        "`conv1` has weights of other shapes than in MobileNet, and begins with random ones "
        "instead of the pretrained"
    )


def test_weights_that_nothing_takes_are_told() -> None:
    other = stem()
    operations = {
        key: replace(operation, name=f"my_{operation.name}") if key != "x" else operation
        for key, operation in other.main.operations.items()
        if isinstance(operation, Layer)
    }
    (one,) = found(replace(other, main=replace(other.main, operations=operations)))
    assert (one.code, one.nodes) == ("weights-not-taken", ())
    assert "No layer takes the pretrained weights of MobileNet" in one.message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Pretrained("os.system", {}), "`os.system` is no model of keras.applications"),
        (Pretrained("keras.applications.NoNet", {}), "is no model of keras.applications"),
        (replace(SOURCE, config={"weights": None}), "`weights` is None"),
        (replace(SOURCE, config={"alpha": 7}), "alpha"),
        (replace(SOURCE, config={"no_such": 1}), "no_such"),
    ],
)
def test_what_cannot_be_made_is_an_error(source: Pretrained, text: str) -> None:
    drawn = stem()
    (one,) = found(replace(drawn, main=replace(drawn.main, pretrained=(source,))))
    assert (one.code, one.severity) == ("invalid-config", "error")
    assert text in one.message


def test_the_model_that_weights_are_copied_from_takes_memory_too() -> None:
    drawn = stem()
    made = keras.applications.MobileNet(
        weights=None, alpha=0.25, include_top=False, input_shape=(32, 32, 3)
    )
    assert bytes_beside(drawn) == 4 * made.count_params()
    assert bytes_beside(replace(drawn, main=replace(drawn.main, pretrained=()))) == 0
    ceiling = analyse(drawn).bytes + 100
    with pytest.raises(BuildError, match="The weights of this model take"):
        build(drawn, ceiling=ceiling)
