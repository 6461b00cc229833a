"""A design with its analysis."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pydantic_core

from model_codegen.design.graph import Design


@dataclass(frozen=True)
class Analysed:
    """A design and its analysis.

    Attributes:
        rev: Which revision of the document.
        design: The design that was analysed.
        value: Its JSON.
        result: The analysis as JSON.
    """

    rev: int
    design: Design
    value: dict[str, Any]
    result: dict[str, Any]

    @cached_property
    def digest(self) -> str:
        """Names all that source, summary and plot depend on.

        That is the design without its positions.
        """
        meaning = {key: part for key, part in self.value.items() if key != "positions"}
        return hashlib.sha256(pydantic_core.to_json(meaning)).hexdigest()
