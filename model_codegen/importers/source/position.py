"""`Position`: where in a text the interpreter stands."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.text_definitions import Function, Instance
from model_codegen.importers.source.values import Run


@dataclass(eq=False)
class Position:
    """Where the interpreter stands.

    Attributes:
        line: The line that is followed.
        scope: The variables where the last call stands.
        stack: The functions of the text that run, innermost last.
        building: The objects whose `build` runs.
        looping: Whether a loop goes on.
        runs: The runs of these functions.
        call: The call whose callee and arguments were evaluated last.
        concrete: Whether code runs that Keras would run on tensors of its backend, where operations
            take no names.
    """

    line: int = 0
    scope: Scope = field(default_factory=Scope)
    stack: list[Function] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    call: ast.Call | None = None
    building: list[Instance] = field(default_factory=list)
    looping: bool = False
    concrete: bool = False

    def run(self) -> Run | None:
        """The run of the function that runs; None outside of any."""
        return self.runs[-1] if self.runs else None

    def function(self) -> ast.AST | None:
        """The code of the function that runs; None outside of any."""
        return self.stack[-1].node if self.stack else None
