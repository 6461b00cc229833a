"""What a text defines: its functions, its classes, and their objects."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.values import Call, LayerMade, Model, Value


@dataclass(eq=False)
class Function:
    """A function of the text.

    Attributes:
        name: Its name.
        node: Its code.
        scope: Where it stands.
        defaults: Of its arguments, by name.
        owner: The class whose method it is.
    """

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    defaults: dict[str, Value]
    owner: Class | None = None
    kind: str = ""


@dataclass(eq=False)
class Class:
    """A class of the text."""

    name: str
    bases: tuple[Value, ...]
    members: dict[str, Value]
    node: ast.ClassDef

    def lineage(self) -> list[Value]:
        """The class and those above it, classes of the text and others, nearest first."""
        found: list[Value] = []
        for base in (self, *self.bases):
            above = [base] if base is self or not isinstance(base, Class) else base.lineage()
            found += [each for each in above if each not in found]
        return found

    def find(self, name: str) -> Value:
        """A member of the class or of one above it; None if there is none."""
        for each in self.lineage():
            if isinstance(each, Class) and name in each.members:
                return each.members[name]
        return None


@dataclass(eq=False)
class Instance:
    """An object of a class of the text.

    Attributes:
        made: Its class.
        attributes: What was set on it.
        model: What it is to Keras, if it is a layer or model.
        layer: What it is to Keras if its class derives from a layer such as `Dense`.
        base: The same, of a class that has a `call` of its own: what `super().call` calls.
        weights: Sizes of the weights that it makes itself.
        given: The arguments it was made with, by name.
        told: Whether these are all of them.
        traced: What its `call` was given and returned while `build` ran.
        called: Its calls, with their arguments as the text gives them.
        options: The numbers, texts and truth values that the call that was followed was given.
    """

    made: Class
    attributes: dict[str, Value] = field(default_factory=dict)
    model: Model | None = None
    layer: LayerMade | None = None
    base: LayerMade | None = None
    weights: list[int] = field(default_factory=list)
    given: dict[str, Value] = field(default_factory=dict)
    told: bool = True
    traced: tuple[Value, Value] | None = None
    called: list[tuple[Call, tuple[Value, ...], dict[str, Value]]] = field(default_factory=list)
    options: dict[str, Value] = field(default_factory=dict)
    keeps_dtypes: bool = False
    build: bool = False


@dataclass(frozen=True)
class Bound:
    """A method of the text, bound to its object or class."""

    function: Function
    owner: Value


@dataclass(frozen=True)
class Super:
    """What `super()` gives: an object, seen as one of the classes above."""

    instance: Instance | Class
    above: tuple[Value, ...]


def record(class_name: str, attributes: dict[str, Value]) -> Instance:
    """An object that only has attributes, such as options of the command line.

    Args:
        class_name: Its class, for messages.
        attributes: What it has.
    """
    return Instance(Class(class_name, (), {}, ast.ClassDef(class_name, [], [], [], [])), attributes)
