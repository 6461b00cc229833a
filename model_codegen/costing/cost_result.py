"""What `cost` returns: plain values, free of Keras."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from model_codegen.costing.dimensions import CostError
from model_codegen.costing.growth import MOST, UNIT, Growths, fitted
from model_codegen.costing.receptive_field import Field
from model_codegen.costing.work import Work
from model_codegen.design.diagnostics import MAIN


@dataclass(frozen=True)
class NodeCost:
    """One call, of a layer, a function or a whole block.

    Attributes:
        what: Class or function by its public path; of a block the id of its definition.
        work: Its float operations by kind, each with its formula; of a block those of all that is
            in it, added up.
        flops: Float operations of one forward pass: a multiply-add counts as two.
        macs: Multiply-adds among them.
        params: Scalars in its weights, at the first call of a layer only: a later one has the same.
        param_bytes: Memory of them.
        trainable_params: Those that training changes.
        output_bytes: Memory of what it returns; 0 if that is its input's memory.
        inside_bytes: Memory that it needs besides while it runs, such as an attention's scores.
        kept_bytes: Memory of both that training keeps for the backward pass.
        dtype: Dtype of its first output.
        shapes: Shapes of its outputs.
        field: How many elements of the input each element of its output sees, along each spatial
            axis; None where that makes no sense.
        shared: Whether its weights are counted at an earlier call.
        notes: What is not counted of it, as sentences.
    """

    what: str
    work: tuple[Work, ...] = ()
    flops: int = 0
    macs: int = 0
    params: int = 0
    param_bytes: int = 0
    trainable_params: int = 0
    output_bytes: int = 0
    inside_bytes: int = 0
    kept_bytes: int = 0
    dtype: str = ""
    shapes: tuple[tuple[int, ...], ...] = ()
    field: Field | None = None
    shared: bool = False
    notes: tuple[str, ...] = ()

    @property
    def activation_bytes(self) -> int:
        """Memory of what it returns and of what it needs besides while it runs."""
        return self.output_bytes + self.inside_bytes


@dataclass(frozen=True)
class GraphCost:
    """One graph, called with tensors of known shapes.

    Attributes:
        nodes: By id; calls of which nothing tells the cost are left out.
        flops: Float operations of all calls that reach an output.
        macs: Multiply-adds among them.
        activation_bytes: The most memory at one time in use, inputs and outputs included: what
            nothing needs any more is free, in the order of the calls.
        fullest: The call at which that is.
        kept_bytes: Memory of all that training keeps for the backward pass.
        problems: Why calls are left out, by id, as sentences.
    """

    nodes: Mapping[str, NodeCost]
    flops: int
    macs: int
    activation_bytes: int
    fullest: str | None
    kept_bytes: int
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """A whole design, for one batch.

    Attributes:
        graphs: `"main"`, and every definition that is called, as its first call has it; by id.
        batch: Samples in the batch.
        dims: The sizes of the open dimensions that were given.
        training: Whether the forward pass is one of training.
        optimizer: The optimizer whose memory is counted for training.
        policy: The design's dtype policy, as it was counted.
        params: Scalars in the weights, as `keras.Model.count_params()` says.
        trainable_params: Those that training changes.
        bytes_by_dtype: Memory of the weights, by their dtype.
        gradient_bytes: Memory of the gradients.
        optimizer_bytes: Memory of what the optimizer keeps for each weight.
        problems: Why totals are not whole, as sentences; empty if they are.
        open: All dimensions that the design leaves open, batch apart, by name.
        recount: Counts the main graph for another batch and other sizes.
    """

    graphs: Mapping[str, GraphCost]
    batch: int
    dims: Mapping[str, int]
    training: bool
    optimizer: str
    policy: str
    params: int
    trainable_params: int
    bytes_by_dtype: Mapping[str, int]
    gradient_bytes: int
    optimizer_bytes: int
    problems: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    recount: Callable[[int, Mapping[str, int]], GraphCost] | None = field(
        default=None, repr=False, compare=False
    )

    def growth(self, dimension: str = "batch") -> Growths:
        """How the cost grows with the batch or with an open dimension, the others as they are.

        The design is counted for five sizes of it, so that this takes several times as long.

        Args:
            dimension: `"batch"`, or a key of `dims`.

        Raises:
            CostError: If there is no such dimension, or not everything can be counted.
        """
        if self.recount is None or (dimension != "batch" and dimension not in self.dims):
            there = ", ".join(f"`{name}`" for name in ("batch", *self.dims))
            raise CostError(f"No dimension `{dimension}` is open; these are: {there}.")
        found = []
        for size in range(UNIT, UNIT * (MOST + 2), UNIT):
            batch = size if dimension == "batch" else self.batch
            sizes = dict(self.dims)
            if dimension != "batch":
                sizes[dimension] = size
            found.append(self.recount(batch, sizes))
            if found[-1].problems:
                raise CostError("\n".join([*found[-1].problems.values()][:5]))
        return Growths(
            fitted(dimension, [graph.flops for graph in found]),
            fitted(dimension, [graph.activation_bytes for graph in found]),
            {
                node: fitted(dimension, [graph.nodes[node].flops for graph in found])
                for node in found[0].nodes
            },
        )

    @property
    def nodes(self) -> Mapping[str, NodeCost]:
        """The main graph's calls."""
        return self.graphs[MAIN].nodes

    @property
    def lacking(self) -> tuple[str, ...]:
        """The open dimensions that no size was given for."""
        return tuple(name for name in self.open if name not in self.dims)

    @property
    def whole(self) -> bool:
        """Whether everything is counted, so that the totals are the model's."""
        return not self.problems

    @property
    def flops(self) -> int:
        """Float operations of one forward pass of the batch.

        Raises:
            CostError: If not everything could be counted.
        """
        return self._told(self.graphs[MAIN].flops)

    @property
    def macs(self) -> int:
        """Multiply-adds among them.

        Raises:
            CostError: If not everything could be counted.
        """
        return self._told(self.graphs[MAIN].macs)

    @property
    def activation_bytes(self) -> int:
        """The most memory that tensors take at one time, in use.

        Raises:
            CostError: If not everything could be counted.
        """
        return self._told(self.graphs[MAIN].activation_bytes)

    @property
    def param_bytes(self) -> int:
        """Memory of the weights."""
        return sum(self.bytes_by_dtype.values())

    @property
    def kept_bytes(self) -> int:
        """Memory of the tensors that training keeps for the backward pass.

        Raises:
            CostError: If not everything could be counted.
        """
        return self._told(self.graphs[MAIN].kept_bytes)

    @property
    def training_bytes(self) -> int:
        """Memory for a step of training: weights, gradients, optimizer, kept tensors.

        Raises:
            CostError: If not everything could be counted.
        """
        return self._told(self.known_training_bytes)

    @property
    def known_training_bytes(self) -> int:
        """The same, as far as it is known."""
        main = self.graphs[MAIN]
        fixed = self.param_bytes + self.gradient_bytes + self.optimizer_bytes
        return fixed + max(main.kept_bytes, main.activation_bytes)

    def _told(self, figure: int) -> int:
        if self.problems:
            raise CostError("Not everything can be counted. " + self.why(5))
        return figure

    def why(self, most: int) -> str:
        """Why totals are not whole, for who calls `cost`: with the argument that is missing.

        Args:
            most: How many reasons.
        """
        given = ", ".join(f'"{name}": …' for name in self.lacking[:3])
        hint = f" Give `cost` dims={{{given}}}." if given else ""
        return "\n".join(self.problems[:most]) + hint
