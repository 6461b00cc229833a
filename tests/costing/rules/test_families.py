"""The rules by family: no class has two, and calls worked out by hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from model_codegen.costing.call import Call, Parts, Spec, UnknownCostError
from model_codegen.costing.rules import (
    activations,
    attention,
    composites,
    convolution,
    dense,
    functions,
    linear_algebra,
    merging,
    movement,
    normalization,
    pooling,
    preprocessing,
    recurrent,
    reductions,
    regularization,
    wrappers,
)
from model_codegen.costing.rules.registry import find

FAMILIES = (
    *(
        activations,
        attention,
        composites,
        convolution,
        dense,
        functions,
        linear_algebra,
        merging,
        movement,
    ),
    *(normalization, pooling, preprocessing, recurrent, reductions, regularization, wrappers),
)


def parts(
    name: str,
    inputs: list[tuple[int, ...]],
    out: tuple[int, ...],
    weights: dict[str, tuple[int, ...]] | None = None,
    *,
    training: bool = False,
    **config: Any,
) -> Parts:
    path = f"keras.{name}" if name.startswith("ops.") else f"keras.layers.{name}"
    specs = tuple(Spec(shape) for shape in inputs)
    rule = find(path)
    assert rule is not None
    return rule(Call(path, config, specs, {}, specs, (Spec(out),), weights or {}, training))


def macs(found: Parts) -> int:
    return sum(row.macs for row in found.work)


def flops(found: Parts) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for row in found.work:
        counted[row.op] += row.flops
    return dict(counted)


def test_no_class_or_function_is_in_two_families() -> None:
    paths = Counter(path for family in FAMILIES for path in family.RULES)
    assert [path for path, count in paths.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "inputs", "out", "weights", "expected"),
    [
        ("Conv2D", [(1, 8, 8, 3)], (1, 6, 6, 5), {"kernel": (3, 3, 3, 5)}, 6 * 6 * 5 * 9 * 3),
        ("Conv1D", [(2, 8, 4)], (2, 8, 6), {"kernel": (3, 2, 6)}, 2 * 8 * 6 * 3 * 2),
        (
            "Conv2DTranspose",
            [(1, 4, 4, 3)],
            (1, 8, 8, 5),
            {"kernel": (2, 2, 5, 3)},
            4 * 4 * 3 * 4 * 5,
        ),
        ("DepthwiseConv2D", [(1, 8, 8, 3)], (1, 6, 6, 3), {"kernel": (3, 3, 3, 1)}, 108 * 9),
        (
            "SeparableConv2D",
            [(1, 8, 8, 3)],
            (1, 6, 6, 5),
            {"depthwise_kernel": (3, 3, 3, 2), "pointwise_kernel": (1, 1, 6, 5)},
            36 * 6 * 9 + 36 * 5 * 6,
        ),
    ],
)
def test_multiply_adds_of_a_convolution(
    name: str,
    inputs: list[tuple[int, ...]],
    out: tuple[int, ...],
    weights: dict[str, tuple[int, ...]],
    expected: int,
) -> None:
    assert macs(parts(name, inputs, out, weights)) == expected


def test_a_kernel_that_is_not_known_is_said() -> None:
    with pytest.raises(UnknownCostError, match="its kernel is not known"):
        parts("Conv2D", [(1, 8, 8, 3)], (1, 6, 6, 5))


def test_a_batch_normalization_folds_its_statistics_for_use_and_computes_them_in_training() -> None:
    weights = dict.fromkeys(("gamma", "beta", "moving_mean", "moving_variance"), (3,))
    use = flops(parts("BatchNormalization", [(2, 4, 3)], (2, 4, 3), weights))
    assert use == {"AddV2": 3 + 24, "Rsqrt": 6, "Mul": 6 + 24, "Sub": 3}
    training = flops(parts("BatchNormalization", [(2, 4, 3)], (2, 4, 3), weights, training=True))
    assert training["Mean"] == 48


def test_dropout_is_a_view_in_use() -> None:
    assert parts("Dropout", [(2, 4)], (2, 4), rate=0.5).view
    assert flops(parts("Dropout", [(2, 4)], (2, 4), rate=0.5, training=True))["Mul"] == 8


def test_an_einsum_multiplies_all_its_letters() -> None:
    row = dense.einsum("abc,cd->abd", (Spec((2, 3, 4)), Spec((4, 5))))
    assert (row.op, row.macs) == ("BatchMatMulV2", 2 * 3 * 4 * 5)
    assert dense.einsum("...x,xy->...y", (Spec((2, 3, 4)), Spec((4, 5)))).macs == 120
    with pytest.raises(UnknownCostError):
        dense.einsum("ab,bc->ac", (Spec((2, 3)),))


def test_merges_take_tensors_two_at_a_time() -> None:
    found = parts("Add", [(2, 4)] * 3, (2, 4))
    assert flops(found) == {"AddV2": 2 * 8}
    assert found.in_place
    assert parts("Add", [(2, 4)], (2, 4)).view


def test_a_lookup_computes_nothing_and_a_reshape_is_a_view() -> None:
    assert parts("Concatenate", [(2, 4)] * 2, (2, 8)).work == ()
    assert parts("Reshape", [(2, 4)], (2, 2, 2)).view
