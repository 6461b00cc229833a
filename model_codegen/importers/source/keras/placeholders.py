"""Layers that stand for what cannot be followed."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import with_line
from model_codegen.design.graph import Recorded, TensorSpec
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.layer_values import json_values
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import snapshot, tree_leaves
from model_codegen.importers.source.values import LayerMade, Tensor, Unknown, Value


def placeholder(
    reading: Reading,
    path: str,
    config: Mapping[str, Value],
    args: list[Value],
    reason: str,
    line: int,
) -> Tensor:
    """Call a layer that stands for something that cannot be followed; returns its tensor.

    Args:
        reading: The reading.
        path: What it is called in the text.
        config: What it was made with.
        args: What it is called with.
        reason: Why it cannot be followed, as the end of a sentence.
        line: Where it stands.
    """
    name, automatic = reading.names.choose(config.get("name"), path.rpartition(".")[2] or "layer")
    recorded = Recorded((like_first(reading, args),), 0, with_line(reason, line))
    config = snapshot(reading.budget, dict(config))
    own = json_values({key: value for key, value in config.items() if key != "name"})
    made = LayerMade(
        path,
        name,
        automatic,
        own,
        reading.policy,
        line=line,
        recorded=recorded,
        unread=Unknown(reason, line),
    )
    return Tensor(reading.recording.call(made, tuple(args), {}, line))


def like_first(reading: Reading, tree: Value) -> TensorSpec:
    """Shape and dtype of the first tensor among some values."""
    first = next((leaf for leaf in tree_leaves(tree) if isinstance(leaf, Tensor)), None)
    found = None if first is None else tensor_shapes.spec(reading, first)
    return found or TensorSpec((None,), "float32")
