"""The data that a text trains with, where they are some that can be chosen by name."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from model_codegen.datasets.bundled import bundled_entries
from model_codegen.datasets.generated import (
    complete_options,
    default_options,
    generated_entries,
    most_samples,
)
from model_codegen.datasets.keras_data import KERAS_DATA, LENGTH, WORDS, keras_data
from model_codegen.datasets.reading import describe
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, DataKind, Feed
from model_codegen.emitters.data_text.field_text import field_text
from model_codegen.emitters.namespace import Namespace, identifier
from model_codegen.importers.source.training.feed_reading import feeds_of
from model_codegen.proposals.ends import InputEnd, OutputEnd
from model_codegen.proposals.wiring import wired

MOST_NUMBERS = 20_000_000
"""Data of more numbers are not made to be looked at because a text was pasted."""


def read_data(
    module: ast.Module,
    inputs: list[InputEnd],
    outputs: list[OutputEnd],
    hot: Collection[str] = (),
) -> Data | None:
    """The data that a text loads, wired as its own lines say, or else as they would be proposed.

    Args:
        module: The text.
        inputs: Of its model.
        outputs: Of its model.
        hot: The heads whose loss takes labels as vectors with a single 1.

    Returns:
        None if it loads none that have a name here, or they do not fit the model.
    """
    for kind, name, options in _chosen(module):
        try:
            data = _described(kind, name, tuple(options.items()))
            feeds = feeds_of(module, data, field_text(data, Namespace()))
        except DataError:
            continue
        found = _own(data, feeds, inputs, outputs)
        if found is None and not _is_ours(module):
            found = _hot(wired(data, inputs, outputs), outputs, hot)
        if found is None:
            continue
        if len(found.inputs) == len(inputs) and len(found.targets) == len(outputs):
            return found
    return None


def own_split(module: ast.Module) -> float | None:
    """The part of the samples that our own source keeps to validate; None if it is not ours."""
    for function in module.body:
        if isinstance(function, ast.FunctionDef) and function.name == "load_data":
            for node in ast.walk(function):
                match node:
                    case ast.Call(
                        func=ast.Name(id="int"),
                        args=[ast.BinOp(op=ast.Mult(), right=ast.Constant(value=float() as part))],
                    ) if 0 < part < 1:
                        return part
    return None


@lru_cache(maxsize=16)
def _described(kind: DataKind, name: str, options: tuple[tuple[str, int | float], ...]) -> Data:
    return describe(kind, name, dict(options))


def _own(
    data: Data, feeds: Mapping[str, Feed], inputs: list[InputEnd], outputs: list[OutputEnd]
) -> Data | None:
    """The wiring of our own source, whose arrays are called as inputs and heads are."""
    x = {end.name: _variable(end.name, "x", len(inputs)) for end in inputs}
    y = {end.name: _variable(end.name, "y", len(outputs)) for end in outputs}
    if not {*x.values(), *y.values()} <= feeds.keys():
        return None
    weight = feeds.get("sample_weight", Feed(()))
    return replace(
        data,
        sample_weight=weight.fields[0] if len(weight.fields) == 1 and not weight.steps else None,
        inputs={name: feeds[variable] for name, variable in x.items()},
        targets={name: feeds[variable] for name, variable in y.items()},
    )


def _hot(data: Data, outputs: list[OutputEnd], hot: Collection[str]) -> Data:
    """The same with labels as vectors where a head learns such."""
    targets = dict(data.targets)
    for end in outputs:
        if end.name in hot and end.name in targets and end.units:
            step = {"step": "one_hot", "classes": end.units}
            before = targets[end.name]
            targets[end.name] = Feed(before.fields, (*before.steps, step))
    return replace(data, targets=targets)


def _is_ours(module: ast.Module) -> bool:
    """Whether a text has the function that our own has; what else is in it must not be guessed."""
    return any(
        isinstance(node, ast.FunctionDef) and node.name == "load_data" for node in module.body
    )


def _variable(name: str, single: str, count: int) -> str:
    return single if count == 1 else identifier(name, "values")


def _chosen(module: ast.Module) -> Iterator[tuple[DataKind, str, Config]]:
    """What a text may load, in the order in which it does."""
    bundled = {f"load_{entry.name}": entry.name for entry in bundled_entries()}
    defined = {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
    made = {entry.name for entry in generated_entries()} & defined
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        *path, last = _path(node.func) or [""]
        if last in bundled:
            yield "bundled", bundled[last], {}
        elif last in made and not path:
            options = _literals(node)
            if options.keys() <= default_options(last).keys():
                try:
                    found = complete_options(last, options)
                except DataError:
                    continue
                if found["samples"] <= most_samples(last, found, MOST_NUMBERS):
                    yield "generated", last, found
        elif last == "load_data" and path and path[-1] in KERAS_DATA:
            yield "keras", path[-1], _words(module, path[-1], _literals(node))


def _words(module: ast.Module, name: str, given: Config) -> Config:
    """The options of texts: with how many words they are loaded, and to what length cut."""
    if not keras_data(name).is_text:
        return {}
    found: Config = {WORDS: given["num_words"]} if type(given.get("num_words")) is int else {}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and (_path(node.func) or [""])[-1] == "pad_sequences":
            length = _literals(node).get("maxlen")
            if type(length) is int:
                found[LENGTH] = length
    return found


def _path(node: ast.expr) -> list[str] | None:
    """The names of `a.b.c`."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        before = _path(node.value)
        return None if before is None else [*before, node.attr]
    return None


def _literals(call: ast.Call) -> Config:
    """The keyword arguments that are numbers."""
    return {
        keyword.arg: keyword.value.value
        for keyword in call.keywords
        if keyword.arg
        and isinstance(keyword.value, ast.Constant)
        and type(keyword.value.value) in (int, float)
    }
