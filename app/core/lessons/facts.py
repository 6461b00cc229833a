"""`Facts`: all that predicates may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.core.lessons.layer_facts import LayerFacts, layers_of
from app.core.workspace.analysed import Analysed
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design import expansion
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, TensorRef
from model_codegen.design.head_names import input_names, named_outputs
from model_codegen.design.traversal import Flow, flow

UNKNOWN: Any = object()
"""Stands for a value that is not known."""


@dataclass(frozen=True)
class Trained:
    """The newest training that has finished.

    Attributes:
        logs: Of each epoch, what its metrics were: by name, `loss`, `val_accuracy`.
        current: Whether it is the model as it is now that was trained.
    """

    logs: tuple[Mapping[str, float], ...]
    current: bool = True


@dataclass(frozen=True)
class Tensor:
    """An input or output of the model.

    Attributes:
        name: As it is called in training: that of its layer, or its key.
        node: The call that makes it.
        shape: With None where a size is open, the first of the batch; None: not known.
        dtype: None: not known.
    """

    name: str
    node: str
    shape: tuple[int | None, ...] | None = None
    dtype: str | None = None


@dataclass(frozen=True)
class Facts:
    """A learner's design and all that is known of it.

    Attributes:
        design: The design.
        result: Its analysis as JSON.
        trained: The newest run of it that has finished; None: there is none.
        catalogue: What Keras offers; None: not known yet, nor are defaults of arguments.
        designs: Others that predicates compare it with, by file name.
    """

    design: Design
    result: Mapping[str, Any]
    trained: Trained | None = None
    catalogue: Catalogue | None = None
    designs: Mapping[str, Design] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        analysed: Analysed,
        trained: Trained | None = None,
        catalogue: Catalogue | None = None,
    ) -> Facts:
        """The facts of a design that a page shows."""
        return cls(analysed.design, analysed.result, trained, catalogue)

    @property
    def main(self) -> Mapping[str, Any]:
        """The analysis of the main graph."""
        found: Mapping[str, Any] = self.result["graphs"][MAIN]
        return found

    @cached_property
    def flow(self) -> Flow:
        """How tensors run through the main graph as it is drawn."""
        return flow(self.design.main)

    @cached_property
    def unused(self) -> frozenset[str]:
        """The calls of the main graph that reach no output."""
        return frozenset(self.main["unused"])

    @cached_property
    def whole(self) -> Design:
        """The design without parameters of blocks and repeats."""
        return expansion.expanded(self.design)

    @cached_property
    def layers(self) -> tuple[LayerFacts, ...]:
        """What the model calls, in blocks, too: each with its own weights once."""
        known = self.flow if self.whole is self.design else None
        return layers_of(self.whole, self.unused, known)

    @cached_property
    def errors(self) -> list[Mapping[str, Any]]:
        """What keeps the model from being built: diagnostics."""
        return [
            one
            for one in self.result["diagnostics"]
            if one["severity"] == "error" and one.get("category") != "training"
        ]

    @cached_property
    def inputs(self) -> tuple[Tensor, ...]:
        """Of the model, in order."""
        named = input_names(self.design)
        return tuple(
            self._tensor(name, node, 0) for name, node in named if node in self.design.main.nodes
        )

    @cached_property
    def outputs(self) -> tuple[Tensor, ...]:
        """Of the model, in order."""
        named = named_outputs(self.design, _tree(self.main.get("outputs")))
        return tuple(
            self._tensor(name, ref.node, ref.index)
            for name, ref in named
            if isinstance(ref, TensorRef)
        )

    def dtypes(self, layer: LayerFacts) -> set[str]:
        """The dtypes of what the calls of a layer return, as far as they are known."""
        found: set[str] = set()
        # Of a block with other arguments the analysis has what was drawn.
        for graph_id in {layer.graph, layer.graph.partition("~")[0]}:
            nodes = self.result["graphs"].get(graph_id, {}).get("nodes", {})
            for node_id in layer.nodes:
                outputs = nodes.get(node_id, {}).get("outputs") or ()
                found.update(spec["dtype"] for spec in outputs)
        return found

    def default(self, class_name: str, argument: str) -> Any:
        """What Keras takes for an argument that is not set; `UNKNOWN` where that is not known."""
        entry = self.catalogue.find(class_name) if self.catalogue else None
        schema = entry.schema.get("properties", {}).get(argument) if entry else None
        return UNKNOWN if schema is None else schema.get("default", UNKNOWN)

    def _specs(self, node_id: str) -> Any:
        return self.main["nodes"].get(node_id, {}).get("outputs")

    def _tensor(self, name: str, node_id: str, index: int) -> Tensor:
        specs = self._specs(node_id) or ()
        if index >= len(specs):
            return Tensor(name, node_id)
        return Tensor(name, node_id, tuple(specs[index]["shape"]), specs[index]["dtype"])


def _tree(value: Any) -> Any:
    """Outputs as an analysis' JSON has them, as a tree of `TensorRef`."""
    if isinstance(value, list):
        return [_tree(item) for item in value]
    if not isinstance(value, dict):
        return []
    if "tensor" in value:
        return TensorRef(*value["tensor"])
    if "tuple" in value:
        return [_tree(item) for item in value["tuple"]]
    return {key: _tree(item) for key, item in value.get("dict", {}).items()}
