"""The outputs of a call with every dimension known.

The analysis has left open what depends on the batch or on an open dimension. Where a class says by
itself what becomes of it (the batch stays the batch; a Dense leaves all dimensions but the last
one) that is filled in; in all other cases Keras is asked, with the sizes in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.analysis.cached_calls import operation_key, outcome
from model_codegen.analysis.call_outcome import Success
from model_codegen.analysis.call_signature import UnknownTensorError, signature
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.analysis.symbol import Symbol
from model_codegen.costing.call import Spec, UnknownCostError
from model_codegen.costing.rules import functions
from model_codegen.design.graph import Layer, Node, Op, TensorRef, TensorSpec
from model_codegen.design.traversal import references

ALIGNED = frozenset(
    f"keras.layers.{name}"
    for name in (
        *("Activation", "ActivityRegularization", "BatchNormalization", "Bidirectional", "Dense"),
        *("Dropout", "ELU", "Embedding", "GRU", "GaussianDropout", "GaussianNoise"),
        *("GroupNormalization", "GroupQueryAttention", "Identity", "LSTM", "LayerNormalization"),
        *("LeakyReLU", "Masking", "MultiHeadAttention", "Normalization", "PReLU", "ReLU"),
        *("RMSNormalization", "Rescaling", "SimpleRNN", "Softmax", "SpatialDropout1D"),
        *("SpatialDropout2D", "SpatialDropout3D", "UnitNormalization"),
    )
)
"""Layers that leave their first input's open dimensions in their places."""

BROADCAST = frozenset(
    {
        *functions.RULES,
        *(
            f"keras.layers.{name}"
            for name in ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract")
        ),
    }
)
"""What stretches its tensors to one common shape."""


def known(outputs: Sequence[TensorSpec]) -> tuple[Spec, ...] | None:
    """Outputs of which the analysis has left nothing open; None otherwise."""
    found = []
    for spec in outputs:
        if None in spec.shape:
            return None
        found.append(Spec(spec.shape, spec.dtype))  # type: ignore[arg-type]
    return tuple(found)


def filled(
    path: str, outputs: Sequence[TensorSpec], inputs: Sequence[Spec], *, layer: bool
) -> tuple[Spec, ...] | None:
    """Outputs, as far as the class says by itself what becomes of an open dimension.

    Args:
        path: The class or function.
        outputs: What the analysis has.
        inputs: The tensors of the call.
        layer: Whether it is a layer, which always leaves the batch in its place.

    Returns:
        The outputs; None if Keras has to be asked.
    """
    if not inputs:
        return None
    found = []
    stretched = broadcast(inputs) if path in BROADCAST else None
    first = inputs[0].shape
    for spec in outputs:
        shape: list[int] = []
        for axis, size in enumerate(spec.shape):
            if size is not None:
                shape.append(size)
            elif stretched is not None and len(stretched) == len(spec.shape):
                shape.append(stretched[axis])
            elif layer and first and (axis == 0 or (path in ALIGNED and axis < len(first))):
                shape.append(first[axis])
            else:
                return None
        found.append(Spec(tuple(shape), spec.dtype))
    return tuple(found)


def broadcast(inputs: Sequence[Spec]) -> tuple[int, ...] | None:
    """The shape that tensors stretch to; None if they do not."""
    rank = max(len(spec.shape) for spec in inputs)
    shape = [1] * rank
    for spec in inputs:
        for place, size in enumerate(spec.shape, rank - len(spec.shape)):
            if size != 1:
                if shape[place] not in (1, size):
                    return None
                shape[place] = size
    return tuple(shape)


def asked(
    operation: Layer | Op,
    node: Node,
    tensors: Sequence[Spec],
    dtype_policy: str,
    held: HeldOperations | None,
) -> Success:
    """What Keras answers to a call with all sizes in place.

    Args:
        operation: The layer or function.
        node: The call.
        tensors: One for each of the call's references, in order.
        dtype_policy: The design's policy.
        held: What references in the configuration mean.

    Raises:
        UnknownCostError: If Keras refuses the call.
    """
    symbols: dict[str, list[Symbol]] = {}
    for ref, spec in zip(references(node), tensors, strict=True):
        there = symbols.setdefault(ref.node, [])
        there += [Symbol((), "float32")] * (ref.index + 1 - len(there))
        there[ref.index] = Symbol(spec.shape, spec.dtype)
    try:
        key = operation_key(operation, dtype_policy, held), None, signature(node, symbols)
    except (RecursionError, ValueError, UnknownTensorError):
        raise UnknownCostError("it is nested too deeply") from None
    found = outcome(key, operation, dtype_policy, node, None, symbols, held)
    if isinstance(found, Success):
        if any(None in symbol.shape for symbol in found.outputs):
            raise UnknownCostError("the size of what it returns is known only when it runs")
        return found
    reasons = "; ".join(problem.text for problem in found.problems)
    raise UnknownCostError(f"with these sizes Keras refuses it: {reasons}")


def called_alone(inputs: Sequence[Spec]) -> Node:
    """A call with these tensors, one positional argument each."""
    return Node("inner", tuple(TensorRef("x", index) for index in range(len(inputs))))
