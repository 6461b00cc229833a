"""A design with its analysis."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from model_codegen.design.graph import Design


@dataclass(frozen=True)
class Analysed:
    """A design and its analysis.

    Attributes:
        rev: Which document.
        seq: Which edit of it.
        design: The design that was analysed.
        text: Its JSON text.
        result: The analysis as JSON.
    """

    rev: int
    seq: int
    design: Design
    text: str
    result: dict[str, Any]

    @cached_property
    def digest(self) -> str:
        """Names all that source, summary and plot depend on.

        That is the design without its positions.
        """
        design = json.loads(self.text)
        design.pop("positions", None)
        return hashlib.sha256(json.dumps(design).encode()).hexdigest()
