"""`Position`: where in a text the interpreter stands."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.text_definitions import Function, Instance


@dataclass(eq=False)
class Position:
    """Where the interpreter stands.

    Attributes:
        line: The line that is followed.
        scope: The variables where the last call stands.
        stack: The functions of the text that run, innermost last.
        building: The objects whose `build` runs.
        looping: Whether a loop goes on.
        concrete: Whether code runs that Keras would run on tensors of its backend, where operations
            take no names.
    """

    line: int = 0
    scope: Scope = field(default_factory=Scope)
    stack: list[Function] = field(default_factory=list)
    building: list[Instance] = field(default_factory=list)
    looping: bool = False
    concrete: bool = False

    def function(self) -> ast.AST | None:
        """The code of the function that runs; None outside of any."""
        return self.stack[-1].node if self.stack else None
