"""Gradients that vanish or explode are told of in words, and others are not."""

from __future__ import annotations

import pytest

from model_codegen.training.norm_words import LayerNorm, words


def layers(*gradients: float) -> list[LayerNorm]:
    return [LayerNorm(f"dense_{n}", 1.0, each, 100) for n, each in enumerate(gradients)]


@pytest.mark.parametrize(
    ("gradients", "said"),
    [
        ((), ""),
        ((0.1, 0.2, 0.3), ""),
        ((0.0, 0.0), ""),
        ((1e-9, 1e-9, 1e-9), ""),
        ((0.3, 1e-6), ""),
        ((1e-6, 1e-3, 0.5),
         "Gradients vanish towards the input: that of `dense_0` is 500,000 times smaller than that "
         "of `dense_2`, so that it hardly learns."),
        ((0.0, 0.5),
         "The gradient of `dense_0` is zero: it does not learn, while `dense_1` does."),
        ((0.2, 4321.0),
         "Gradients explode: that of `dense_1` has a norm of 4,321. A smaller learning rate or "
         "clipnorm=1.0 in the optimizer keeps steps bounded."),
        ((float("nan"), float("inf"), 1.0), "The gradient of `dense_1` is no finite number."),
    ],
)  # fmt: skip
def test_words(gradients: tuple[float, ...], said: str) -> None:
    assert words(layers(*gradients)) == said


def test_a_large_layer_is_not_weak_for_its_size() -> None:
    found = [LayerNorm("embedding", 1.0, 1.0, 10_000_000), LayerNorm("kind", 1.0, 1.0, 10)]
    assert words(found) == ""
