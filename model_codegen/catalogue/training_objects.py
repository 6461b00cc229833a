"""Optimizers, losses, metrics and callbacks of a document: their entries, and live ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.catalogue.allowlist import ConfigError, resolve
from model_codegen.catalogue.config_validation import ConfigProblem, check_config
from model_codegen.catalogue.construction import decode
from model_codegen.catalogue.entry import Entry, Kind
from model_codegen.catalogue.schema_wording import show
from model_codegen.catalogue.store import load

_WORDS: dict[Kind, str] = {
    "optimizer": "an optimizer",
    "schedule": "a schedule of the learning rate",
    "loss": "a loss",
    "metric": "a metric",
    "callback": "a callback",
    "layer": "a layer",
}


def training_entry(value: Any, *kinds: Kind) -> Entry | None:
    """The entry of a held object, such as `{"class_name": "keras.losses.Huber", "config": {}}`.

    Args:
        value: Any JSON value.
        kinds: What it may be; anything that a model is trained with by default.

    Returns:
        None if it is no object of that kind.
    """
    path = value.get("class_name") if isinstance(value, Mapping) else None
    entry = load().training.get(path) if isinstance(path, str) else None
    return None if entry is None or (kinds and entry.kind not in kinds) else entry


def check_object(value: Any, *kinds: Kind) -> list[ConfigProblem]:
    """What is wrong with a held object, as far as the schema can know; Keras has the last word.

    Imports Keras where there is no such class, to say why.

    Args:
        value: Any JSON value.
        kinds: What it may be, such as `"loss"`; at least one.
    """
    wanted = " or ".join(_WORDS[kind] for kind in kinds)
    path = value.get("class_name") if isinstance(value, Mapping) else None
    if not isinstance(path, str) or not value.keys() <= {"class_name", "config"}:
        text = f"{show(value)} is not {wanted}: write its class and its config"
        return [ConfigProblem(None, text)]
    entry = training_entry(value, *kinds)
    if entry is None:
        return [ConfigProblem(None, _no_entry(path, wanted))]
    return check_config(load(), entry, value.get("config") or {})


def make_object(value: Any, *kinds: Kind) -> Any:
    """Make the live object that a held object describes. Imports Keras.

    Args:
        value: As in `check_object`.
        kinds: As in `check_object`.

    Raises:
        ConfigError: With one sentence, if it is no such object or Keras refuses its arguments.
    """
    for problem in check_object(value, *kinds):
        raise ConfigError(problem.argument, problem.message)
    # `AUC(thresholds=(0.3, 0.5))` fails in Keras: what is a list stays one.
    return decode(value, lists=True)


def _no_entry(path: str, wanted: str) -> str:
    try:
        resolve(path)
    except ConfigError as error:
        return error.message
    return f"`{path}` is not {wanted}"
