"""Feeds, read from the lines that our own source prepares data with."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace

from model_codegen.datasets.fed_facts import fed_facts
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, Feed
from model_codegen.emitters.data_text.field_expressions import FieldText


def feeds_of(module: ast.Module, data: Data, text: FieldText) -> dict[str, Feed]:
    """What the variables of `load_data` hold, as far as they are fields and steps.

    Args:
        module: The text.
        data: The data that it loads.
        text: How our own source reads their fields.
    """
    fields = {
        ast.dump(ast.parse(expression, mode="eval").body): name
        for name, expression in text.fields.items()
    }
    functions = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name == "load_data"
    ]
    reader = _Reader(fields)
    for function in functions[:1]:
        for node in function.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    reader.assign(name, value)
    return {name: _plain(feed, data) for name, feed in reader.feeds.items()}


def _plain(feed: Feed, data: Data) -> Feed:
    """A feed without the last conversion, where it is made anyway."""
    steps = feed.steps
    if steps and steps[-1].get("step") == "cast":
        shorter = replace(feed, steps=steps[:-1])
        for target in (False, True):
            try:
                if fed_facts(shorter, data.fields, target=target).dtype == steps[-1]["dtype"]:
                    return shorter
            except DataError:
                continue
    return feed


class _Reader:
    """Variables and what they hold, line after line.

    Args:
        fields: Fields by what `ast.dump` says of their expressions.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self.feeds: dict[str, Feed] = {}

    def assign(self, name: str, value: ast.expr) -> None:
        """Follow one assignment."""
        found = self._feed(value)
        if found is None:
            self.feeds.pop(name, None)
        else:
            self.feeds[name] = found

    def _feed(self, node: ast.expr) -> Feed | None:
        field = self._fields.get(ast.dump(node))
        if field is not None:
            return Feed((field,))
        match node:
            case ast.Name(id=name):
                return self.feeds.get(name)
            case ast.BinOp(
                left=left, op=ast.Div(), right=ast.Constant(value=int() | float() as by)
            ):
                before = self._feed(left)
                return None if before is None else _with(_unconverted(before), step="scale", by=by)
            case ast.Call():
                return self._call(node)
            case ast.Subscript():
                return self._item(node)
        return None

    def _call(self, node: ast.Call) -> Feed | None:
        match node:
            case ast.Call(func=ast.Name(id="resize"), args=[values, height, width]):
                return self._then(values, step="resize", size=_whole([height, width]))
            case ast.Call(func=ast.Name(id="standardize"), args=[values, _]):
                return self._then(values, step="standardize")
            case ast.Call(
                func=ast.Attribute(value=values, attr="reshape"),
                args=[ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)), *shape],
            ):
                return self._then(values, step="reshape", shape=_whole(shape))
            case ast.Call(
                func=ast.Attribute(value=values, attr="astype"),
                args=[ast.Constant(value=str() as dtype)],
            ):
                return self._then(values, step="cast", dtype=dtype)
            case ast.Call(func=ast.Attribute(attr="column_stack"), args=[ast.List(elts=elements)]):
                found = [self._feed(element) for element in elements]
                if any(feed is None or feed.steps for feed in found):
                    return None
                return Feed(tuple(name for feed in found if feed for name in feed.fields))
        return None

    def _item(self, node: ast.Subscript) -> Feed | None:
        match node:
            case ast.Subscript(
                value=values,
                slice=ast.Tuple(elts=[ast.Constant(value=last), ast.Attribute(attr="newaxis")]),
            ) if last is ...:
                return self._then(values, step="add_channel")
            case ast.Subscript(
                value=ast.Call(
                    func=ast.Attribute(attr="eye"), args=[ast.Constant(value=int() as classes)]
                ),
                slice=labels,
            ):
                return self._then(labels, step="one_hot", classes=classes)
            case ast.Subscript(
                value=values,
                slice=ast.Tuple(elts=[ast.Slice() as every, ast.List(elts=places)]),
            ):
                columns = [
                    self._feed(
                        ast.Subscript(values, ast.Tuple([every, place], ast.Load()), ast.Load())
                    )
                    for place in places
                ]
                names = [name for feed in columns if feed for name in feed.fields]
                return Feed(tuple(names)) if len(names) == len(places) else None
        return None

    def _then(self, values: ast.expr, **step: object) -> Feed | None:
        before = self._feed(values)
        return None if before is None or None in step.values() else _with(before, **step)


def _with(feed: Feed, **step: object) -> Feed:
    return replace(feed, steps=(*feed.steps, dict(step)))


def _unconverted(feed: Feed) -> Feed:
    """A feed without the conversion to float32 that scaling begins with."""
    converted: Config = {"step": "cast", "dtype": "float32"}
    return replace(feed, steps=feed.steps[:-1]) if feed.steps[-1:] == (converted,) else feed


def _whole(nodes: list[ast.expr]) -> list[int] | None:
    found = [n.value for n in nodes if isinstance(n, ast.Constant) and type(n.value) is int]
    return [n for n in found if isinstance(n, int)] if len(found) == len(nodes) else None
