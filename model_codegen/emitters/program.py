"""`Program`: a design without errors, ready to be named and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from model_codegen.design.config_references import held
from model_codegen.design.custom_code import CustomCode, Needed, read_code
from model_codegen.design.custom_layers import own_names
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import (
    Design,
    Layer,
    Operation,
)
from model_codegen.emitters.body import Body
from model_codegen.emitters.comments import by_call
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.shared_objects import SharedObjects


@dataclass(frozen=True)
class Program:
    """A design without errors, ready to be named and written.

    Attributes:
        design: The design.
        main: Its main graph.
        definitions: The definitions that it needs by id, each after those it needs itself.
        instances: How many instances of each definition there are once all are expanded, and
            one of `"main"`.
        chain_reasons: Why the main graph is no chain.
        shared: What several graphs and layers share.
        unfinished: Whether the design has errors, or may have, and is written all the same.
        reserved: Names of the module that stand for something else than what the design has.
    """

    design: Design
    main: Body
    definitions: Mapping[str, Body]
    instances: Mapping[str, int]
    chain_reasons: tuple[Diagnostic, ...]
    shared: SharedObjects
    unfinished: bool = False
    reserved: frozenset[str] = frozenset()

    @cached_property
    def code(self) -> CustomCode:
        """The code of the design's own layers."""
        return read_code(self.design.code)

    @cached_property
    def comments(self) -> Mapping[Mark, tuple[str, ...]]:
        """What is said about calls, in lines."""
        return by_call(self.design)

    @cached_property
    def needed_code(self) -> Needed:
        """What of that code the layers need that are called."""
        own = [own_names(layer, self.code) for layer in self.placeholders]
        return self.code.needed(frozenset().union(*own))

    def bodies(self) -> tuple[Body, ...]:
        """Every graph, each after those it needs."""
        return (*self.definitions.values(), self.main)

    @cached_property
    def held(self) -> tuple[Operation, ...]:
        """The design's operations that layers have as arguments."""
        called = [b.graph.operations[key] for b in self.bodies() for key in b.operations]
        return tuple(held(self.design, called).values())

    @cached_property
    def placeholders(self) -> tuple[Layer, ...]:
        """The layers that cannot be made here: those that are called, and arguments of layers."""
        called = [layer for body in self.bodies() for layer in body.placeholders.values()]
        inner = [o for o in self.held if isinstance(o, Layer) and o.recorded is not None]
        return (*called, *inner)
