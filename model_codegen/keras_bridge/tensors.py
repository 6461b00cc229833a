"""What Keras attaches to symbolic tensors: their masks, and the call that made them."""

from __future__ import annotations

from typing import Any


def mask_of(tensor: Any) -> Any:
    """The mask that travels with a tensor, or None (`keras/src/backend/common/masking.py`)."""
    return getattr(tensor, "_keras_mask", None)


def attach_mask(tensor: Any, mask: Any) -> None:
    """Let a mask travel with a tensor (`keras/src/backend/common/masking.py`)."""
    tensor._keras_mask = mask


def maker_of(tensor: Any) -> tuple[Any, list[Any]]:
    """The operation that made a tensor in its latest call, and the tensors that this call took.

    From the `KerasHistory` of `keras/src/ops/node.py`.
    """
    operation = tensor._keras_history.operation
    return operation, operation._inbound_nodes[-1].input_tensors
