"""What was read anew, written as it was before where it means the same: operations and calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.analysis import pretrained_weights
from model_codegen.catalogue import ConfigError
from model_codegen.catalogue.signatures import function_signature
from model_codegen.design.config_values import Config
from model_codegen.design.custom_code import read_code
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, Node, Op, Operation, Pretrained
from model_codegen.equivalence.normal_expressions import normal_expressions
from model_codegen.equivalence.normal_layer import normal_layer
from model_codegen.equivalence.sameness import same_call, same_operation
from model_codegen.equivalence.untupled import untupled

_UNSAID = object()


def kept_spelling(
    old: Design,
    new: Design,
    before: Operation | None,
    after: Operation,
    *,
    inside: bool,
    frozen: bool = False,
) -> Operation:
    """The operation of the new design: the old one if that means the same, else what it can keep.

    Every argument that says what it said keeps its spelling and its place, so that a change of
    one changes no other. Imports Keras.

    Args:
        old: The design that `before` is of.
        new: The design that `after` is of.
        before: What stood in its place; None if there was nothing.
        after: What was read.
        inside: Whether it is in a block.
        frozen: Whether it is in blocks only that are frozen, where `trainable` says nothing.
    """
    if before is None:
        return after
    if same_operation(old, new, before, after, inside=inside, frozen=frozen) and (
        # A dtype that was not said is another one under another policy.
        old.dtype_policy == new.dtype_policy
        or same_operation(new, new, before, after, inside=inside, frozen=frozen)
    ):
        return before
    if not isinstance(before, Layer) or not isinstance(after, Layer):
        return after
    return _merged(old, new, before, after, inside=inside, frozen=frozen)


def kept_arguments(before: Config, after: Config, parameters: Config) -> Config:
    """The arguments of a block, as they were where they say the same.

    What its parameter says anyway is in no source, whether it was set or not.

    Args:
        before: Those of the block that stood in its place.
        after: Those that were read.
        parameters: The parameters of its definition that was read, with their defaults.
    """
    was, now = (
        untupled(normal_expressions({**parameters, **arguments})) for arguments in (before, after)
    )
    kept = {}
    for name in dict.fromkeys((*before, *after)):
        same = repr(was.get(name, _UNSAID)) == repr(now.get(name, _UNSAID))  # 4.0 is not 4
        source = before if same else after
        if name in source:
            kept[name] = source[name]
    return kept


def kept_call(operations: Mapping[str, Operation], before: Node, after: Node) -> Node:
    """The call of the new design: the old one if it hands over the same, else written like it.

    Args:
        operations: What the graph calls.
        before: The call that stood in its place.
        after: What was read.
    """
    if same_call(operations, before, after):
        return before
    operation = operations.get(after.operation)
    if before.operation != after.operation or not isinstance(operation, Op):
        return after
    try:
        signature = function_signature(operation.function)
        was, now = (signature.bind(*n.args, **n.kwargs).arguments for n in (before, after))
    except (TypeError, ConfigError):
        return after
    placed = [*signature.parameters][: len(before.args)]
    if not {*placed} <= {*now}:
        return after
    named = [name for name in dict.fromkeys((*before.kwargs, *now)) if name in now]
    told = {
        name: was[name] if name in was and untupled(was[name]) == untupled(value) else value
        for name, value in now.items()
    }
    kept = Node(
        after.operation,
        tuple(told[name] for name in placed),
        {name: told[name] for name in named if name not in placed},
    )
    return kept if same_call(operations, kept, after) else after


def kept_pretrained(
    old: tuple[Pretrained, ...], new: tuple[Pretrained, ...]
) -> tuple[Pretrained, ...]:
    """Where the weights of a graph come from, as the old one told it if it means the same.

    Args:
        old: What the old graph tells.
        new: What the new graph tells.
    """
    normal = [
        [normal_layer(pretrained_weights.maker(source), "float32") for source in sources]
        for sources in (old, new)
    ]
    return old if normal[0] == normal[1] else new


def _merged(
    old: Design, new: Design, before: Layer, after: Layer, *, inside: bool, frozen: bool
) -> Layer:
    was = normal_layer(before, old.dtype_policy, read_code(old.code))
    now = normal_layer(after, new.dtype_policy, read_code(new.code))
    if was.class_name != now.class_name:
        return after
    told = before.dtype is not None or old.dtype_policy == new.dtype_policy
    config = {}
    for name in dict.fromkeys((*before.config, *after.config)):
        same = was.config.get(name, _UNSAID) == now.config.get(name, _UNSAID)
        source = before.config if same else after.config
        if name in source:
            config[name] = source[name]
    kept = replace(
        after,
        class_name=before.class_name,
        config=config,
        dtype=before.dtype if was.dtype == now.dtype and told else after.dtype,
        trainable=before.trainable if frozen else after.trainable,
    )
    if inside and now.class_name == INPUT_CLASS:
        kept = replace(kept, name=before.name)  # no code and no canvas shows it
    # Arguments may depend on one another.
    alike = same_operation(new, new, kept, after, inside=inside, frozen=frozen)
    return kept if alike else after
