"""Inputs are fed with what fits them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis.training.feed_checks import same_shape
from model_codegen.design.graph import Design
from model_codegen.design.training import Data, Feed, FieldFacts, Training
from tests.analysis.training.trained import PIXELS, classifier, data, findings, labels, mended
from tests.drafting import design, inp, layer, ref

pytestmark = pytest.mark.keras

IMAGES = FieldFacts((8, 8), "float32", 0.0, 16.0)


def fed(feed: Feed | None, shape: tuple[int, ...] = (4,), **fields: FieldFacts) -> Design:
    """An input `x` of a shape, and what it is fed with."""
    drawn = design(
        {
            "x": (inp(*shape),),
            "f": (layer("Flatten"), "x"),
            "digit": (layer("Dense", units=10, activation="softmax"), "f"),
        },
        outputs=ref("digit"),
    )
    every = {"pixels": PIXELS, "label": labels(), **fields}
    given = replace(data(labels()), fields=every, inputs={} if feed is None else {"x": feed})
    training = classifier().training
    assert training is not None
    return replace(drawn, training=replace(training, data=given))


def feeds(drawn: Design) -> Feed:
    assert drawn.training is not None
    assert drawn.training.data is not None
    return drawn.training.data.inputs["x"]


def test_sizes_that_are_open_take_any() -> None:
    assert same_shape((3, 4), (None, 4))
    assert not same_shape((3, 4), (None, 5))
    assert not same_shape((4,), (None, 4))


@pytest.mark.parametrize(
    ("feed", "shape"),
    [
        (Feed(("pixels",)), (4,)),
        (Feed(("image",)), (8, 8)),
        (Feed(("image",), ({"step": "reshape", "shape": [64]},)), (64,)),
        (Feed(("a", "b")), (2,)),
        (Feed(("a",)), (1,)),
    ],
)
def test_what_fits_is_not_spoken_of(feed: Feed, shape: tuple[int, ...]) -> None:
    number = FieldFacts()
    assert findings(fed(feed, shape, image=IMAGES, a=number, b=number)) == []


def test_an_input_without_a_feed_is_offered_what_fits() -> None:
    drawn = fed(None, (8, 8), image=IMAGES)
    (found,) = findings(drawn)
    assert (found.code, found.severity, found.nodes) == ("feed-mismatch", "error", ("x",))
    assert found.message == (
        "`x` is fed with nothing: choose fields of the data for it. "
        "It takes samples of shape (8, 8); "
        "there are `pixels` (4,), `label` (a number) and `image` (8, 8)"
    )
    assert feeds(mended(drawn, found)) == Feed(("image",))


@pytest.mark.parametrize(
    ("shape", "step"),
    [
        ((8, 8, 1), {"step": "add_channel"}),
        ((64,), {"step": "reshape", "shape": [64]}),
        ((32, 2), {"step": "reshape", "shape": [32, 2]}),
        ((9, 9), None),
    ],
)
def test_a_shape_that_does_not_fit_is_mended_by_a_step(shape: Any, step: Any) -> None:
    drawn = fed(Feed(("image",)), shape, image=IMAGES)
    (found,) = findings(drawn)
    assert f"takes samples of shape {shape} and is fed with (8, 8)" in found.message
    assert (found.fix is None) is (step is None)
    if step:
        assert feeds(mended(drawn, found)).steps == (step,)


def test_images_are_resized() -> None:
    photos = FieldFacts((32, 32, 3), "uint8", 0, 255)
    drawn = fed(Feed(("photo",)), (16, 8, 3), photo=photos)
    (found,) = findings(drawn)
    assert feeds(mended(drawn, found)).steps == ({"step": "resize", "size": [16, 8]},)


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (Feed(("gone",)), "What feeds `x`: the data have no field `gone`"),
        (Feed(("text",)), "`x` takes float32 and is fed with text"),
        (
            Feed(("pixels",), ({"step": "reshape", "shape": [5]},)),
            "What feeds `x`: a sample of the shape (4,) has 4 numbers",
        ),
    ],
)
def test_feeds_that_cannot_be_made_are_told(feed: Feed, words: str) -> None:
    (found,) = findings(fed(feed, text=FieldFacts((), "str")))
    assert found.message.startswith(words)


def test_names_of_no_input_are_renamed_or_forgotten() -> None:
    drawn = fed(None)
    assert drawn.training is not None
    assert drawn.training.data is not None
    old = replace(drawn.training.data, inputs={"image": Feed(("pixels",))})
    drawn = replace(drawn, training=replace(drawn.training, data=old))
    found = findings(drawn, "unknown-head")[0]
    assert "The data feeds `image`, which is no input of the model" in found.message
    after = mended(drawn, found)
    assert findings(after) == []
    assert feeds(after) == Feed(("pixels",))


def test_missing_values_are_told_of_inputs_and_of_labels() -> None:
    holes = replace(PIXELS, missing=3)
    drawn = fed(Feed(("holes",)), holes=holes, label=replace(labels(), missing=1))
    inputs, targets = findings(drawn)
    assert inputs.nodes == ("x",)
    assert "has no value in 3 of 1,000 samples: these are left out" in inputs.message
    assert (targets.nodes, targets.severity) == (("digit",), "advice")
    assert "in 1 of 1,000 samples: this one is left out" in targets.message


def test_a_weight_that_is_no_field_is_forgotten() -> None:
    drawn = fed(Feed(("pixels",)))
    training = drawn.training or Training()
    weighed = replace(training.data or Data("random"), sample_weight="importance")
    drawn = replace(drawn, training=replace(training, data=weighed))
    (found,) = findings(drawn)
    assert "weighed by the field `importance`, which is not there" in found.message
    mended(drawn, found)
