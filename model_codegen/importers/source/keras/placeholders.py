"""Layers that stand for what cannot be followed."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import with_line
from model_codegen.design.graph import Recorded, TensorSpec
from model_codegen.importers.source.drawing.layer_values import json_values
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import snapshot
from model_codegen.importers.source.values import LayerMade, Tensor, Unknown, Value


def placeholder(
    reading: Reading,
    path: str,
    config: Mapping[str, Value],
    args: list[Value],
    reason: str,
    line: int,
    spec: TensorSpec | None = None,
) -> Tensor:
    """Call a layer that stands for something that cannot be followed; returns its tensor.

    Args:
        reading: The reading.
        path: What it is called in the text.
        config: What it was made with.
        args: What it is called with.
        reason: Why it cannot be followed, as the end of a sentence.
        line: Where it stands.
        spec: What it returns, where that is known.
    """
    name, automatic = reading.names.choose(config.get("name"), path.rpartition(".")[2] or "layer")
    # What it takes does not tell what it returns.
    recorded = Recorded(() if spec is None else (spec,), 0, with_line(reason, line))
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


def imported_layer(
    reading: Reading, path: str, config: Mapping[str, Value], line: int
) -> LayerMade:
    """A layer of a class that the text imports from where people keep their own.

    Args:
        reading: The reading.
        path: The class: `"custom_layers.Antirectifier"`.
        config: What it is made with.
        line: Where.
    """
    reason = f"`{path}` is code that is not in this text"
    name, automatic = reading.names.choose(config.get("name"), path.rpartition(".")[2])
    config = snapshot(reading.budget, dict(config))
    own = {key: value for key, value in config.items() if key not in ("name", "trainable")}
    return LayerMade(
        path,
        name,
        automatic,
        json_values(own),
        reading.policy,
        line=line,
        trainable=config.get("trainable") is not False,
        recorded=Recorded((), 0, with_line(reason, line)),
        unread=Unknown(reason, line),
    )
