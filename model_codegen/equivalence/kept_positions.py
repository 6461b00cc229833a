"""Where the calls of a design stand on the canvas, once code was read anew."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.graph import Design, ModelGraph
from model_codegen.equivalence.kept_notes import Told


def kept_positions(
    graphs: Mapping[str, ModelGraph], old: Design, new: Design, told: Mapping[str, Told | None]
) -> dict[str, dict[str, tuple[float, float]]]:
    """Where the calls stood, or else where the new design puts them; in canvas pixels, by graph.

    Args:
        graphs: The graphs of the result.
        old: The design that was there before.
        new: The design that was read.
        told: By graph of the result: where it comes from; None if it is of the old design.
    """
    found = {}
    for kept, graph in graphs.items():
        source = told.get(kept)
        own = {} if source is None else new.positions.get(source.source, {})
        ids = {} if source is None else source.ids
        moved = {ids[key]: at for key, at in own.items() if key in ids}
        places = {**moved, **old.positions.get(kept, {})}
        if places := {key: at for key, at in places.items() if key in graph.nodes}:
            found[kept] = places
    return found
