"""Layers: made of their arguments, called on tensors."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen import catalogue
from model_codegen.analysis.application_models import given_names
from model_codegen.catalogue import ConfigError, Entry
from model_codegen.design.diagnostics import with_line
from model_codegen.design.graph import APPLICATIONS, INPUT_CLASS, Recorded
from model_codegen.design.recorded_structure import structure_of
from model_codegen.design.wording import quote
from model_codegen.importers.saved.saved_layers import LEGACY
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.layer_values import json_values, to_layer
from model_codegen.importers.source.keras import (
    custom_arguments,
    held_models,
    inner_names,
    placeholders,
)
from model_codegen.importers.source.keras.constructor_arguments import by_name, written_arguments
from model_codegen.importers.source.keras2_names import ARGUMENTS
from model_codegen.importers.source.keras_paths import activation
from model_codegen.importers.source.plain_values import is_listed, is_plain
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.value_trees import LEAVES, opened, snapshot, tree_leaves
from model_codegen.importers.source.values import (
    Array,
    Call,
    LayerMade,
    Model,
    Name,
    Tensor,
    Unknown,
    Value,
)

IGNORED = LEGACY | {"weights", "autocast", "input_shape", "batch_shape", "sparse", "name", "dtype",
                    "trainable"}  # fmt: skip
"""Arguments that a layer may be given and a design does not keep in its config."""


def make(
    reading: Reading, entry: Entry, args: list[Value], kwargs: dict[str, Value], line: int
) -> LayerMade:
    """Make a layer.

    Args:
        reading: The reading.
        entry: What it is.
        args: The constructor's arguments.
        kwargs: Its arguments by name.
        line: Where it is made.

    Raises:
        NotFollowed: If they are too many.
    """
    reading.budget.make()
    if len(args) == 3 and entry.path == "keras.layers.Conv2D" and kwargs.keys() & ARGUMENTS.keys():
        args = [args[0], (args[1], args[2])]  # Keras 1 took rows and columns of the kernel
    given = snapshot(reading.budget, by_name(entry.path, args, kwargs))
    if entry.is_application:
        return _application(reading, entry, given, line)
    known = entry.schema["properties"]
    for old, new in ARGUMENTS.items() if given.keys() & ARGUMENTS.keys() else ():
        if old in given and old not in known and new in known and new not in given:
            given[new] = given.pop(old)
    if "data_format" in known and (ordering := given.pop("dim_ordering", None)) is not None:
        given["data_format"] = "channels_first" if ordering == "th" else "channels_last"
    shape = _given_shape(given, known)
    class_name = catalogue.resolve(entry.path).__name__
    own = given.get("name")
    name, automatic = reading.names.choose(own, class_name)
    config: dict[str, Value] = {}
    for key, value in given.items():
        if key in known:
            config[key] = as_argument(value) if "activation" in key else value
        elif key not in IGNORED:
            config[key] = value
        elif key in LEGACY and value not in (None, False):
            reading.report.skip(f"{key}=", line)
    if isinstance(padding := config.get("padding"), str):
        config["padding"] = padding.lower()
    made = LayerMade(
        entry.path,
        name,
        automatic,
        config,
        reading.dtype_policy.used(reading.report) if given.get("dtype") is None else reading.policy,
        given.get("dtype"),
        line,
        trainable=given.get("trainable") is not False,
        given=shape,
        run=reading.position.run(),
        written=written_arguments(reading.position, entry.path, config),
    )
    if custom_arguments.keep(reading, made):
        return made
    if (held := _held(entry.path, config)) is not None:
        made.config = json_values(config)
        made.recorded, made.unread = Recorded((), 0, with_line(held, line)), Unknown(held, line)
        return made
    inner_names.made(reading, made)
    return made


def mistyped(
    reading: Reading,
    path: str,
    near: str,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
) -> LayerMade:
    """Make a layer that Keras does not have, with the arguments of the one that is nearly the same.

    It is drawn as it is written, and told there what was probably meant.

    Args:
        reading: The reading.
        path: What the text says.
        near: What it probably means.
        args: The constructor's arguments.
        kwargs: Its arguments by name.
        line: Where it is made.

    Raises:
        NotFollowed: If there are too many arguments.
    """
    reading.budget.make()
    given = snapshot(reading.budget, by_name(near, args, kwargs))
    name, automatic = reading.names.choose(given.pop("name", None), near.rpartition(".")[2])
    config = {
        key: as_argument(value) if "activation" in key else value
        for key, value in given.items()
        if key not in IGNORED
    }
    return LayerMade(path, name, automatic, config, reading.policy, given.get("dtype"), line)


def _held(path: str, config: Mapping[str, Value]) -> str | None:
    """Why a layer is a placeholder that holds a model or a layer of the text's own, if it does."""
    for name, value in config.items():
        if type(value) in LEAVES or held_models.can_hold(path, name, value):
            continue
        for leaf in tree_leaves(value) if "activation" not in name else ():
            model = leaf.model if isinstance(leaf, Instance) else leaf
            if isinstance(model, Model):
                kind = leaf.made.name if isinstance(leaf, Instance) else model.name
                return f"its `{name}` is {quote(kind)}, which is not one of Keras' own layers"
    return None


def _given_shape(
    given: dict[str, Value], known: Mapping[str, object]
) -> tuple[Value, ...] | Unknown | None:
    """The shape of its input, batch included, that a first layer is given, as in Keras 2."""
    batch = given.pop("batch_input_shape", None)
    if "batch_shape" not in known and given.get("batch_shape") is not None:
        batch = given.pop("batch_shape")
    if is_listed(batch):
        return tuple(batch)
    shape = given.pop("input_shape", None) if "input_shape" not in known else None
    if "input_dim" not in known and given.get("input_dim") is not None:
        dim = given.pop("input_dim")
        length = given.pop("input_length", None)
        shape = (dim,) if length is None else (length, dim)
    if type(shape) is int:
        shape = (shape,)
    if is_listed(shape):
        return (None, *shape)
    return shape if isinstance(shape, Unknown) else None


def as_argument(value: Value) -> Value:
    """An activation as a design has it: a function of Keras by its name."""
    if isinstance(value, Name):
        found = activation(value.path)
        return value if found is None else found
    return value


def _application(reading: Reading, entry: Entry, given: dict[str, Value], line: int) -> LayerMade:
    reading.budget.make_application()
    own = given.pop("name", None)
    tensor = given.pop("input_tensor", None)
    given.pop("dtype", None)
    weights = given.get("weights", "imagenet")
    if weights not in ("imagenet", None):
        reading.report.skip("weights=", line)
        given["weights"] = None
    if isinstance(given.get("classifier_activation"), Name):
        given["classifier_activation"] = as_argument(given["classifier_activation"])
    made = LayerMade(entry.path, "base", True, given, reading.policy, line=line)
    name = own if type(own) is str and own else None
    layer, problems = to_layer(made, reading.policy)
    try:
        reading.budget.spend(200)
        names = None if problems else given_names(layer, reading.policy)
    except ConfigError:
        names = None
    if names is not None:
        reading.names.counts.update(names.taken)
    made.name = name or (names.own if names else entry.auto_name)
    made.automatic = name is None
    if isinstance(tensor, Tensor):
        made.virtual = Tensor(reading.recording.call(made, (tensor,), {}, line))
    return made


def call(
    reading: Reading, made: LayerMade, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a layer.

    Args:
        reading: The reading.
        made: The layer.
        args: The arguments of the call.
        kwargs: Its arguments by name.
        line: Where it is called.

    Returns:
        Its tensor, or a tuple of them.

    Raises:
        NotFollowed: If it is given nothing that is known.
    """
    args, kwargs = (
        [opened(each, line) for each in args],
        {key: opened(each, line) for key, each in kwargs.items()},
    )
    leaves = tree_leaves([args, kwargs])
    if made.path == INPUT_CLASS:
        raise NotFollowed("an input is not called")
    has_tensor = any(isinstance(leaf, Tensor) for leaf in leaves)
    if not has_tensor and any(isinstance(leaf, Array) for leaf in leaves):
        return _on_constants(reading, made, args, kwargs)
    if not has_tensor and all(is_plain(leaf) for leaf in leaves):
        raise NotFollowed(f"`{made.name}` is called on no tensor")
    if made.given_own is not None and not made.calls:
        custom_arguments.record(reading, made, args, kwargs, line)
    if made.recorded is None and (reason := held_models.build(reading, made, args, line)):
        why = f"what it holds cannot be drawn: {reason}"
        made.recorded = Recorded((), 0, with_line(why, made.line))
        made.unread = Unknown(why, made.line)
        made.config = json_values(made.config)
    found = reading.recording.call(made, tuple(args), kwargs, line)
    if len(made.calls) == 1:
        inner_names.called(reading, made, found)
    count = _count(reading, made, found)
    results = [Tensor(found, index) for index in range(count)]
    structure = reading.structures.get(found)
    if made.recorded is not None:
        structure = structure_of(made.recorded)
    if structure is not None:
        return placeholders.arranged(structure, results)
    return results[0] if count == 1 else tuple(results)


def _on_constants(
    reading: Reading, made: LayerMade, args: list[Value], kwargs: dict[str, Value]
) -> Value:
    made.constant = True
    layer, _ = to_layer(made, reading.policy)
    found = tensor_shapes.constant_result(reading, layer, tuple(args), kwargs, made)
    if found is None:
        raise NotFollowed(f"what `{made.name}` makes of a constant is not known")
    results = [Array(symbol.spec()) for symbol in found]
    return results[0] if len(results) == 1 else tuple(results)


def _count(reading: Reading, made: LayerMade, found: Call) -> int:
    """How many tensors a call returns."""
    if made.recorded is not None:
        return placeholders.count(made.recorded)
    in_a_dict = any(isinstance(value, dict) for value in found.args)
    if not in_a_dict and not _returns_more(made.config) and not _returns_more(found.kwargs):
        return 1
    known = tensor_shapes.symbols(reading, found)
    if known is not None:
        return len(known)
    wrapped = made.config.get("layer")
    inner = wrapped if isinstance(wrapped, LayerMade) else made
    states = 2 if inner.path.endswith("LSTM") else 1
    if made.config.get("return_state") is True or inner.config.get("return_state") is True:
        return 1 + (2 * states if inner is not made else states)
    return 2


def _returns_more(arguments: Mapping[str, Value]) -> bool:
    for key, value in arguments.items():
        if key.startswith("return_") and key != "return_sequences" and value not in (None, False):
            return True
        if isinstance(value, LayerMade) and _returns_more(value.config):
            return True
    return False


def is_application(made: LayerMade) -> bool:
    """Whether a layer is a model of `keras.applications`."""
    return made.path.startswith(APPLICATIONS)
