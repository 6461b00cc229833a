"""Definitions that one function or class of a text made, with its parameters as theirs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.expressions import KEY
from model_codegen.design.graph import Design, Layer, ModelGraph, Operation, SubModel
from model_codegen.importers.source.provenance import filled, names_in
from model_codegen.importers.source.values import Run, Value

Json: TypeAlias = "bool | int | float | str | list[Json] | None"

_NAMES = frozenset({"self", "name", "names", "dtype", "trainable"})
"""Parameters that are no part of a config."""


@dataclass(eq=False)
class Lift:
    """What the function that made a definition was given, and what came of it.

    Attributes:
        run: The run that made the first of its models.
        written: By operation: its arguments that are arithmetic over the function's parameters.
        runs: By instance of a definition in it: the run that made that one.
        given: What each run was given whose model the definition is.
    """

    run: Run
    written: Mapping[str, Mapping[str, str]]
    runs: Mapping[str, Run]
    given: list[Mapping[str, Value]] = field(default_factory=list)


@dataclass(eq=False)
class BlockParameters:
    """The parameters of all definitions of a design on its way.

    Attributes:
        lifts: By definition, each after those that it is made of.
        runs: By graph (empty for the design's own) and instance of a definition: what made it.
    """

    lifts: dict[str, Lift] = field(default_factory=dict)
    runs: dict[str, Mapping[str, Run]] = field(default_factory=dict)
    _kept: dict[str, Config] = field(default_factory=dict)

    def lifted(
        self, graph: ModelGraph, written: Mapping[str, Mapping[str, str]], runs: Mapping[str, Run]
    ) -> ModelGraph:
        """The graph with all that may depend on parameters in their terms, to compare it."""
        operations: dict[str, Operation] = {}
        for key, operation in graph.operations.items():
            if isinstance(operation, Layer) and key in written:
                operation = replace(operation, config=_with(operation.config, written[key]))
            if isinstance(operation, SubModel) and operation.model in self.lifts and key in runs:
                run = runs[key]
                arguments = {
                    name: {KEY: run.written[name]} if name in run.written else plain(value)
                    for name, value in run.given.items()
                    if _is_plain(name, value)
                }
                operation = replace(operation, arguments=arguments)
            operations[key] = operation
        return replace(graph, operations=operations)

    def applied(self, design: Design) -> Design:
        """The design with the parameters that say something.

        A parameter does if something depends on it, and the function has a default for it, or its
        uses differ in it. One that has a default and that the function never mentions is kept too:
        it was declared for what is still to be drawn.
        """
        models = dict(design.models)
        for key in models:
            if key in self.lifts:
                self._kept[key] = self._parameters(models[key], self.lifts[key])
        if not any(self._kept.values()):
            return design
        for key, graph in models.items():
            models[key] = self._graph(key, graph)
        main = self._graph(MAIN, design.main)
        operations = {
            key: self._instance("", key, operation) for key, operation in design.operations.items()
        }
        return replace(design, main=main, models=models, operations=operations)

    def _parameters(self, graph: ModelGraph, lift: Lift) -> Config:
        """The parameters of a definition that are kept, with their defaults."""
        used: dict[str, None] = {}
        for key, said in lift.written.items():
            operation = graph.operations.get(key)
            if isinstance(operation, Layer):
                texts = _fitting(operation.config, said).values()
                used |= dict.fromkeys(name for text in texts for name in names_in(text))
        for key, run in lift.runs.items():
            operation = graph.operations.get(key)
            if isinstance(operation, SubModel):
                for name in self._kept.get(operation.model, {}):
                    used |= dict.fromkeys(names_in(run.written.get(name, "0")))
        defaults = _defaults(lift.run.node)
        mentioned = _mentioned(lift.run.node)
        kept: Config = {}
        for name, value in lift.run.given.items():
            # A class may be given what only the shapes of its inputs depend on.
            idle = lift.run.is_method or name not in mentioned
            told = name in used or (idle and name in defaults)
            if not told or not all(_is_plain(name, g.get(name)) for g in lift.given):
                continue
            differs = any(plain(g.get(name)) != plain(value) for g in lift.given)
            if name in defaults:
                kept[name] = plain(defaults[name])
            elif differs:
                kept[name] = plain(value)
        return kept

    def _graph(self, graph_id: str, graph: ModelGraph) -> ModelGraph:
        kept = self._kept.get(graph_id, {})
        lift = self.lifts.get(graph_id)
        operations: dict[str, Operation] = {}
        for key, operation in graph.operations.items():
            if isinstance(operation, Layer) and lift is not None and key in lift.written:
                texts = lift.written[key].items()
                told = {name: _told(text, lift.run, kept) for name, text in texts}
                told_of = {name: text for name, text in told.items() if text is not None}
                operation = replace(operation, config=_with(operation.config, told_of))
            operations[key] = self._instance(graph_id, key, operation)
        return replace(graph, operations=operations, parameters=kept)

    def _instance(self, graph_id: str, key: str, operation: Operation) -> Operation:
        """An instance of a definition with the values of its parameters."""
        run = self.runs.get(graph_id, {}).get(key)
        if not isinstance(operation, SubModel) or run is None:
            return operation
        outer = self.lifts.get(graph_id)
        arguments: Config = {}
        for name, default in self._kept.get(operation.model, {}).items():
            said = None
            if outer is not None and name in run.written:
                said = _told(run.written[name], outer.run, self._kept.get(graph_id, {}))
            value = plain(run.given.get(name))
            if said is not None:
                arguments[name] = {KEY: said}
            elif type(value) is not type(default) or value != default:
                arguments[name] = value
        return replace(operation, arguments=arguments)


def _told(text: str, run: Run, kept: Mapping[str, object]) -> str | None:
    """An expression in terms of the parameters that are kept; None if it needs none of them."""
    names = names_in(text)
    if not any(name in kept for name in names):
        return None
    known = {}
    for name in names:
        value = run.given.get(name)
        if name not in kept and isinstance(value, (int, float)):
            known[name] = value
    return filled(text, known)


def _with(config: Config, said: Mapping[str, str]) -> Config:
    """The arguments with expressions in the place of values; `shape[2]` is an item of one."""
    changed = dict(config)
    for name, text in _fitting(config, said).items():
        argument, _, place = name.partition("[")
        if not place:
            changed[name] = {KEY: text}
            continue
        items, index = changed[argument], int(place.removesuffix("]"))
        if isinstance(items, list) and index < len(items):
            changed[argument] = [*items[:index], {KEY: text}, *items[index + 1 :]]
    return changed


def _fitting(config: Mapping[str, object], said: Mapping[str, str]) -> dict[str, str]:
    """The expressions for the arguments that are there."""
    return {name: text for name, text in said.items() if name.partition("[")[0] in config}


def _defaults(node: ast.AST) -> dict[str, Value]:
    """The plain defaults of a function's parameters."""
    if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
        return {}
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    pairs: Iterable[tuple[ast.arg, ast.expr | None]] = (
        *zip(positional[len(positional) - len(given.defaults) :], given.defaults, strict=True),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    )
    found: dict[str, Value] = {}
    for argument, default in pairs:
        try:
            value = None if default is None else ast.literal_eval(default)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if default is not None and _is_plain(argument.arg, value):
            found[argument.arg] = value
    return found


def _mentioned(node: ast.AST) -> set[str]:
    """The names that the code of a function reads."""
    read = (each for each in ast.walk(node) if isinstance(each, ast.Name))
    return {name.id for name in read if isinstance(name.ctx, ast.Load)}


def plain(value: Value) -> Json:
    """A plain value as JSON."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (bool, int, float, str)) else None


def _is_plain(name: str, value: Value) -> bool:
    if name in _NAMES:
        return False
    if isinstance(value, (list, tuple)):
        return len(value) <= 16 and all(type(item) in (int, float, type(None)) for item in value)
    return value is None or type(value) in (bool, int, float, str)
