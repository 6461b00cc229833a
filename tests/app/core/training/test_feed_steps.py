"""Steps of a feed as a form shows them."""

from __future__ import annotations

import pytest

from app.core.training.feed_steps import STEPS, begun, read, told, written
from model_codegen.design.training import Data, Feed, FieldFacts

IMAGES = Data("npz", fields={"image": FieldFacts((8, 8), "uint8", 0.0, 16.0)})


@pytest.mark.parametrize("kind", [*STEPS])
def test_every_step_is_read_as_it_is_written(kind: str) -> None:
    step = begun(kind)
    text = written(step)
    assert step["step"] == kind
    assert text is None or {"step": kind, **read(kind, text)} == step


def test_what_cannot_be_read_changes_nothing() -> None:
    assert read("scale", "much") == {}
    assert read("one_hot", "2.5") == {}
    assert read("add_channel", "1") == {}
    assert read("resize", "(28 × 28)") == {"size": [28, 28]}


def test_the_shape_that_comes_out_is_told() -> None:
    feed = Feed(("image",), (begun("add_channel"),))
    assert told(feed, IMAGES) == "(8, 8, 1) uint8"
    assert told(Feed(("image",), (begun("reshape"),)), IMAGES) == "does not fit"
    assert told(None, IMAGES) == "not wired"
