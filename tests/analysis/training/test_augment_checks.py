"""Augmentation is by layers that change images, of a model that takes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis.training.augment_checks import check_augmentation
from model_codegen.design.graph import Design
from model_codegen.design.training import Data, Feed, FieldFacts
from tests.analysis.training.trained import classifier, findings, held, labels, mended
from tests.drafting import design, inp, layer, ref

pytestmark = pytest.mark.keras

FLIP = held("layers.RandomFlip", mode="horizontal")


def augmented(*layers: Any, shape: tuple[int, ...] = (8, 8, 1)) -> Design:
    drawn = design(
        {
            "x": (inp(*shape),),
            "f": (layer("Flatten"), "x"),
            "digit": (layer("Dense", units=10, activation="softmax"), "f"),
        },
        outputs=ref("digit"),
    )
    given = Data(
        "bundled",
        "digits",
        samples=1000,
        fields={"image": FieldFacts(shape, "float32", 0, 16), "label": labels()},
        inputs={"x": Feed(("image",))},
        targets={"digit": Feed(("label",))},
        augment=layers,
    )
    training = classifier().training
    assert training is not None
    return replace(drawn, training=replace(training, data=given))


def test_images_may_be_flipped_and_turned() -> None:
    assert findings(augmented(FLIP, held("layers.RandomRotation", factor=0.1))) == []


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (held("layers.Dense", units=3), "Augmentation with `Dense`: it is no layer that changes"),
        (held("layers.Nope"), "Augmentation with `Nope`: There is no `keras.layers.Nope`"),
        (held("layers.RandomFlip", mode="x"), "Augmentation with `RandomFlip`: `mode` must be"),
    ],
)
def test_what_changes_no_image_is_told(made: Any, words: str) -> None:
    drawn = augmented(FLIP, made)
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("training-object", "error")
    assert found.message.startswith(words)
    after = mended(drawn, found).training
    assert after is not None
    assert after.data is not None
    assert after.data.augment == (FLIP,)


def test_a_model_without_images_has_none_to_change() -> None:
    drawn = augmented(FLIP, shape=(8,))
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("feed-mismatch", "error")
    assert found.message.endswith("and this model has none")
    assert findings(mended(drawn, found)) == []
    assert check_augmentation is not None
