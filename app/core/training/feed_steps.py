"""The steps of a feed as a form shows them; see `model_codegen.design.training.Feed`."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from app.core.number_text import shape
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, Feed

STEPS = {
    "scale": "divide by",
    "standardize": "standardize: mean 0, deviation 1",
    "resize": "resize images to",
    "reshape": "reshape to",
    "one_hot": "one-hot, classes",
    "cast": "cast to",
    "add_channel": "add a channel",
}
"""What each step is called."""

_ARGUMENT = {
    "scale": "by",
    "resize": "size",
    "reshape": "shape",
    "one_hot": "classes",
    "cast": "dtype",
}
_BEGUN: dict[str, Any] = {
    "scale": 255.0,
    "resize": [28, 28],
    "reshape": [784],
    "one_hot": 10,
    "cast": "float32",
}


def begun(kind: str) -> Config:
    """A step to begin with."""
    argument = _ARGUMENT.get(kind)
    return {"step": kind} if argument is None else {"step": kind, argument: _BEGUN[kind]}


def written(step: Config) -> str | None:
    """The argument of a step as text; None where it has none."""
    argument = _ARGUMENT.get(str(step.get("step")))
    if argument is None:
        return None
    value = step.get(argument)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def read(kind: str, text: str) -> Config:
    """The argument of a step out of a text; nothing where it cannot be read."""
    argument = _ARGUMENT.get(kind)
    if argument is None:
        return {}
    with contextlib.suppress(ValueError):
        if kind in ("resize", "reshape"):
            return {argument: [int(part) for part in re.split(r"[\s,x×()]+", text) if part]}
        if kind == "cast":
            return {argument: text.strip()}
        return {argument: float(text) if kind == "scale" else int(text)}
    return {}


def told(feed: Feed | None, data: Data) -> str:
    """The shape that comes out, with how many steps; or that something does not fit."""
    if feed is None:
        return "not wired"
    from model_codegen import datasets

    try:
        facts = datasets.fed_facts(feed, data.fields)
    except DataError:
        return "does not fit"
    return f"{shape(facts.shape)} {facts.dtype}"
