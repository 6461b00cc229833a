"""`Reading`: one reading of one text, put together of what each of its parts needs."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Protocol

from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import Structure
from model_codegen.importers.source.bounds import Budget
from model_codegen.importers.source.dtype_policy import PolicyState
from model_codegen.importers.source.kept_code import KeptCode
from model_codegen.importers.source.name_counts import NameCounts
from model_codegen.importers.source.position import Position
from model_codegen.importers.source.program import Program
from model_codegen.importers.source.recording import Recording
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.values import Call, Value


class Evaluate(Protocol):
    """What an expression comes to; `Unknown` where that cannot be known."""

    def __call__(self, reading: Reading, node: ast.expr, scope: Scope, /) -> Value:
        """Evaluate an expression with the variables of a scope."""
        ...


class Invoke(Protocol):
    """What calling a value comes to."""

    def __call__(
        self,
        reading: Reading,
        callee: Value,
        args: list[Value],
        kwargs: dict[str, Value],
        line: int,
        /,
    ) -> Value:
        """Call any value; raises `NotFollowed` where what it comes to cannot be known."""
        ...


class Attribute(Protocol):
    """An attribute of a value; `Unknown` where it has none that is known."""

    def __call__(self, reading: Reading, owner: Value, name: str, line: int, /) -> Value:
        """Read an attribute of any value."""
        ...


@dataclass(eq=False)
class Reading:
    """One reading of one text.

    The first three are the interpreter's, which knows all kinds of values. What lies below it, such
    as Keras' layers that call functions of the text, asks for them here.

    Attributes:
        evaluate: Evaluates any expression.
        invoke: Calls any value.
        attribute: Reads an attribute of any value.
        dtype_policy: The global dtype policy, as the text has set it so far.
        budget: What the reading may still cost.
        names: How often each automatic name was given.
        recording: What was made of Keras: models, inputs, calls.
        report: What people are told of the text besides its model.
        program: What the text defines, and what of it ran.
        position: Where the interpreter stands.
        shapes: What Keras has said of the tensors that a call returns; None where it could not say.
        structures: How calls return their tensors, as in `NodeAnalysis`, where that is known.
        code: What of the text the design may keep.
    """

    evaluate: Evaluate
    invoke: Invoke
    attribute: Attribute
    dtype_policy: PolicyState = field(default_factory=PolicyState)
    budget: Budget = field(default_factory=Budget)
    names: NameCounts = field(default_factory=NameCounts)
    recording: Recording = field(init=False)
    report: Report = field(default_factory=Report)
    program: Program = field(default_factory=Program)
    position: Position = field(default_factory=Position)
    shapes: dict[Call, tuple[Symbol, ...] | None] = field(default_factory=dict)
    structures: dict[Call, Structure] = field(default_factory=dict)
    code: KeptCode = field(default_factory=KeptCode)

    def __post_init__(self) -> None:
        self.recording = Recording(self.budget, runs=self.position.runs)

    @property
    def policy(self) -> str:
        """The name of the global dtype policy."""
        return self.dtype_policy.name
