"""Arguments of calls, as a design has them."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Argument, Missing, Slice, TensorRef
from model_codegen.importers.source.drawing.call_nodes import Arranger, dtype_name
from model_codegen.importers.source.values import Call, Dim, Name, OpMade, Tensor, Unknown, Value

TENSOR = Tensor(Call(OpMade("keras.ops.add"), (), {}, 1, 7), 1)
REFERENCE = TensorRef("n7", 1)


def arranger() -> Arranger:
    return Arranger(lambda tensor: TensorRef(f"n{tensor.call.number}", tensor.index))


@pytest.mark.parametrize(
    ("value", "argument"),
    [
        (TENSOR, REFERENCE), ([TENSOR, 1], [REFERENCE, 1]), ((None, TENSOR), (None, REFERENCE)),
        ({1: TENSOR}, {"1": REFERENCE}), (slice(1, TENSOR), Slice(1, REFERENCE, None)), (..., ...),
        (range(3), [0, 1, 2]), (True, True), (Name("tensorflow.float32"), "float32"),
    ],
)  # fmt: skip
def test_an_argument_keeps_its_form(value: Value, argument: Argument) -> None:
    used = arranger()
    assert used.argument(value) == argument
    assert not used.problems


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (Unknown("it is read"), "it is read"), (2**64, "the number is too large"),
        (Dim(0), "the size of a batch"), (Name("keras.ops.add"), "`keras.ops.add` stands here"),
    ],
)  # fmt: skip
def test_what_a_design_cannot_hold_is_left_open(value: Value, problem: str) -> None:
    used = arranger()
    assert used.argument([value]) == [Missing()]
    assert used.problems[0].startswith(problem)


def test_a_name_of_a_dtype_is_told_from_others() -> None:
    assert dtype_name(Name("tensorflow.float32")) == "float32"
    assert dtype_name(Name("keras.float32")) is None
    assert dtype_name("float32") is None
