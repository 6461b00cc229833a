"""`Scope`: the variables of a module, function or class body."""

from __future__ import annotations

from dataclasses import dataclass, field

from model_codegen.importers.source.values import Value

MISSING = object()
"""What a lookup gives that finds nothing."""


@dataclass(eq=False)
class Scope:
    """Variables, and where to look for others.

    Attributes:
        parent: The scope around it.
        values: Its variables.
        is_class: Whether it is a class body, which functions inside do not look into.
        elsewhere: Names declared `global` or `nonlocal`, with their scope.
        stars: Of a module: the modules of which it imports everything.
        function: The function that is run, for `super()`.
    """

    parent: Scope | None = None
    values: dict[str, Value] = field(default_factory=dict)
    is_class: bool = False
    elsewhere: dict[str, Scope] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    function: object = None

    def find(self, name: str) -> Value:
        """The value of a name, or `MISSING`."""
        scope: Scope | None = self
        while scope is not None:
            if (scope is self or not scope.is_class) and name in scope.values:
                return scope.values[name]
            scope = scope.elsewhere.get(name) or scope.parent
        return MISSING

    def bind(self, name: str, value: Value) -> None:
        """Give a name a value."""
        self.elsewhere.get(name, self).values[name] = value

    def module(self) -> Scope:
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def holder(self, name: str) -> Scope | None:
        """The function scope around this one that has a name, for `nonlocal`."""
        scope = self.parent
        while scope is not None and scope.parent is not None:
            if not scope.is_class and name in scope.values:
                return scope
            scope = scope.parent
        return None
