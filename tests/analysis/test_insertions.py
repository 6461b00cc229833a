"""Layers that may make tensors fit, before they are tried on the whole design."""

from __future__ import annotations

import pytest

from model_codegen.analysis.graph_analysis import GraphAnalyser
from model_codegen.analysis.insertions import insertions
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Layer
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

Shape = tuple[int | None, ...]


def titles(kind: str, *shapes: Shape) -> list[str]:
    """What may be inserted before a layer that joins inputs of these shapes."""
    names = [f"x{number}" for number, _ in enumerate(shapes)]
    inputs = {name: (inp(*shape),) for name, shape in zip(names, shapes, strict=True)}
    drawn = design({**inputs, "j": (layer(kind), names)}, names)
    graph = GraphAnalyser(drawn, MAIN, drawn.main, "float32", {}, frozenset())
    graph.run()
    join = drawn.main.operations["j"]
    assert isinstance(join, Layer)
    return [found.title for found in insertions(graph, "j", join)]


@pytest.mark.parametrize(
    ("kind", "shapes", "expected"),
    [
        ("Add", [(4,), (8,)], ["Insert a Dense(4) after `x1`"]),
        (
            "Concatenate",
            [(4, 4, 2), (8, 8, 3)],
            [
                "Insert a MaxPooling2D(pool_size=(2, 2)) after `x1`",
                "Insert a Cropping2D(cropping=((2, 2), (2, 2))) after `x1`",
                "Insert a Resizing to 4x4 after `x1`",
                "Insert an UpSampling2D(size=(2, 2)) after `x0`",
                "Insert a ZeroPadding2D(padding=((2, 2), (2, 2))) after `x0`",
                "Insert a Resizing to 8x8 after `x0`",
                "Insert a Flatten after each of `x0` and `x1`",
            ],
        ),
        (
            "Concatenate",
            [(4, 2), (6, 2), (4, 2)],
            [
                "Insert a Cropping1D(cropping=(1, 1)) after `x1`",
                "Insert a ZeroPadding1D(padding=(1, 1)) after each of `x0` and `x2`",
                "Insert a Flatten after each of `x0`, `x1` and `x2`",
            ],
        ),
        (
            "Concatenate",
            [(None, 2), (6, None, 2)],
            ["Insert a Flatten after each of `x0` and `x1`"],
        ),
    ],
)
def test_what_may_be_inserted_says_what_it_is_and_where(
    kind: str, shapes: list[Shape], expected: list[str]
) -> None:
    assert titles(kind, *shapes) == expected
