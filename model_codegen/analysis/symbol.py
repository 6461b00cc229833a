"""`Symbol`: what the analysis knows of a tensor, as a hashable value that needs no Keras."""

from __future__ import annotations

from typing import Any, NamedTuple

from model_codegen.analysis.analysis_result import TensorSpec
from model_codegen.keras_bridge.tensors import attach_mask, mask_of


class Symbol(NamedTuple):
    """A `KerasTensor` as a value: all that the result of a call can depend on.

    Attributes:
        shape: As `KerasTensor.shape`.
        dtype: As `KerasTensor.dtype`.
        sparse: As `KerasTensor.sparse`.
        ragged: As `KerasTensor.ragged`.
        mask: The mask that Keras attached to the tensor, such as `Embedding(mask_zero=True)` does.
    """

    shape: tuple[int | None, ...]
    dtype: str
    sparse: bool = False
    ragged: bool = False
    mask: Symbol | None = None

    def spec(self) -> TensorSpec:
        """What of it is shown to people."""
        return TensorSpec(self.shape, self.dtype)


def of_tensor(tensor: Any) -> Symbol:
    """Read a `KerasTensor` and the mask attached to it."""
    mask = mask_of(tensor)
    return Symbol(
        tuple(tensor.shape),
        tensor.dtype,
        tensor.sparse,
        tensor.ragged,
        None if mask is None else of_tensor(mask),
    )


def to_tensor(symbol: Symbol) -> Any:
    """Make a fresh `KerasTensor`, with its mask."""
    import keras

    tensor = keras.KerasTensor(
        symbol.shape, dtype=symbol.dtype, sparse=symbol.sparse, ragged=symbol.ragged
    )
    if symbol.mask is not None:
        attach_mask(tensor, to_tensor(symbol.mask))
    return tensor
