"""The dimensions that a design leaves open, and the sizes that they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model_codegen.analysis.analysis_result import Analysis
from model_codegen.costing.call import Spec
from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import Design, ModelGraph
from model_codegen.design.traversal import is_input, leaves
from model_codegen.design.wording import listing, quote

Sizes = Mapping[str, int | Sequence[int]]
"""Sizes by name of the dimension, or of an input: one number, or one for each of its open ones."""


class CostError(LayerloomError):
    """A cost that cannot be told; its text says which size is missing or wrong, and where."""


@dataclass(frozen=True)
class Dimension:
    """An open dimension of an input, the batch apart.

    Attributes:
        name: What it is called: as its input is if that has only one, else with its place in the
            shape, such as `image.1` for the first one behind the batch.
        node: The input.
        axis: Its place in the shape, the batch being 0.
    """

    name: str
    node: str
    axis: int


def input_nodes(graph: ModelGraph) -> list[str]:
    """The inputs of a graph, those that it declares first."""
    declared = [leaf for leaf in leaves(graph.inputs) if isinstance(leaf, str)]
    return [n for n in dict.fromkeys([*declared, *graph.nodes]) if is_input(graph, n)]


def open_dimensions(design: Design, analysis: Analysis) -> tuple[Dimension, ...]:
    """The dimensions that a size is needed for, in the order of the inputs.

    Args:
        design: The design.
        analysis: What is known of it.
    """
    found: list[Dimension] = []
    graph = design.main
    for node_id in input_nodes(graph):
        outputs = analysis.nodes[node_id].outputs
        if not outputs:
            continue
        name = str(getattr(graph.operations[graph.nodes[node_id].operation], "name", node_id))
        axes = [a for a, size in enumerate(outputs[0].shape) if size is None and a > 0]
        single = len(axes) == 1
        found += [Dimension(name if single else f"{name}.{a}", node_id, a) for a in axes]
    return tuple(found)


def sized(dimensions: Sequence[Dimension], sizes: Sizes) -> dict[tuple[str, int], int]:
    """The size of each open dimension that is given one, by input and axis.

    Args:
        dimensions: The open ones.
        sizes: What was given.

    Raises:
        CostError: If a name is none of theirs, or a size no positive integer.
    """
    found: dict[tuple[str, int], int] = {}
    for name, value in sizes.items():
        own = [d for d in dimensions if d.name == name or d.name.rpartition(".")[0] == name]
        if not own:
            there = listing([quote(d.name) for d in dimensions]) if dimensions else "none"
            raise CostError(f"No dimension {quote(str(name))} is open; these are: {there}.")
        many = isinstance(value, Sequence) and not isinstance(value, str)
        numbers = [*value] if many else [value] * len(own)  # type: ignore[misc]
        if len(numbers) != len(own):
            raise CostError(
                f"{quote(str(name))} has {len(own)} open dimensions, got {len(numbers)} sizes."
            )
        for dimension, number in zip(own, numbers, strict=True):
            found[dimension.node, dimension.axis] = positive(dimension.name, number)
    return found


def positive(name: str, value: object) -> int:
    """A size, checked.

    Args:
        name: What it is the size of.
        value: What was given.

    Raises:
        CostError: If it is no positive integer.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise CostError(f"{quote(name)} must be a positive integer, got {value!r:.40}.")
    return value


def missing(dimensions: Sequence[Dimension]) -> str:
    """What to say of open dimensions that have no size.

    Args:
        dimensions: Those, at least one.
    """
    names = listing([quote(d.name) for d in dimensions], 6)
    one = len(dimensions) == 1
    return (
        f"{names} {'is' if one else 'are'} of unknown size: say how large "
        f"{'it is' if one else 'they are'}"
    )


def input_spec(
    node: str,
    shape: Sequence[int | None],
    dtype: str,
    batch: int,
    sizes: Mapping[tuple[str, int], int],
) -> Spec | None:
    """An input with every dimension known; None if one is not.

    Args:
        node: The input.
        shape: Its shape as it is drawn.
        dtype: Its dtype.
        batch: The size of its first dimension, if that is open.
        sizes: What `sized` returned.
    """
    found: list[int] = []
    for axis, size in enumerate(shape):
        known = size if size is not None else batch if axis == 0 else sizes.get((node, axis))
        if known is None:
            return None
        found.append(known)
    return Spec(tuple(found), dtype)
