"""What was recorded of a placeholder, and whether it is about the tensors of a call."""

from __future__ import annotations

import pytest

from model_codegen.analysis.recorded_inputs import is_about
from model_codegen.design.graph import Recorded, TensorSpec

OUTPUTS = (TensorSpec((None, 4), "float32"),)


def specs(*shapes: tuple[int | None, ...]) -> tuple[TensorSpec, ...]:
    return tuple(TensorSpec(shape, "float32") for shape in shapes)


@pytest.mark.parametrize(
    ("was", "now", "fits"),
    [
        ([(None, 8)], [(None, 8)], True),
        ([(None, 8)], [(3, 8)], True),  # an open dimension takes every size
        ([(3, 8)], [(None, 8)], False),
        ([(None, 8)], [(None, 9)], False),
        ([(None, 8)], [(None, 8, 1)], False),
        ([(None, 8)], [(None, 8), (None, 8)], False),
        ([(None, 8), (None, 2)], [(None, 8), (None, 2)], True),
        ([], [(None, 1, 2, 3)], True),  # nothing tells
    ],
)
def test_shapes_tell(
    was: list[tuple[int | None, ...]], now: list[tuple[int | None, ...]], fits: bool
) -> None:
    assert is_about(Recorded(OUTPUTS, inputs=specs(*was)), specs(*now)) == fits


def test_dtypes_do_not() -> None:
    assert is_about(Recorded(OUTPUTS, inputs=specs((None, 8))), [TensorSpec((None, 8), "int32")])
