"""Values of arguments, compared as a person would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_LONGEST = 60
_DEEPEST = 16


def same(wanted: Any, here: Any, depth: int = 0) -> bool:
    """Whether a value of a design is the one that is asked for.

    An object is meant by its class, `3` is `[3, 3]`, `1` is `1.0`, `L2` is `l2`.

    Args:
        wanted: As the lesson has it.
        here: As the design has it.
        depth: How deep it is nested.
    """
    if depth > _DEEPEST:
        return False
    if isinstance(here, Mapping) and isinstance(here.get("class_name"), str):
        if isinstance(wanted, str):
            return _plain(wanted) == _plain(here["class_name"].rpartition(".")[2])
        if isinstance(wanted, Mapping) and "class_name" not in wanted:
            config = here.get("config", {})
            return isinstance(config, Mapping) and all(
                key in config and same(value, config[key], depth + 1)
                for key, value in wanted.items()
            )
    if isinstance(wanted, str) and isinstance(here, str):
        return _plain(wanted) == _plain(here)
    if isinstance(wanted, bool) or isinstance(here, bool):
        return wanted is here
    if isinstance(wanted, (int, float)) and isinstance(here, (int, float)):
        return wanted == here
    if isinstance(here, list) and not isinstance(wanted, (list, Mapping, str)) and here:
        return all(same(wanted, item, depth + 1) for item in here)
    if isinstance(wanted, list) and isinstance(here, list):
        return len(wanted) == len(here) and all(
            same(*pair, depth + 1) for pair in zip(wanted, here, strict=True)
        )
    if isinstance(wanted, Mapping) and isinstance(here, Mapping):
        return wanted.keys() == here.keys() and all(
            same(wanted[key], here[key], depth + 1) for key in wanted
        )
    return wanted is None and here is None


def shown(value: Any) -> str:
    """A value as Keras users write it, cut to a readable length."""
    if isinstance(value, Mapping) and isinstance(value.get("class_name"), str):
        return value["class_name"].rpartition(".")[2] or "an object"
    if isinstance(value, bool) or value is None:
        return str(value)
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return "an object"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
