"""What the functions of `keras.applications` use and do not publish."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import SimpleNamespace
from typing import Any

Shape = tuple[int | None, ...]

_lock = RLock()


@contextmanager
def without_weights() -> Iterator[None]:
    """Let models come with random weights, whatever weights they ask for: none is fetched or read.

    Keras checks its arguments all the same, and builds the very model that goes with the weights:
    EfficientNet has a layer more with imagenet's. The functions fetch by `get_file` of
    `keras/src/utils/file_utils.py`, then call `load_weights` of the model.
    """
    import keras
    from keras.src.utils import file_utils

    model: Any = keras.Model
    with _lock:
        fetch, load = file_utils.get_file, model.load_weights
        file_utils.get_file = lambda *_, **__: ""
        model.load_weights = lambda *_, **__: None
        try:
            yield
        finally:
            file_utils.get_file, model.load_weights = fetch, load


def obtain_input_shape(*args: Any, **kwargs: Any) -> Shape:
    """The shape of one input, by `keras/src/applications/imagenet_utils.py`.

    Args:
        *args: As Keras' function of this name takes them.
        **kwargs: The same by name.

    Raises:
        ValueError: If the shape that is asked for does not fit.
        TypeError: If the arguments do not.
    """
    from keras.src.applications import imagenet_utils

    shape: Shape = imagenet_utils.obtain_input_shape(*args, **kwargs)
    return shape


def correct_pad(shape: Shape, kernel_size: Any) -> Any:
    """The padding before a convolution of strides 2: two pairs, of the height and of the width.

    By `keras/src/applications/imagenet_utils.py`, which looks at nothing but the shape.

    Args:
        shape: Of the tensor, the batch included.
        kernel_size: An int, or a pair of them.
    """
    from keras.src.applications import imagenet_utils

    return imagenet_utils.correct_pad(SimpleNamespace(shape=shape), kernel_size)
