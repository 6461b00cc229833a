"""What `analyse` returns: plain values, free of Keras, that travel to the browser as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import TensorSpec
from model_codegen.keras_bridge.call_traces import CallTrace

__all__ = [
    "Analysis",
    "GraphAnalysis",
    "NodeAnalysis",
    "OperationAnalysis",
    "TensorSpec",
    "Weight",
]


@dataclass(frozen=True)
class Weight:
    """One variable of an operation.

    Attributes:
        path: Path below the operation's own name, such as `"kernel"` or `"forward_lstm/kernel"`.
        shape: Its shape.
        dtype: The dtype it is stored in.
        trainable: Whether training changes it, the layer's own flag included.
        owner: Which of `Design.operations` has it, if one does. It does not travel.
    """

    path: str
    shape: tuple[int, ...]
    dtype: str
    trainable: bool
    owner: Annotated[str | None, Field(exclude=True)] = None


@dataclass(frozen=True)
class NodeAnalysis:
    """One call.

    Attributes:
        state: `known`; `failed` (a diagnostic stands at this node); or `unknown` (something
            upstream failed or is missing).
        outputs: The call's tensors, flattened as `keras.tree.flatten` does; None unless `known`.
        structure: How the call returns them, as a tree of their numbers, such as
            `(0, [1, 2], [3, 4])`; None for a single tensor and for a flat tuple or list of several.
            Emitters need it; it does not travel.
        trace: What Keras records of the call, if that is more than the call. It does not travel.
    """

    state: Literal["known", "failed", "unknown"]
    outputs: tuple[TensorSpec, ...] | None = None
    structure: Annotated[Any, Field(exclude=True)] = None
    trace: Annotated[CallTrace | None, Field(exclude=True)] = None


@dataclass(frozen=True)
class OperationAnalysis:
    """One operation, counted once however often it is called.

    Attributes:
        calls: The nodes that call it, in topological order.
        weights: Its variables; None where it could not be built, and for a block that has more
            than 10,000 of them.
        params: Number of scalars in them, and of those the trainable and the other ones; 0 if
            unknown.
        bytes: Memory of the weights once built.
        compute_dtype: Dtype it computes in; None for an op or where unknown.
        variable_dtype: Dtype it stores its weights in.
    """

    calls: tuple[str, ...]
    weights: tuple[Weight, ...] | None = None
    params: int = 0
    trainable_params: int = 0
    non_trainable_params: int = 0
    bytes: int = 0
    compute_dtype: str | None = None
    variable_dtype: str | None = None


@dataclass(frozen=True)
class GraphAnalysis:
    """One graph: the main one or a definition, analysed with the shapes of its own inputs.

    Attributes:
        nodes: By node id.
        operations: By operation id.
        outputs: The resolved tree of `TensorRef` (`"auto"` worked out).
        unused: Nodes that reach no output and are left out of the code.
        total_params: Parameters of all operations that reach an output, shared ones once: also
            those that stand in several of its blocks.
    """

    nodes: Mapping[str, NodeAnalysis]
    operations: Mapping[str, OperationAnalysis]
    outputs: Any
    unused: tuple[str, ...] = ()
    total_params: int = 0
    trainable_params: int = 0
    non_trainable_params: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Analysis:
    """A whole design.

    Attributes:
        graphs: `"main"` and every definition, by id.
        diagnostics: Everything found, errors first; `not-a-chain` advice included.
        whole: That of the design as `expansion.expanded` writes it out, where that is another one:
            of this, it tells what was drawn. It does not travel.
        untried: Whether fixes that were found are left out, for nobody has tried them yet.
    """

    graphs: Mapping[str, GraphAnalysis]
    diagnostics: tuple[Diagnostic, ...] = field(default_factory=tuple)
    whole: Annotated[Analysis | None, Field(exclude=True)] = None
    untried: Annotated[bool, Field(exclude=True)] = False

    @property
    def nodes(self) -> Mapping[str, NodeAnalysis]:
        """The main graph's nodes."""
        return self.graphs[MAIN].nodes

    @property
    def operations(self) -> Mapping[str, OperationAnalysis]:
        """The main graph's operations."""
        return self.graphs[MAIN].operations

    @property
    def total_params(self) -> int:
        """Parameters of the built model, as `keras.Model.count_params()` says."""
        return self.graphs[MAIN].total_params

    @property
    def trainable_params(self) -> int:
        """Those of them that training changes."""
        return self.graphs[MAIN].trainable_params

    @property
    def non_trainable_params(self) -> int:
        """Those of them that training leaves alone."""
        return self.graphs[MAIN].non_trainable_params

    @property
    def bytes(self) -> int:
        """Memory of the weights once built."""
        return self.graphs[MAIN].bytes

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the design from being built."""
        return tuple(
            d for d in self.diagnostics if d.severity == "error" and d.category != "training"
        )

    @property
    def training_errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the design from being trained, but not from being built."""
        return tuple(
            d for d in self.diagnostics if d.severity == "error" and d.category == "training"
        )

    @property
    def chain_reasons(self) -> tuple[Diagnostic, ...]:
        """Why the main graph has no Sequential form; empty if it is a chain."""
        return tuple(d for d in self.diagnostics if d.code == "not-a-chain" and d.graph == MAIN)
