"""From fields to what a model is given: columns side by side, then step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from model_codegen.datasets.fed_facts import fed_facts, field_of, is_numbered, used_fields
from model_codegen.datasets.field_facts import facts_of, is_text
from model_codegen.datasets.steps.resize import resize
from model_codegen.datasets.steps.standardize import standardize
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, Feed
from model_codegen.design.wording import listing, quote

FEWEST = 2
"""So many samples there have to be: one to learn from, one to validate with."""


@dataclass(frozen=True)
class Prepared:
    """Arrays of all samples, ready for a model but for the split.

    Attributes:
        inputs: By the name of the input.
        targets: By the name of the head.
        sample_weight: What each sample counts for, if the data say so.
        samples: How many there are.
    """

    inputs: Mapping[str, np.ndarray]
    targets: Mapping[str, np.ndarray]
    sample_weight: np.ndarray | None
    samples: int


def complete_samples(data: Data, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The used fields, without the samples in which one of them has no value.

    Raises:
        DataError: If there is no such field, or fewer than `FEWEST` samples are left.
    """
    used = {name: field_of(arrays, name) for name in used_fields(data)}
    if not used:
        return {}
    kept = np.ones(len(next(iter(used.values()))), bool)
    for values in used.values():
        if is_text(values):
            kept &= values != ""
        elif values.dtype.kind == "f":
            kept &= ~np.isnan(values).reshape(len(values), -1).any(axis=1)
    if kept.sum() < FEWEST:
        raise DataError(
            f"Fewer than {FEWEST} samples have a value in each of "
            f"{listing([quote(name) for name in used])}: choose other fields, or bring more."
        )
    return used if kept.all() else {name: values[kept] for name, values in used.items()}


def prepared(
    data: Data,
    arrays: Mapping[str, np.ndarray],
    training_places: Callable[[int], np.ndarray] | None = None,
    chosen: Callable[[int], np.ndarray] | None = None,
) -> Prepared:
    """What a model is given, of all samples in which no used value is missing.

    Args:
        data: What is fed with which fields, and how.
        arrays: The fields, as `read` returns them.
        training_places: From the number of samples, the places of those to learn from:
            `standardize` measures these alone. None: all.
        chosen: From the number of samples, the places of those that are wanted. None: all.

    Raises:
        DataError: If a field is missing or has another shape than a step takes; the sentence names
            the input or output.
    """
    fields = complete_samples(data, arrays)
    samples = len(next(iter(fields.values()), ()))
    train = np.arange(samples) if training_places is None else training_places(samples)
    wanted = None if chosen is None else chosen(samples)

    def fed(what: str, name: str, feed: Feed, *, target: bool = False) -> np.ndarray:
        known = {field: facts_of(fields[field]) for field in feed.fields}
        try:
            # All is checked on what is known of the fields first: no memory is taken in vain.
            fed_facts(feed, known, samples, target=target)
        except DataError as error:
            raise DataError(f"{what} {quote(name)}: {error}") from None
        found = [fields[field] for field in feed.fields]
        if is_numbered(feed, target=target):
            named = zip(feed.fields, found, strict=True)
            found = [_numbers(data, field, values) for field, values in named]
        values = found[0] if len(found) == 1 else np.column_stack(found)
        measured = any(step["step"] == "standardize" for step in feed.steps)
        if wanted is not None and not measured:
            values = values[wanted]
        for step in feed.steps:
            values = _APPLY[step["step"]](values, step, train)
        return _final(values[wanted] if wanted is not None and measured else values)

    weight = data.sample_weight
    return Prepared(
        {name: fed("Input", name, feed) for name, feed in data.inputs.items()},
        {name: fed("Output", name, feed, target=True) for name, feed in data.targets.items()},
        None if weight is None else fed("The weight", weight, Feed((weight,))),
        samples if wanted is None else len(wanted),
    )


def text_classes(data: Data, name: str) -> list[str] | None:
    """The labels of a text field in order, where its values may not tell all of them.

    They may not where samples are left out. None: the values tell.
    """
    facts = data.fields.get(name)
    gaps = any(data.fields[used].missing for used in used_fields(data) if used in data.fields)
    return sorted(facts.labels) if facts is not None and facts.labels and gaps else None


def _numbers(data: Data, name: str, values: np.ndarray) -> np.ndarray:
    """The values of a field; of text, the place of each in the sorted list of all."""
    if not is_text(values):
        return values
    classes = text_classes(data, name)
    if classes is None:
        return np.asarray(np.unique(values, return_inverse=True)[1])
    return np.asarray(np.searchsorted(np.array(classes), values))


def _final(values: np.ndarray) -> np.ndarray:
    if values.dtype == np.float64:
        return values.astype("float32")
    return values.astype("int32") if values.dtype.kind == "b" else values


def _scale(values: np.ndarray, step: Config, train: np.ndarray) -> np.ndarray:
    scaled: np.ndarray = values.astype("float32") / step.get("by", 255.0)
    return scaled


def _standardize(values: np.ndarray, step: Config, train: np.ndarray) -> np.ndarray:
    return standardize(values, train)


def _resize(values: np.ndarray, step: Config, train: np.ndarray) -> np.ndarray:
    height, width = step["size"]
    return resize(values, height, width)


def _reshape(values: np.ndarray, step: Config, train: np.ndarray) -> np.ndarray:
    return values.reshape(len(values), *step["shape"])


def _one_hot(values: np.ndarray, step: Config, train: np.ndarray) -> np.ndarray:
    if values.ndim > 1 and values.shape[-1] == 1:
        values = values[..., 0]
    hot: np.ndarray = np.eye(step["classes"], dtype="float32")[values.astype("int64")]
    return hot


def _cast(values: np.ndarray, step: Config, train: np.ndarray) -> np.ndarray:
    return values.astype(step["dtype"])


def _add_channel(values: np.ndarray, step: Config, train: np.ndarray) -> np.ndarray:
    return values[..., np.newaxis]


_APPLY: Mapping[str, Callable[[np.ndarray, Config, np.ndarray], np.ndarray]] = {
    "scale": _scale,
    "standardize": _standardize,
    "resize": _resize,
    "reshape": _reshape,
    "one_hot": _one_hot,
    "cast": _cast,
    "add_channel": _add_channel,
}
