"""Documents of earlier versions of the file format, brought to this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.json_text import describe
from model_codegen.design.graph import SCHEMA_VERSION


def migrated(value: dict[str, Any]) -> dict[str, Any]:
    """Return a document as this version has it; the one that is passed is left as it is.

    Args:
        value: A JSON object.

    Raises:
        DesignError: With one sentence, if it says no version, or one that is not known.
    """
    version = value.get("schema_version")
    if type(version) is int and version > SCHEMA_VERSION:
        raise DesignError(
            f"This design was written by a newer Layerloom (schema_version {version:,}); "
            f"this one reads schema_version {SCHEMA_VERSION}. Update Layerloom to open it."
        )
    if type(version) is not int or version < 1:
        raise DesignError(
            f"A design says `schema_version` {SCHEMA_VERSION}, this one "
            + (f"says {describe(version)}." if "schema_version" in value else "says none.")
        )
    for step in range(version, SCHEMA_VERSION):
        value = {**_STEPS[step](value), "schema_version": step + 1}
    return value


def _to_2(value: dict[str, Any]) -> dict[str, Any]:
    """Version 2 has `training`, which no document of version 1 holds: an unknown field there."""
    if "training" in value:
        raise DesignError(
            "In the design: a design of schema_version 1 has no `training`; "
            "say `schema_version` 2 if it is meant to have one."
        )
    return value


_STEPS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _to_2}
"""By version, what makes the next one out of it."""
