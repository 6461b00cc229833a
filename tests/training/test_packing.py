"""What is packed comes back as it was, and what is damaged says so."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

from model_codegen.training import packing
from model_codegen.training.failures import TrainingError

TREES: list[Any] = [
    None,
    {"a": [1, 2.5, "text", None, True], "b": {"c": (1, (2, [3]))}, "inf": float("inf")},
    [np.arange(6, dtype=np.float16).reshape(2, 3), np.array(True), np.array([], dtype=np.int64)],
    {"half": np.array([[1.5, -2]], dtype=ml_dtypes.bfloat16)},
]


@pytest.mark.parametrize("tree", TREES)
def test_a_tree_comes_back(tree: Any) -> None:
    again = packing.unpack(packing.pack(tree))
    assert flat(again) == flat(tree)


def test_a_number_of_numpys_comes_back_as_an_array() -> None:
    assert packing.unpack(packing.pack({"best": np.float32(0.5)}))["best"] == 0.5


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", packing.pack({"a": 1})[:-30]])
def test_damage_is_told_of(content: bytes) -> None:
    with pytest.raises(TrainingError, match=r"The state that was kept of this run is damaged\."):
        packing.unpack(content)


def test_nothing_is_pickled() -> None:
    with pytest.raises(TypeError, match="function cannot be packed"):
        packing.pack({"op": lambda: None})


def flat(tree: Any) -> Any:
    """With arrays as values that can be compared."""
    match tree:
        case np.ndarray():
            return (str(tree.dtype), tree.shape, tree.tobytes())
        case dict():
            return {key: flat(item) for key, item in tree.items()}
        case list() | tuple():
            return type(tree)(flat(item) for item in tree)
    return tree
