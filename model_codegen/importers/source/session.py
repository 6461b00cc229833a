"""`Session`: what reading one text knows and counts, and how its parts call one another."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from model_codegen.design.wording import quote
from model_codegen.importers.source.bounds import (
    MOST_LAYERS,
    Budget,
    NotFollowed,
    OutOfBounds,
)
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.text_definitions import Class, Function, Instance
from model_codegen.importers.source.value_trees import map_tree
from model_codegen.importers.source.values import Call, LayerMade, Model, Operation, Tensor, Unknown
from model_codegen.keras_bridge.automatic_names import auto_name

Invoke = Callable[["Session", Any, list[Any], dict[str, Any], int], Any]


@dataclass(eq=False)
class Session:
    """One reading.

    Attributes:
        invoke: Calls any value; given by the interpreter.
        attribute: Reads an attribute of any value; likewise.
        budget: What it may still cost.
        policy: The global dtype policy, as the text has set it so far.
        names: How often each automatic name was given, as Keras counts.
        models: Every model that was made, in order.
        inputs: Every `keras.Input`, in order.
        calls: Every call of a layer, in order.
        skipped: What is no part of a model, each with what a note calls it.
        troubles: What could not be followed although it may belong to a model: by line.
        stack: The functions of the text that run, innermost last.
        building: The objects whose `build` runs.
        applications: The models of `keras.applications` that were made.
        layers: How many layers and calls there are.
        line: The line that is followed.
        looping: Whether a loop goes on.
        stopped: The line where the steps gave out.
        masks: Whether a layer was made that masks what it returns.
        concrete: Whether code runs that Keras would run on tensors of its backend, where operations
            take no names.
        module: The variables of the text.
        scope: The variables where the last call stands.
        shapes: What is known of the tensors of calls, by number.
        evaluated: What Keras has worked out in this reading.
        params: How many weights layers have, by identity.
        defined: The functions and classes of the module, in order.
        ran: The code of functions and classes that was run.
        generators: Of the code of functions: whether they are generators.
        returned: What models are called by what returns them, by identity.
        options: Options of the command line, by name.
        owners: The objects of the text that models are of, by the identity of the model.
    """

    invoke: Invoke
    attribute: Callable[[Session, Any, str, int], Any]
    budget: Budget = field(default_factory=Budget)
    policy: str = "float32"
    names: Counter[str] = field(default_factory=Counter)
    models: list[Model] = field(default_factory=list)
    inputs: list[Tensor] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    troubles: dict[int, str] = field(default_factory=dict)
    stack: list[Function] = field(default_factory=list)
    building: list[Instance] = field(default_factory=list)
    applications: int = 0
    layers: int = 0
    line: int = 0
    looping: bool = False
    stopped: int = 0
    masks: bool = False
    concrete: bool = False
    module: Scope = field(default_factory=Scope)
    scope: Scope = field(default_factory=Scope)
    shapes: dict[int, Any] = field(default_factory=dict)
    evaluated: set[Any] = field(default_factory=set)
    params: dict[int, int] = field(default_factory=dict)
    defined: list[Function | Class] = field(default_factory=list)
    ran: set[ast.AST] = field(default_factory=set)
    generators: dict[ast.AST, bool] = field(default_factory=dict)
    returned: dict[int, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    owners: dict[int, Instance] = field(default_factory=dict)

    def new_name(self, stem: str) -> str:
        """An automatic name, numbered as Keras does."""
        count = self.names[stem]
        self.names[stem] += 1
        return f"{stem}_{count}" if count else stem

    def name(self, given: Any, class_name: str) -> tuple[str, bool]:
        """The name of something of Keras, and whether it is an automatic one.

        Args:
            given: The argument `name`; anything but a text counts as none.
            class_name: Its class.
        """
        if type(given) is str and given:
            return given, False
        return self.new_name(auto_name(class_name)), True

    def made(self) -> None:
        """Count something made of Keras.

        Raises:
            OutOfBounds: If there are too many.
        """
        self.layers += 1
        self.budget.idle = 0
        self.budget.spend(8)
        if self.layers > MOST_LAYERS:
            raise OutOfBounds

    def work_out(self, what: Any) -> None:
        """Count something that Keras works out, once in a reading.

        Also where it is known from another one: every reading of a text takes the same steps.

        Args:
            what: A key of it.
        """
        if what not in self.evaluated:
            self.evaluated.add(what)
            self.budget.spend(40)

    def call(
        self, operation: Operation, args: tuple[Any, ...], kwargs: dict[str, Any], line: int
    ) -> Call:
        """Record a call.

        Args:
            operation: What is called.
            args: With tensors.
            kwargs: Likewise.
            line: Where it stands.
        """
        self.made()
        args, kwargs = self.kept(args), self.kept(kwargs)
        call = Call(operation, args, kwargs, line, len(self.calls))
        self.calls.append(call)
        if isinstance(operation, LayerMade):
            operation.calls.append(call)
        return call

    def forget(self, begun: int) -> None:
        """Take back the calls that were recorded since.

        Args:
            begun: How many there were.
        """
        for call in self.calls[begun:]:
            self.shapes.pop(call.number, None)
            if isinstance(call.operation, LayerMade):
                call.operation.calls.remove(call)
        del self.calls[begun:]

    def kept(self, tree: Any) -> Any:
        """A copy of a tree of arguments, which the text may change afterwards.

        Raises:
            NotFollowed: If it is too large.
        """
        return map_tree(self.budget.weigh(tree), lambda leaf: leaf)

    def origin(self) -> ast.AST | None:
        """The function that runs."""
        return self.stack[-1].node if self.stack else None

    def skip(self, what: str, line: int, told: str = "") -> Unknown:
        """Note something that is no part of a model.

        Args:
            what: Such as "compile" or "numpy.load".
            line: Where it stands.
            told: What a note calls it, together with others like it ("training steps"); by default
                its library or, of Keras and TensorFlow, the part of it.

        Returns:
            What stands for its result.
        """
        if len(self.skipped) < 200:
            self.skipped.setdefault(what, told or _part(what))
        return Unknown(f"`{what}` is not run", line)

    def trouble(self, line: int, reason: str) -> None:
        """Note something that could not be followed."""
        if len(self.troubles) < 50:
            self.troubles.setdefault(line, reason)

    def attempt(self, function: Callable[..., Any], *args: Any, line: int) -> Any:
        """The result of a function, or `Unknown` where it says that it cannot follow."""
        try:
            return self.budget.weigh(function(*args))
        except NotFollowed as error:
            return Unknown(str(error), line)


def _part(path: str) -> str:
    """What a note calls something by its path: its library, of Keras and TensorFlow the part."""
    library, *parts = path.split(".")
    inside = library in ("keras", "tensorflow")
    return quote(".".join([library, *parts[:1]]) if inside else library)
