"""Losses, metrics and the like tried on a few numbers, so that Keras itself says what it refuses.

What was tried is remembered by configs and shapes: a drawing is analysed after every stroke.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache

from model_codegen.catalogue import ConfigError, check_object, make_object
from model_codegen.catalogue.construction import sentence
from model_codegen.catalogue.entry import Kind
from model_codegen.catalogue.training_names import with_log_name
from model_codegen.design.config_values import Config
from model_codegen.design.graph import TensorSpec
from model_codegen.keras_bridge import metric_directions

_VERDICTS: LRUCache[str, str | None] = LRUCache(2048)
_LOCK = Lock()

_LARGEST = 8
"""Sizes up to this are tried as they are; larger ones are made small, each another one."""

_MOST = 100_000
"""Numbers in an array that is tried."""


def made(held: Config, kind: Kind) -> str | None:
    """Why an object cannot be made, in one sentence; None if it can. Imports Keras.

    Args:
        held: The object.
        kind: What it has to be, such as `"loss"`.
    """
    problems = check_object(held, kind)
    if problems:
        return problems[0].message
    if kind == "callback":
        # TensorBoard and BackupAndRestore make folders; the rest of what they check is said here.
        return None if _is_file_free(held) else _file_problem(held)
    return _remembered(_key(kind, held), lambda: _made(held, kind))


def loss_problem(
    loss: Config, labels: tuple[int, ...], dtype: str, output: TensorSpec
) -> str | None:
    """What Keras says of a loss that is given such labels and predictions; None if all is well.

    Args:
        loss: A held object that can be made.
        labels: Shape of the labels of one sample.
        dtype: Of the labels.
        output: The predictions.
    """
    key = _key("loss", loss, labels, dtype, output.shape, output.dtype)
    return _remembered(key, lambda: _called(make_object(loss, "loss"), labels, dtype, output))


def metric_problem(
    metric: Config, labels: tuple[int, ...], dtype: str, output: TensorSpec
) -> str | None:
    """The same of a metric."""
    key = _key("metric", metric, labels, dtype, output.shape, output.dtype)
    return _remembered(key, lambda: _measured(metric, labels, dtype, output))


def direction(metric: Config) -> str | None:
    """Whether a metric is better `"up"` or `"down"`, as far as Keras says; None where it does not.

    Args:
        metric: A held object that can be made.
    """
    key = _key("direction", metric)
    return _remembered(key, lambda: metric_directions.direction(_small(metric)))


def _key(*parts: Any) -> str:
    return json.dumps(parts, sort_keys=True, default=str)


def _remembered(key: str, verdict: Callable[[], str | None]) -> str | None:
    with _LOCK:
        if key in _VERDICTS:
            return _VERDICTS[key]
    told = verdict()
    with _LOCK:
        _VERDICTS[key] = told
    return told


def _made(held: Config, kind: Kind) -> str | None:
    try:
        _small(held) if kind == "metric" else make_object(held, kind)
    except ConfigError as error:
        return error.message
    return None


def _small(metric: Config) -> Any:
    """A metric without much memory, and without a number in its name."""
    config = dict(metric.get("config") or {})
    if isinstance(config.get("num_thresholds"), int):
        config["num_thresholds"] = max(2, min(config["num_thresholds"], 200))
    return make_object(with_log_name({**metric, "config": config}), "metric")


def _called(loss: Any, labels: tuple[int, ...], dtype: str, output: TensorSpec) -> str | None:
    return _tried(lambda: loss(*_arrays(labels, dtype, output)), output)


def _measured(
    metric: Config, labels: tuple[int, ...], dtype: str, output: TensorSpec
) -> str | None:
    return _tried(lambda: _small(metric).update_state(*_arrays(labels, dtype, output)), output)


def _tried(call: Callable[[], Any], output: TensorSpec) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call()
    except Exception as error:
        return sentence(error)
    return None


def _arrays(labels: tuple[int, ...], dtype: str, output: TensorSpec) -> tuple[Any, Any]:
    """Labels and predictions of a few samples, with the same sizes where theirs are the same."""
    import keras

    sizes = _Sizes([*labels, *output.shape[1:]])
    batch = sizes.batch
    shapes = [(batch, *map(sizes.of, shape)) for shape in (labels, output.shape[1:])]
    if any(np.prod(shape) > _MOST for shape in shapes):
        raise ValueError("too many dimensions to be tried")
    given = np.zeros(shapes[0], "float32" if dtype in ("str", "string") else dtype)
    predicted = keras.ops.cast(np.full(shapes[1], 0.5, "float32"), output.dtype)
    return keras.ops.convert_to_tensor(given), predicted


class _Sizes:
    """Small sizes in place of large ones and of open ones; none of them is the batch's."""

    def __init__(self, sizes: Sequence[int | None]) -> None:
        large = sorted({size for size in sizes if size is not None and size > _LARGEST})
        self._small = {size: _LARGEST + 1 + number for number, size in enumerate(large)}
        self.batch = next(n for n in (5, 7, 6, 3) if n not in sizes) if len(sizes) < 4 else 31

    def of(self, size: int | None) -> int:
        """What stands for a size."""
        return 4 if size is None else self._small.get(size, size)


def _is_file_free(held: Config) -> bool:
    return str(held.get("class_name")).rpartition(".")[2] not in ("ModelCheckpoint",)


def _file_problem(held: Config) -> str | None:
    return _remembered(_key("callback", held), lambda: _made(held, "callback"))
