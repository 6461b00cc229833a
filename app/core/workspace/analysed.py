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
        known_as: By which name a worker remembers it, see `analysis_tasks`; empty if none does.
        known_rev: The revision that it remembers: an older one where things were only moved since.
    """

    rev: int
    design: Design
    value: dict[str, Any]
    result: dict[str, Any]
    known_as: str = ""
    known_rev: int = 0

    @property
    def untried(self) -> bool:
        """Whether there are fixes that nobody has tried yet; the result has none then."""
        return bool(self.result.get("untried"))

    @cached_property
    def digest(self) -> str:
        """Names all that source depends on: the design without its positions."""
        return _digest(_without(self.value, "positions"))

    @cached_property
    def model_digest(self) -> str:
        """Names all that the model depends on, and so its summary, picture, cost and proof.

        That is the design without what is only drawn, said of it, or done with it.
        """
        return _digest(self._model())

    @cached_property
    def training_digest(self) -> str:
        """Names how it is trained, and with what."""
        return _digest(self.value.get("training"))

    @cached_property
    def layers_digest(self) -> str:
        """Names all that a build of custom layers depends on: the model without what was built."""
        meaning = _unrecorded(self._model())
        meaning["main"] = _unrecorded(meaning["main"])
        models = meaning.get("models", {})
        meaning["models"] = {key: _unrecorded(graph) for key, graph in models.items()}
        return _digest(meaning)

    @property
    def errors(self) -> list[str]:
        """The messages of what keeps the model from being built."""
        return [one["message"] for one in self._errors() if one.get("category") != "training"]

    @property
    def training_errors(self) -> list[str]:
        """The messages of what keeps it from being trained beside that."""
        return [one["message"] for one in self._errors() if one.get("category") == "training"]

    def _errors(self) -> list[dict[str, Any]]:
        return [one for one in self.result["diagnostics"] if one["severity"] == "error"]

    def _model(self) -> dict[str, Any]:
        return _without(self.value, "positions", "frames", "comments", "training")


def _digest(value: Any) -> str:
    return hashlib.sha256(pydantic_core.to_json(value)).hexdigest()


def _without(members: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: part for key, part in members.items() if key not in names}


def _unrecorded(graph: dict[str, Any]) -> dict[str, Any]:
    """A graph's JSON, or a design's, without what was recorded of its operations."""
    if "operations" not in graph:
        return graph
    operations = graph["operations"].items()
    return graph | {"operations": {key: _without(one, "recorded") for key, one in operations}}
