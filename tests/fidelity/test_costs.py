"""Costs beside TensorFlow's profiler: a sample of what docs/cost.md has of all models."""

from __future__ import annotations

import pytest

from fidelity import cost_page, costs
from fidelity.cost_memory import peak
from fidelity.cost_rows import CostRow, compared
from fidelity.profiled import Profile
from fidelity.reference import Reference
from fidelity.subjects import Subject
from model_codegen import costing, gallery
from model_codegen.design.graph import Design
from tests.drafting import design, inp, layer, op

pytestmark = pytest.mark.keras

SAMPLE = design(
    {
        "image": (inp(8, 8, 3),),
        "conv": (layer("Conv2D", filters=4, kernel_size=3, activation="gelu"), "image"),
        "norm": (layer("BatchNormalization"), "conv"),
        "deep": (layer("DepthwiseConv2D", kernel_size=3, padding="same"), "norm"),
        "sum": (op("add"), "norm", "deep"),
        "pool": (layer("MaxPooling2D"), "sum"),
        "steps": (layer("Reshape", target_shape=[9, 4]), "pool"),
        "attention": (layer("MultiHeadAttention", num_heads=2, key_dim=4), "steps", "steps"),
        "scaled": (layer("LayerNormalization"), "attention"),
        "mean": (layer("GlobalAveragePooling1D"), "scaled"),
        "head": (layer("Dense", units=3, activation="softmax"), "mean"),
    },
    "image",
)

LOOP = design({"x": (inp(5, 4),), "lstm": (layer("LSTM", units=3), "x")})


def subject(drawn: Design) -> Subject:
    return Subject("sample", "kinds", drawn)


def test_a_model_of_many_kinds_has_the_profilers_figure() -> None:
    row = costs.counted(subject(SAMPLE))
    assert row.equal, row
    assert row.passed_over.keys() == {"Einsum", "Erfc"}
    assert CostRow.from_json(row.to_json()) == row


def test_a_loop_is_unrolled_for_the_profiler() -> None:
    row = costs.counted(subject(LOOP))
    assert row.equal, row
    assert row.looped is not None
    assert row.looped < row.profiler
    assert "unroll=True" in row.reasons[0]


def test_memory_is_what_the_allocator_had_in_use() -> None:
    drawn = gallery.load("digit_cnn")
    counted = costing.cost(drawn, 2).activation_bytes
    assert counted == peak(Reference(drawn).model, 2)


def test_a_difference_that_nobody_knows_is_told() -> None:
    dense = design({"x": (inp(4),), "dense": (layer("Dense", units=8), "x")})
    seen = Profile(100, {"MatMul": 99, "Neg": 1}, {}, {}, {})
    row = compared("sample", "networks", costing.cost(dense, 1), seen)
    assert not row.explained
    assert row.unexplained == {"AddV2": (8, 0), "MatMul": (64, 99), "Neg": (0, 1)}
    assert "**unexplained**: MatMul 64 and 99" in cost_page.table([row])
