"""The training of a design whose source was edited: what source does not say stays."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from model_codegen.catalogue.store import load
from model_codegen.design.config_values import Config
from model_codegen.design.training import BALANCED, Data, Head, Training
from model_codegen.equivalence.kept_stages import Trainable, kept_stages


def kept_training(
    old: Training | None, new: Training | None, trainable: Trainable = MappingProxyType({})
) -> Training | None:
    """The training that edited source gives, with what was there before where that says nothing.

    Source of a model alone says nothing at all. Source that trains does not say which data they
    are, nor what part of them is kept to validate, if it splits them by itself; objects are spelled
    as before if they are the same.

    Args:
        old: The training that was there before.
        new: That of the edited source.
        trainable: Which layers learn before the first stage.
    """
    if new is None or old is None:
        return new or old
    count = len(new.heads)
    kept = replace(
        new,
        optimizer=_spelled(old.optimizer, new.optimizer),
        heads={key: _head(old.heads.get(key), head, count) for key, head in new.heads.items()},
        callbacks=_all_spelled(old.callbacks, new.callbacks),
        data=_data(old.data, new.data),
    )
    if new.validation_split and old.validation_split and new.data is None:
        kept = replace(kept, validation_split=old.validation_split)
    if new.stages:
        stages = kept_stages(old, kept, trainable)
        kept = replace(kept, epochs=old.epochs, stages=stages)
    return kept


def _data(old: Data | None, new: Data | None) -> Data | None:
    """The data that edited source loads, with what it does not tell as it was before."""
    if old is None or new is None or (old.kind, old.name) != (new.kind, new.name):
        return new or old
    if old.options == new.options:
        new = replace(new, samples=old.samples, fields=old.fields, options=old.options)
    return replace(
        old,
        options=new.options,
        samples=new.samples,
        fields=new.fields,
        inputs=old.inputs if old.inputs == new.inputs else new.inputs,
        targets=old.targets if old.targets == new.targets else new.targets,
    )


def _head(old: Head | None, new: Head, count: int) -> Head:
    if old is None:
        return new
    weight = new.class_weight
    if weight is None and (old.class_weight == BALANCED or count > 1):
        weight = old.class_weight  # which stands where the data are read
    loss = new.loss if new.loss is None or old.loss is None else _spelled(old.loss, new.loss)
    metrics = _all_spelled(old.metrics, new.metrics)
    return replace(new, loss=loss, metrics=metrics, class_weight=weight)


def _all_spelled(old: tuple[Config, ...], new: tuple[Config, ...]) -> tuple[Config, ...]:
    before = [*old, *new[len(old) :]]
    return tuple(_spelled(was, now) for was, now in zip(before, new, strict=False))


def _spelled(old: Config, new: Config) -> Config:
    """An object as it was written before if it is the same, defaults or not."""
    return old if without_defaults(old) == without_defaults(new) else new


def without_defaults(value: Any) -> Any:
    """An object without the arguments that have their default, those inside likewise.

    Args:
        value: A held object, or any JSON value.
    """
    if isinstance(value, list):
        return [without_defaults(item) for item in value]
    if not isinstance(value, dict) or "class_name" not in value:
        return value
    entry = load().training.get(str(value["class_name"]))
    known = entry.schema["properties"] if entry else {}
    config = {
        key: without_defaults(item)
        for key, item in (value.get("config") or {}).items()
        if key not in known or "default" not in known[key] or known[key]["default"] != item
    }
    return {"class_name": value["class_name"], "config": config}
