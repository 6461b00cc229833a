"""Layers that stand for what cannot be followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.design.diagnostics import with_line
from model_codegen.design.graph import Recorded, Structure, TensorSpec
from model_codegen.design.recorded_structure import places, structure_of
from model_codegen.importers.source.drawing.layer_values import json_values
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import snapshot
from model_codegen.importers.source.values import LayerMade, Model, Tensor, Unknown, Value


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


def count(recorded: Recorded) -> int:
    """How many tensors a placeholder returns, as far as it is known.

    Args:
        recorded: What is known of it.
    """
    tree = structure_of(recorded)
    told = 0 if tree is None else sum(1 for _ in places(tree))
    return max(1, len(recorded.outputs), told)


def arranged(structure: Structure, results: list[Tensor]) -> Value:
    """The tensors of a call as it returns them.

    Args:
        structure: How it does.
        results: Its tensors.
    """
    if isinstance(structure, list):
        return tuple(arranged(item, results) for item in structure)
    if isinstance(structure, dict):
        return {key: arranged(item, results) for key, item in structure.items()}
    return results[structure]


def taken_apart(value: Value, wanted: Structure) -> Value:
    """What a placeholder returns, if a text takes it apart and nothing else tells its form.

    Args:
        value: What its call gave so far.
        wanted: The form in which the text takes it.

    Returns:
        Tensors in that form; the value as it is if it is anything else.
    """
    owner = untold(value)
    if not isinstance(value, Tensor) or owner is None or owner.recorded is None:
        return value
    found = structure_of(owner.recorded)
    if found is None:
        owner.recorded = replace(owner.recorded, structure=wanted)
        found = wanted
    return arranged(found, [Tensor(value.call, index) for index in range(count(owner.recorded))])


def entry_of(value: Value, key: str) -> Value:
    """What a placeholder returns under a key, if nothing else tells what it returns.

    Args:
        value: What its call gave so far.
        key: The key by which a text takes a part of it.
    """
    owner = untold(value)
    if not isinstance(value, Tensor) or owner is None or owner.recorded is None:
        return value
    found = structure_of(owner.recorded)
    told = found if isinstance(found, dict) else {}
    if found is None or (isinstance(found, dict) and key not in found):
        told = {**told, key: count(owner.recorded) if told else 0}
        owner.recorded = replace(owner.recorded, structure=told)
    number = told.get(key)
    return Tensor(value.call, number) if type(number) is int else value


def untold(value: Value) -> LayerMade | Model | None:
    """The placeholder whose whole result a value is, if nothing tells what that is.

    Args:
        value: Anything.
    """
    if not isinstance(value, Tensor) or value.index != 0:
        return None
    made = value.call.operation
    if not isinstance(made, (LayerMade, Model)) or made.recorded is None or made.recorded.outputs:
        return None
    return made
