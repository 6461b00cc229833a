"""What a trained model makes of its validation data."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from model_codegen.keras_bridge.functional_graphs import input_names
from model_codegen.training import batches, prediction
from model_codegen.training.batches import Batch

_LOG = logging.getLogger(__name__)

MOST_SAMPLES = 10_000
"""Of so many at most confusion and residuals are made."""

EXAMPLES = 12
"""Samples that are shown."""


def results(
    model: Any,
    data: Any,
    names: Sequence[str],
    losses: Mapping[str, str],
    size: int,
    ask: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Evaluate a model, and set what it says beside what it should.

    Args:
        model: A trained model, as the script leaves it.
        data: What it is validated with, as the script loads it.
        names: The heads, in order.
        losses: By head the class of its loss, as far as they are known.
        size: Samples to a batch.
        ask: Called between batches; may raise.

    Returns:
        `heads`: by name what `prediction.confusion` or `prediction.residuals` tells; `samples`: up
        to `EXAMPLES` of them, each with `number`, `inputs`, `targets` and `predictions` by name;
        `count`: of how many samples.
    """
    inputs = input_names(model)
    wanted: dict[str, list[Any]] = {name: [] for name in names}
    got: dict[str, list[Any]] = {name: [] for name in names}
    samples: list[dict[str, Any]] = []
    count = 0
    for batch in batches.batches(data, size, MOST_SAMPLES):
        ask()
        # As `predict`, which would trace anew for a batch of another size.
        out = _arrays(model.predict_on_batch(batch.x), names)
        y = _arrays(batch.y, names)
        for name in out:
            got[name].append(out[name])
            if y.get(name) is not None:
                wanted[name].append(y[name])
        for place in range(min(batches.count(batch), EXAMPLES - len(samples))):
            samples.append(_sample(count + place, place, batch, inputs, y, out))
        count += batches.count(batch)
    heads = {
        name: told
        for name in names
        if wanted[name]
        and got[name]
        and (told := _head(np.concatenate(wanted[name]), got[name], losses.get(name, "")))
    }
    return {"heads": heads, "samples": samples, "count": count}


def _head(y: Any, parts: list[Any], loss: str) -> dict[str, Any] | None:
    try:
        out = np.concatenate(parts)
        found = prediction.as_classes(y, out, loss)
        return prediction.residuals(y, out) if found is None else prediction.confusion(found)
    except (ValueError, TypeError):  # outputs of a shape that nothing was foreseen for
        _LOG.exception("A head could not be judged")
        return None


def _sample(
    number: int,
    place: int,
    batch: Batch,
    inputs: list[str],
    y: Mapping[str, Any],
    out: Mapping[str, Any],
) -> dict[str, Any]:
    x = _arrays(batch.x, [*batch.x] if isinstance(batch.x, Mapping) else inputs)
    return {
        "number": number,
        "inputs": {name: prediction.preview(np.asarray(each[place])) for name, each in x.items()},
        "targets": {
            name: prediction.said_of(np.asarray(each[place]))
            for name, each in y.items()
            if each is not None
        },
        "predictions": {
            name: prediction.said_of(np.asarray(each[place])) for name, each in out.items()
        },
    }


def _arrays(tree: Any, names: Sequence[str]) -> dict[str, Any]:
    return {
        name: None if part is None else np.asarray(part)
        for name, part in batches.named(tree, names).items()
    }
