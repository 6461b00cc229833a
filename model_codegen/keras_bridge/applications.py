"""What the functions of `keras.applications` use and do not publish."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from types import SimpleNamespace
from typing import Any

Shape = tuple[int | None, ...]

INNER_LAYERS = "keras.src.applications."
"""Where the layers stand that only these models have: they have no public name."""

_unweighted: ContextVar[bool] = ContextVar("unweighted", default=False)
"""Whether whoever calls now wants no weights: other threads load theirs meanwhile."""

_lock = Lock()
_entered: list[tuple[Any, Any]] = []
"""For each block that is entered now, of any thread: what Keras itself fetches and loads by."""


@contextmanager
def without_weights() -> Iterator[None]:
    """Let models come with random weights, whatever weights they ask for: none is fetched or read.

    Only in the thread, or the task, that enters it: all others fetch and load as ever. Keras checks
    its arguments all the same, and builds the very model that goes with the weights: EfficientNet
    has a layer more with imagenet's. The functions fetch by `get_file` of
    `keras/src/utils/file_utils.py`, then call `load_weights` of the model.
    """
    token = _unweighted.set(True)
    _enter()
    try:
        yield
    finally:
        _leave()
        _unweighted.reset(token)


def _enter() -> None:
    """Put functions that ask who calls in the places of Keras', unless they are there."""
    import keras
    from keras.src.utils import file_utils

    model: Any = keras.Model
    with _lock:
        if not _entered:
            _entered.append((file_utils.get_file, model.load_weights))
            file_utils.get_file = _unless_unweighted(file_utils.get_file, "")
            model.load_weights = _unless_unweighted(model.load_weights, None)
        else:
            _entered.append(_entered[0])


def _leave() -> None:
    """Put Keras' functions back when the last one leaves."""
    import keras
    from keras.src.utils import file_utils

    model: Any = keras.Model
    with _lock:
        original = _entered.pop()
        if not _entered:
            file_utils.get_file, model.load_weights = original


def _unless_unweighted(function: Any, instead: Any) -> Any:
    @wraps(function)
    def asked(*args: Any, **kwargs: Any) -> Any:
        return instead if _unweighted.get() else function(*args, **kwargs)

    return asked


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
