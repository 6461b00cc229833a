"""What the names of losses, metrics and optimizers mean that source writes: `"mse"`, `"accuracy"`.

Keras itself is asked; its functions (`keras.losses.mean_squared_error`) are the classes that call
them. A held object is made of it, with the name that it has in the logs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from model_codegen.catalogue.entry import Entry, Kind
from model_codegen.catalogue.store import load
from model_codegen.design.config_values import Config
from model_codegen.keras_bridge.automatic_names import auto_name

Shape = Sequence[int | None]
"""Of a tensor, with the batch."""

_ACCURACY = ("accuracy", "acc")
_CROSSENTROPY = ("crossentropy", "ce")


def optimizer_named(name: str) -> Config | None:
    """The optimizer that `compile(optimizer=name)` makes; None if Keras knows none. Imports Keras.

    Args:
        name: Such as `"adam"`.
    """
    import keras

    try:
        return _object("optimizer", type(keras.optimizers.get(name)))
    except (TypeError, ValueError):
        return None


def loss_named(
    name: str, predictions: Shape | None = None, labels: Shape | None = None
) -> Config | None:
    """The loss that `compile(loss=name)` means; None if Keras knows none. Imports Keras.

    Args:
        name: Such as `"mse"`, `"sparse_categorical_crossentropy"`, or the name of a class.
        predictions: Shape of the output, which `"crossentropy"` depends on.
        labels: Shape of the labels, likewise; unknown labels are taken for numbers of classes.
    """
    if name.lower() in _CROSSENTROPY:
        path = f"keras.losses.{_by_shapes(predictions, labels, None)}Crossentropy"
        return {"class_name": path, "config": {}}
    return _losses().get(name)


def metric_named(
    name: str,
    predictions: Shape | None = None,
    labels: Shape | None = None,
    loss: Config | None = None,
) -> Config | None:
    """The metric that `compile(metrics=[name])` means; None if Keras knows none. Imports Keras.

    Args:
        name: Such as `"accuracy"`, `"mse"`, or the name of a function or class.
        predictions: Shape of the output, which `"accuracy"` depends on.
        labels: Shape of the labels, likewise.
        loss: What tells the labels' shape where it is not known: the head's loss, a held object.
    """
    if name.lower() in _ACCURACY:
        path = f"keras.metrics.{_by_shapes(predictions, labels, loss)}Accuracy"
        return {"class_name": path, "config": {"name": name}}
    found = _metrics().get(name)
    entry = None if found is None else load().training.get(found["class_name"])
    if entry is None or found is None or entry.schema.get("required"):
        return None
    # `get_metric` of `keras/src/trainers/compile_utils.py` calls it what source calls it.
    return {**found, "config": {} if _own_name(entry) == name else {"name": name}}


def log_name(metric: Config) -> str:
    """What a metric is called in the logs of a model with one output.

    Args:
        metric: A held object.
    """
    config = metric.get("config") or {}
    entry = load().training.get(str(metric.get("class_name")))
    given = config.get("name") if isinstance(config, Mapping) else None
    return str(given or (entry.auto_name if entry else "metric"))


def with_log_name(metric: Config) -> Config:
    """The same metric, with its name spelled out where Keras would number it.

    Keras counts metrics such as `AUC` and `Precision` by class: the second that a process makes is
    `auc_1`, also where a model is compiled again between two stages, and then no callback finds
    `val_auc` any more.

    Args:
        metric: A held object.
    """
    entry = load().training.get(str(metric.get("class_name")))
    config = metric.get("config") or {}
    if entry is None or _own_name(entry) or config.get("name"):
        return metric
    return {**metric, "config": {**config, "name": entry.auto_name}}


def _by_shapes(predictions: Shape | None, labels: Shape | None, loss: Config | None) -> str:
    """Which of three Keras takes: `is_binary_or_sparse_categorical` of its `compile_utils.py`."""
    if predictions and predictions[-1] == 1:
        return "Binary"
    told = str(loss["class_name"]).rpartition(".")[2] if loss else ""
    if labels is None or predictions is None:
        if told.startswith("Binary"):
            return "Binary"
        return "Sparse" * (not told.startswith("Categorical")) + "Categorical"
    fewer = len(labels) < len(predictions)
    return "SparseCategorical" if fewer or (labels and labels[-1] == 1) else "Categorical"


@lru_cache(maxsize=1)
def _losses() -> Mapping[str, Config]:
    """Every name that `keras.losses.get` takes and a class means."""
    import keras

    classes = {e.path: getattr(keras.losses, e.name) for e in load().trained_with("loss")}
    # What a class calls: `keras.losses.MeanSquaredError` calls `mean_squared_error`.
    functions = {getattr(made(), "fn", None): path for path, made in classes.items()}
    functions[keras.losses.ctc] = "keras.losses.CTC"
    names = {made.__name__: path for path, made in classes.items()}
    for name in _spellings(keras.losses):
        found = getattr(keras.losses, name, None) or _got(keras.losses, name)
        if found in functions:
            names.setdefault(name, functions[found])
    return {name: {"class_name": path, "config": {}} for name, path in names.items()}


@lru_cache(maxsize=1)
def _metrics() -> Mapping[str, Config]:
    """Every name that `keras.metrics.get` takes, and of every function there."""
    entries = load().trained_with("metric")
    names = {entry.name: entry.path for entry in entries}
    by_name = {_own_name(entry): entry.path for entry in entries if _own_name(entry)}
    names |= {name: path for name, path in by_name.items() if name is not None}
    names |= {auto_name(entry.name): entry.path for entry in entries}
    for name, loss in _losses().items():
        path = f"keras.metrics.{loss['class_name'].rpartition('.')[2]}"
        if path in load().training:
            names.setdefault(name, path)
    return {name: {"class_name": path, "config": {}} for name, path in names.items()}


def _spellings(module: Any) -> list[str]:
    """Names that may be those of losses: the public ones, and the short ones of `get`."""
    short = ("mse", "mae", "mape", "msle", "bce", "kld")
    public = [name for name in vars(module) if not name.startswith("_")]
    return [*public, *short, *(name.upper() for name in short)]


def _got(module: Any, name: str) -> Any:
    try:
        return module.get(name)
    except (TypeError, ValueError):
        return None


def _object(kind: Kind, made: type) -> Config | None:
    entry = next((e for e in load().trained_with(kind) if e.name == made.__name__), None)
    return None if entry is None else {"class_name": entry.path, "config": {}}


def _own_name(entry: Entry) -> str | None:
    """The name that a metric has without being given one, if it is always the same."""
    found: str | None = entry.schema["properties"]["name"].get("default")
    return found
