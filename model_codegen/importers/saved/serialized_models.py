"""Reading serialized models: what they are, what is in them, how they name their tensors."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from model_codegen.design.errors import DesignError
from model_codegen.importers.saved import serialized_objects

MOST_LAYERS = 50_000
"""Most layers of a file, models inside included."""

DEEPEST = 32
"""How deep models may be nested in models."""

Serialized = Mapping[str, Any]


def is_model(value: Any) -> bool:
    """Whether a serialized object is a model with a graph of its own."""
    config = value.get("config") if isinstance(value, Mapping) else None
    if not isinstance(config, Mapping) or not isinstance(config.get("layers"), list):
        return False
    return not serialized_objects.is_keras(value, "keras.layers")  # such as `Pipeline`


def is_functional(value: Serialized) -> bool:
    """Whether a model's calls are recorded, as those of a Functional one are."""
    return "input_layers" in value["config"] and "output_layers" in value["config"]


def all_layers(value: Serialized, depth: int = DEEPEST) -> Iterator[Serialized]:
    """Every serialized layer of a model and of the models inside.

    Raises:
        DesignError: If they are nested too deeply.
    """
    if depth == 0:
        raise DesignError(f"This model holds models nested more than {DEEPEST} deep.")
    for layer in value["config"]["layers"]:
        if not isinstance(layer, Mapping):
            raise DesignError("This model's list of layers holds something that is no layer.")
        if is_model(layer):
            yield from all_layers(layer, depth - 1)
        else:
            yield layer


def checked_layers(config: Serialized) -> list[Serialized]:
    """The layers of a model.

    Raises:
        DesignError: If one of them is none.
    """
    for index, layer in enumerate(config["layers"]):
        if (
            not isinstance(layer, Mapping)
            or not isinstance(layer.get("class_name"), str)
            or not isinstance(layer.get("config"), Mapping)
        ):
            raise DesignError(f"This model is damaged: its layer number {index + 1} is no layer.")
    return [*config["layers"]]


def name_of(layer: Serialized, default: str) -> str:
    """The name of a layer."""
    name = layer.get("name") or layer["config"].get("name")
    return name if isinstance(name, str) and name else default


def names_in(value: Any) -> Iterator[str]:
    """The names of all layers and models of a file, as often as they stand there."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, Mapping):
            pending += item.values()
            if isinstance(item.get("class_name"), str) and isinstance(item.get("config"), Mapping):
                yield name_of(item, "")
        elif isinstance(item, (list, tuple)):
            pending += item


def inbound(layer: Serialized) -> list[Any]:
    """The calls of a layer."""
    calls = layer.get("inbound_nodes")
    return calls if isinstance(calls, list) else []


def counted_from_one(config: Serialized, models: Mapping[str, Serialized]) -> set[str]:
    """The nested models whose calls are numbered from one where outputs are listed.

    See `node_reindexing_map` in `keras/src/models/functional.py`. In files of Keras 2 all numbers
    of them begin at one, and those of Sequential models that know their input, too.

    Args:
        config: The config of the model that they are in.
        models: The nested models by name.
    """
    found = {name for name, model in models.items() if is_functional(model)}
    chains = {name: set[int]() for name in models if name not in found}
    if chains:
        for name, call in _histories([config["layers"], config["output_layers"]]):
            if name in chains:
                chains[name].add(call)
    for name, used in chains.items():
        if used and 0 not in used and max(used) >= len(inbound(models[name])):
            found.add(name)
    return found


def missing_input(config: Serialized, listed: list[Serialized]) -> Serialized:
    """The input layer of a chain that has none, with the shape if anything tells.

    Args:
        config: The chain's config.
        listed: Its layers.
    """
    first = listed[0]["config"] if listed else {}
    shape = config.get("build_input_shape") or first.get("batch_input_shape")
    shape = shape or first.get("batch_shape")
    known = {"batch_shape": shape} if isinstance(shape, list) else {}
    return {"class_name": "InputLayer", "config": known | {"name": "input_layer"}}


def unique(name: str, taken: Container[str]) -> str:
    """The name, with a number behind it if it is taken."""
    wanted, count = name, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    return name


def map_histories(tree: Any, function: Callable[[Any], Any]) -> Any:
    """The same tree with each history, `[layer name, call, output]`, replaced.

    Raises:
        DesignError: If there is anything else in it.
    """
    match tree:
        case [str(), _, _]:
            return function(tree)
        case list():
            return [map_histories(item, function) for item in tree]
        case dict():
            return {str(key): map_histories(item, function) for key, item in tree.items()}
    raise DesignError("This model is damaged: its inputs or outputs name no tensors.")


def _histories(value: Any) -> Iterator[tuple[str, int]]:
    """Everything that looks like a history."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            match item:
                case [str(name), int(call), _, *_]:
                    yield name, call
            pending += item
        elif isinstance(item, Mapping):
            pending += item.values()
