"""From a serialized config to the few arguments that a person would write.

Keras' configs name every argument. Which of them say something is asked of Keras itself: an
argument may go, or be written shorter, if the object that is made then has the same config.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.call_evaluation import live
from model_codegen.catalogue.construction import decode
from model_codegen.catalogue.held_objects import ANY_LAYER
from model_codegen.design.config_references import occurrences
from model_codegen.design.graph import Argument, Layer, TensorRef, TensorSpec
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved import serialized_objects
from model_codegen.importers.saved.serialized_models import is_model
from model_codegen.importers.saved.serialized_objects import FUNCTION_MODULES
from model_codegen.keras_bridge.automatic_names import auto_name
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope

Config = dict[str, Any]

SETTLED = ("attention_axes", "axis")
"""Arguments in whose place `build` puts what they come to: -1 becomes `[-1]`, None all axes."""


@dataclass(frozen=True)
class Given:
    """What a layer was called with: its arguments, and what is known of the tensors among them."""

    args: list[Argument]
    kwargs: dict[str, Argument]
    specs: Mapping[TensorRef, TensorSpec]


Hold = Callable[[Mapping[str, Any]], Any]
"""Gives what stands in a config for a serialized layer or model, such as a reference; None where it
stands there itself."""


def plain(value: Any, policy: str, argument: str = "", hold: Hold | None = None) -> Any:
    """Turn a serialized value into a document's: JSON, with objects as `class_name` and `config`.

    Args:
        value: A value of a serialized config.
        policy: The design's dtype policy; a wrapped layer's own is kept where it differs.
        argument: The argument it belongs to.
        hold: Tells of layers and models; None where there is no design for them.

    Raises:
        Unrepresentable: If it holds code or a class that is not Keras' own.
    """
    if isinstance(value, (list, tuple)):
        return [plain(item, policy, argument, hold) for item in value]
    if not isinstance(value, Mapping):
        return value
    name = value.get("class_name")
    if not isinstance(name, str):
        return {key: plain(item, policy, argument, hold) for key, item in value.items()}
    config = value.get("config")
    if name in serialized_objects.POLICIES:
        return serialized_objects.policy_name(value)
    if name in ("__numpy__", "__tensor__") and isinstance(config, Mapping):
        return serialized_objects.numbers_of(config.get("value"))
    if name == "SeedGenerator" and isinstance(config, Mapping):
        return config.get("seed")
    module = value.get("module")
    if name == "function" and isinstance(config, str) and module in FUNCTION_MODULES:
        return config
    if name.startswith("__") or name == "function":
        raise Unrepresentable(f"`{argument}` holds Python code")
    if hold is not None and (found := hold(value)) is not None:
        return found
    own = config if isinstance(config, Mapping) else {}
    return _object(value, name, own, policy, argument, hold)


def _object(
    value: Mapping[str, Any],
    name: str,
    config: Mapping[str, Any],
    policy: str,
    argument: str,
    hold: Hold | None,
) -> dict[str, Any]:
    home = value.get("module") or serialized_objects.home_of(argument)
    if not isinstance(home, str) or not serialized_objects.is_keras(value, home):
        raise Unrepresentable(f"`{argument}` is `{name}`, which is not one of Keras' own classes")
    path = f"{home}.{name}"
    is_layer = home == "keras.layers"
    entry = catalogue.find(path) if is_layer else None
    # A wrapper may set more on a layer than its constructor takes.
    known = config if entry is None else entry.schema["properties"]
    given = {
        key: item
        for key, item in config.items()
        if key in known and not (is_layer and key in serialized_objects.LAYER_FIELDS)
    }
    full = {key: plain(item, policy, key, with_copies(hold)) for key, item in given.items()}
    kept = referring(minimal(path, full, policy), given, policy, hold)
    if is_layer:
        kept |= serialized_objects.own_fields(name, config, policy)
    return {"class_name": path, "config": kept}


def with_copies(hold: Hold | None) -> Hold | None:
    """What to read a config with where Keras is asked about it, which takes no references.

    Layers stand there as copies, and something stands for models.

    Args:
        hold: As for `plain`.
    """
    return None if hold is None else lambda value: ANY_LAYER if is_model(value) else None


def referring(kept: Config, given: Mapping[str, Any], policy: str, hold: Hold | None) -> Config:
    """A minimal config with references to what the design holds.

    Args:
        kept: The config, with copies.
        given: Its arguments, as they are serialized.
        policy: The design's dtype policy.
        hold: As for `plain`.
    """
    if hold is None:
        return kept
    named = {key: plain(given[key], policy, key, hold) for key in kept if key in given}
    return {key: named[key] if occurrences(named.get(key)) else kept[key] for key in kept}


def minimal(path: str, full: Mapping[str, Any], policy: str, given: Given | None = None) -> Config:
    """The arguments of a config that differ from what Keras takes without them.

    Args:
        path: Public path of a class of Keras.
        full: Its complete config, in the document's form.
        policy: The design's dtype policy.
        given: What the layer was called with when its config was taken, where that is known.
    """
    if given is not None and is_settled(full):
        with symbolic_scope(policy):
            return _search(path, dict(full), policy, given)
    try:
        text = json.dumps(full, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return dict(full)
    kept: Config = json.loads(_minimal(path, text, policy))
    return {name: kept[name] for name in full if name in kept}


def is_settled(config: Mapping[str, Any]) -> bool:
    """Whether `build` may have changed a config, so that it depends on the layer's input."""
    return any(isinstance(config.get(name), list) for name in SETTLED)


@lru_cache(maxsize=4096)
def _minimal(path: str, text: str, policy: str) -> str:
    full: Config = json.loads(text)
    with symbolic_scope(policy):
        return json.dumps(_search(path, full, policy))


def _search(path: str, full: Config, policy: str, given: Given | None = None) -> Config:
    def same(config: Config) -> bool:
        made = complete(path, config, policy, given)
        return made is not None and all(made.get(name) == full[name] for name in full)

    required = _required(path)
    bare = {name: value for name, value in full.items() if name in required}
    # What is taken by itself is asked once for each class; built layers depend on their inputs.
    known = None if given is not None else _TAKEN.get((path, policy))
    if known is None:
        known = complete(path, bare, policy, given)
        if given is None and known is not None:
            _TAKEN[path, policy] = known
    kept = full
    if known is not None:
        differing = {n: v for n, v in full.items() if n in required or known.get(n) != v}
        # Most often everything can be written in its shortest way, which is one question to Keras.
        short = {name: next(_shorter(name, v), v) for name, v in differing.items()}
        if same(short):
            return _without_derived(path, short, known, same)
        if same(differing):
            kept = differing
    for name in list(kept):
        if name not in required:
            without = {other: value for other, value in kept.items() if other != name}
            if same(without):
                kept = without
                continue
        for shorter in _shorter(name, kept[name]):
            if same(kept | {name: shorter}):
                kept = kept | {name: shorter}
                break
    return kept


_TAKEN: dict[tuple[str, str], Config] = {}
"""By class and policy: the complete config of an object with required arguments only."""


def _without_derived(
    path: str, kept: Config, known: Config, same: Callable[[Config], bool]
) -> Config:
    """Leave out what differs from what Keras takes by itself, and yet follows from the rest.

    An argument that is None by default may be recorded as anything: `MultiHeadAttention` takes
    `key_dim` for `value_dim`. Any other default is what Keras takes, and that is known to differ.

    Args:
        path: Public path of a class of Keras.
        kept: Arguments that differ from it, and those that are required.
        known: What is recorded with required arguments only.
        same: Whether a config makes what is wanted.
    """
    required = _required(path)
    for name in list(kept):
        derived = _default(path, name) is None and known.get(name) is not None
        if name not in required and derived:
            without = {other: value for other, value in kept.items() if other != name}
            kept = without if same(without) else kept
    return kept


def _shorter(name: str, value: Any) -> Iterator[Any]:
    """Other ways to write a value, such as 3 for `[3, 3]` and `"he_normal"` for its object."""
    if serialized_objects.is_plain_object(value) and not value.get("config"):
        yield auto_name(value["class_name"].rpartition(".")[2])
    if isinstance(value, list) and value:
        numbers = value
        while all(isinstance(item, list) and item for item in numbers):
            numbers = [number for item in numbers for number in item]
        if all(type(number) is int for number in numbers) and len({*numbers}) == 1:
            yield numbers[0]
        if all(isinstance(item, list) and len({*map(str, item)}) == 1 for item in value):
            yield [item[0] for item in value]


@lru_cache(maxsize=1024)
def _default(path: str, name: str) -> Any:
    """What a constructor takes where an argument is not given; None if that cannot be seen."""
    try:
        parameter = inspect.signature(catalogue.resolve(path)).parameters[name]
    except (catalogue.ConfigError, KeyError, TypeError, ValueError):
        return None
    return None if parameter.default is inspect.Parameter.empty else parameter.default


def _required(path: str) -> frozenset[str]:
    entry = catalogue.find(path)
    return frozenset(entry.schema.get("required", ()) if entry else ())


def complete(path: str, config: Config, policy: str, given: Given | None = None) -> Config | None:
    """The complete config of what Keras makes of a config, in the document's form.

    Args:
        path: Public path of a class of Keras.
        config: Some of its arguments.
        policy: The global dtype policy.
        given: What it is called with, to have it built; must be in a symbolic scope then.

    Returns:
        All of them; None if Keras refuses.
    """
    import keras

    try:
        if path.startswith("keras.layers."):
            made = _layer(path, config, policy)
            if given is not None:
                _build(made, given)
        else:
            made = decode({"class_name": path, "config": config})
        serialized = keras.saving.serialize_keras_object(made)["config"]
        fields = serialized_objects.LAYER_FIELDS if path.startswith("keras.layers.") else ()
        return {
            name: plain(value, policy, name)
            for name, value in json.loads(json.dumps(serialized)).items()
            if name not in fields
        }
    except Exception:  # whatever Keras raises for a config that it does not take
        return None


def _build(layer: Any, given: Given) -> None:
    import keras

    def fill(leaf: Any) -> Any:
        if isinstance(leaf, TensorRef):
            return keras.KerasTensor(given.specs[leaf].shape, given.specs[leaf].dtype)
        return leaf

    layer(*live(given.args, fill), **live(given.kwargs, fill))


def _layer(path: str, config: Config, policy: str) -> Any:
    entry = catalogue.find(path)
    if entry is not None and entry.kind == "cell":
        return decode({"class_name": path, "config": config})
    return catalogue.construct(Layer(path, "layer", config), policy)
