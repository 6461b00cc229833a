"""A drawing with a repeated block and one with an argument, for whatever has to expand it."""

from __future__ import annotations

from model_codegen.design.graph import Design, ModelGraph
from tests.drafting import block, design, given, graph, inp, layer


def wide(size: int | None = None) -> ModelGraph:
    """Two layers that end `units` wide; `size` features go in, by default as many."""
    return graph(
        {
            "x": (inp(given("units") if size is None else size),),  # type: ignore[arg-type]
            "a": (layer("Dense", units=given("4 * units")), "x"),
            "b": (layer("Dense", units=given("units")), "a"),
        },
        name="wide",
        parameters={"units": 8},
    )


def drawing() -> Design:
    """Three instances in a row, and one with another width."""
    return design(
        {
            "x": (inp(8),),
            "b": (block("wide", repeat=3), "x"),
            "p": (layer("Dense", units=16), "b"),
            "c": (block("wide", units=16), "p"),
        },
        models={"wide": wide()},
    )
