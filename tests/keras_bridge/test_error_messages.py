"""Exceptions of Keras as ends of sentences."""

from __future__ import annotations

import pytest

from model_codegen.keras_bridge.error_messages import reason, undecorated


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            'Input 0 of layer "this_layer" is incompatible with the layer: expected min_ndim=3, '
            "found ndim=2. Full shape received: (None, 4)",
            "it needs at least 3 dimensions, the batch included, not 2",
        ),
        (
            'Input 0 of layer "this_layer" is incompatible with the layer: expected axis -1 of '
            "input shape to have value 8, but received input with shape (None, 4)",
            "it was built for size 8 on axis -1, not for (None, 4)",
        ),
        (
            "Inputs have incompatible shapes. Received shapes (3,) and (4,)",
            "all inputs of Add need the same shape",
        ),
        ("tuple index out of range", "an axis is set that the tensor does not have"),
        ("Add.call() got an unexpected keyword argument 'hue'", "its call has no argument `hue`"),
        ("Argument of 'this_layer' is odd. Received: 3", "Argument of this layer is odd"),
        ("", "ValueError"),
    ],
)
def test_a_reason_is_told_in_the_words_of_a_drawing(said: str, wanted: str) -> None:
    assert reason(ValueError(said), "Add", "this_layer") == wanted


def test_what_keras_puts_around_a_message_goes() -> None:
    text = (
        "Exception encountered when calling Dense.call().\n\n\x1b[1mIt takes "
        "<KerasTensor shape=(None, 4), dtype=float32, sparse=False, name=a>.\x1b[0m\n\n"
        "Arguments received by Dense.call():\n  • inputs=3"
    )
    assert undecorated(ValueError(text)) == "It takes (None, 4)."
