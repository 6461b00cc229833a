"""The definitions of a design, of which the models inside others are instances."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import ModelGraph
from model_codegen.importers.saved.serialized_models import unique


@dataclass
class Definitions:
    """Models that were read, each once however often it is written.

    Args:
        models: By id: those that there are already; grows.
    """

    models: dict[str, ModelGraph] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def define(self, read: Callable[[str], ModelGraph], name: str) -> str:
        """The id of the definition that a nested model is an instance of.

        Args:
            read: Reads the model, given the id that its graph would have.
            name: The model's name.
        """
        graph_id = unique(re.sub(r"\W+", "_", name) or "model", self._taken | {*self.models, MAIN})
        # Models inside may have the same name.
        self._taken.add(graph_id)
        graph = read(graph_id)
        self._taken.discard(graph_id)
        for known, other in self.models.items():
            if replace(other, name="") == replace(graph, name=""):
                return known
        self.models[graph_id] = graph
        return graph_id
