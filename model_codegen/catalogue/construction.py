"""`construct`: from a document's `Layer` to a live Keras layer."""

from __future__ import annotations

import re
from contextlib import nullcontext
from functools import lru_cache
from typing import Any, Protocol

from model_codegen.catalogue.allowlist import ConfigError, resolve
from model_codegen.catalogue.config_validation import check_config
from model_codegen.catalogue.entry import Entry
from model_codegen.catalogue.store import load
from model_codegen.design.config_references import reference
from model_codegen.design.graph import Layer
from model_codegen.keras_bridge.applications import without_weights
from model_codegen.keras_bridge.dtype_policies import global_policy

_LONGEST_MESSAGE = 400
_INTERNAL = re.compile(
    r"<(?:class |function )?'?(?:[\w.]*\.)?(\w+)'?(?: object)?(?: at 0x[0-9a-f]+)?>"
)
_UNEXPECTED = re.compile(r"got an unexpected keyword argument '(\w+)'")
_SHAPES = ("shape", "batch_shape")
_NO_SHAPE = "`Input` needs `shape`: what one sample looks like, such as (784,)"
_MENTION = re.compile(r"[`'\"](\w+)[`'\"]|(\w+)=")


class Held(Protocol):
    """The design's operations as arguments of layers."""

    def inlined(self, config: Any) -> Any:
        """A config with the objects themselves, as config values, in place of references."""

    def live(self, operation_id: str) -> Any:
        """The live object that a reference means: always the same one."""


def construct(
    layer: Layer, dtype_policy: str, *, named: bool = True, held: Held | None = None
) -> Any:
    """Create the Keras layer that a document describes, unbuilt. Imports Keras.

    Args:
        layer: An operation of a design. For `keras.Input` the `InputLayer` is returned, for a model
            of `keras.applications` that model: built, with random weights whatever it asks for.
        dtype_policy: The design's policy; `layer.dtype` goes before it.
        named: Whether it is given the layer's name, or else keeps the one that Keras gives it.
        held: What `{"operation": id}` in its config means; None where there is none.

    Raises:
        ConfigError: If the class is not allowed or Keras refuses the arguments.
    """
    entry = _checked(layer, held)
    target = resolve("keras.layers.InputLayer" if entry.kind == "input" else entry.path)
    extra = {"name": layer.name} if named else {}
    if layer.dtype is not None:
        extra["dtype"] = layer.dtype
    policy = _policy(dtype_policy)
    with global_policy(policy), without_weights() if entry.is_application else nullcontext():
        made = _create(target, layer.config, extra, held)
        if not layer.trainable:
            made.trainable = False
        elif layer.trainable_layers is not None:
            for inner in made.layers[: max(0, len(made.layers) - layer.trainable_layers)]:
                inner.trainable = False
        return made


@lru_cache(maxsize=64)
def _policy(name: str) -> Any:
    import keras

    try:
        return keras.dtype_policies.get(name)
    except Exception as error:
        raise ConfigError("dtype", sentence(error)) from None


def decode(value: Any, held: Held | None = None, *, lists: bool = False) -> Any:
    """Turn a config value into what the constructor takes: objects are made, shapes are tuples.

    A list of numbers becomes a tuple, which Keras takes everywhere (and `TextVectorization` insists
    on); a list of texts, layers or cells stays a list.

    Args:
        value: A value of a config.
        held: As in `construct`.
        lists: Whether a list of numbers stays a list, too.

    Raises:
        ConfigError: If an object's class is not allowed or Keras refuses its arguments.
    """
    if isinstance(value, (list, tuple)):
        items = [decode(item, held, lists=lists) for item in value]
        return tuple(items) if not lists and all(map(_in_tuple, items)) else items
    if isinstance(value, dict):
        if held is not None and (operation_id := reference(value)) is not None:
            return held.live(operation_id)
        if isinstance(value.get("class_name"), str) and value.keys() <= {"class_name", "config"}:
            target = resolve(value["class_name"])
            if not isinstance(target, type):
                raise ConfigError(None, f"`{value['class_name']}` is no class")
            return _create(target, value.get("config") or {}, {}, held, lists)
        return {key: decode(item, held, lists=lists) for key, item in value.items()}
    return value


def _in_tuple(item: Any) -> bool:
    return item is None or isinstance(item, (int, float, tuple))


def _checked(layer: Layer, held: Held | None) -> Entry:
    catalogue = load()
    entry = catalogue.find(layer.class_name)
    if entry is None:
        resolve(layer.class_name)  # says why, if it is known
    if entry is None or entry.kind not in ("input", "layer"):
        raise ConfigError(None, f"`{layer.class_name}` is no layer that can stand by itself")
    config = layer.config if held is None else held.inlined(layer.config)
    for problem in check_config(catalogue, entry, config):
        raise ConfigError(problem.argument, problem.message)
    if entry.kind == "input" and all(layer.config.get(name) is None for name in _SHAPES):
        raise ConfigError("shape", _NO_SHAPE)
    if entry.is_application and layer.dtype is not None:
        text = f"`{entry.name}` has no dtype of its own: its layers follow the design's policy"
        raise ConfigError("dtype", text)
    if layer.trainable_layers is not None and not entry.is_application:
        text = f"`{entry.name}` is one layer, of which no last ones can be trained"
        raise ConfigError("trainable_layers", text)
    return entry


def _create(
    target: Any,
    config: dict[str, Any],
    extra: dict[str, Any],
    held: Held | None,
    lists: bool = False,
) -> Any:
    arguments = {name: decode(value, held, lists=lists) for name, value in config.items()}
    try:
        return target(**arguments, **extra)
    except ConfigError:
        raise
    except Exception as error:
        unexpected = _UNEXPECTED.search(str(error)) if isinstance(error, TypeError) else None
        if unexpected:
            name = unexpected.group(1)
            raise ConfigError(name, f"`{target.__name__}` has no argument `{name}`") from None
        message = sentence(error)
        raise ConfigError(_argument(message, {**config, **extra}), message) from None


def sentence(error: BaseException) -> str:
    """The message of an exception of Keras as one clean line, without internals."""
    text = _INTERNAL.sub(lambda match: match.group(1) or "", str(error))
    text = " ".join(text.split()) or type(error).__name__
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"


def _argument(message: str, config: dict[str, Any]) -> str | None:
    mentioned = (quoted or assigned for quoted, assigned in _MENTION.findall(message))
    return next((name for name in mentioned if name in config), None)
