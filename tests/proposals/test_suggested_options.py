"""Generators' options in the shapes of a design."""

from __future__ import annotations

import pytest

from model_codegen.design.config_values import Config
from model_codegen.proposals.ends import InputEnd, OutputEnd
from model_codegen.proposals.suggested_options import suggested_options


@pytest.mark.parametrize(
    ("name", "shape", "units", "tokens", "expected"),
    [
        ("clusters", (128,), 1, 0, {"features": 128, "classes": 2}),
        ("clusters", (20,), 10, 0, {}),
        ("spirals", (2,), 5, 0, {"classes": 5}),
        ("sine_waves", (50, 2), 3, 0, {"steps": 50, "channels": 2, "horizon": 3}),
        ("sentiment", (80,), 1, 500, {"length": 80, "vocabulary": 500}),
        ("sentiment", (4,), 1, 99_999, {"length": 8}),
        ("digit_pairs", (64,), 1, 0, {"size": 8}),
        ("digit_pairs", (65,), 1, 0, {}),
        ("shapes", (224, 224, 3), 10, 0, {"samples": 318, "size": 224}),
        ("shapes", (64, 48, 3), 99, 0, {"size": 48}),
    ],
)
def test_options(
    name: str, shape: tuple[int, ...], units: int, tokens: int, expected: Config
) -> None:
    inputs = [InputEnd("x", shape, "float32", tokens)]
    assert (
        suggested_options("generated", name, inputs, [OutputEnd("y", (units,), None)]) == expected
    )


def test_a_second_vector_is_metadata() -> None:
    inputs = [InputEnd("a", (30,), "float32"), InputEnd("b", (7,), "float32")]
    outputs = [OutputEnd("a", (1,), None), OutputEnd("b", (4,), None)]
    assert suggested_options("generated", "messages", inputs, outputs) == {
        "words": 30,
        "metadata": 7,
        "topics": 4,
    }
    assert suggested_options("generated", "messages", [], []) == {}


def test_pictures_have_the_size_that_the_design_takes() -> None:
    image = [InputEnd("x", (3,), "float32"), InputEnd("i", (32, 48, 1), "float32")]
    assert suggested_options("images", "a.zip", image, []) == {"size": [32, 48], "channels": 1}
    open_size = [InputEnd("i", (None, None, 3), "float32")]
    assert suggested_options("images", "a.zip", open_size, []) == {"channels": 3}
    assert suggested_options("images", "a.zip", [], []) == {}


def test_texts_of_keras_have_the_words_that_the_design_looks_up() -> None:
    text = [InputEnd("x", (80,), "int32", tokens=500)]
    assert suggested_options("keras", "imdb", text, []) == {"words": 500, "length": 80}
    assert suggested_options("keras", "imdb", [], []) == {}
    assert suggested_options("keras", "mnist", text, []) == {}
