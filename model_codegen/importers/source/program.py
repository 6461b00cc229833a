"""`Program`: what a text defines, and what of it ran."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.text_definitions import Class, Function, Instance
from model_codegen.importers.source.values import Model, Value


@dataclass(eq=False)
class Program:
    """What a text defines, and what of it ran.

    Attributes:
        module: The variables of the text.
        defined: The functions and classes of the module, in order.
        ran: The code of functions and classes that was run.
        generators: Of the code of functions: whether they are generators.
        options: Options of the command line, by name, with their defaults.
        instances: The objects of the text that models are of.
    """

    module: Scope = field(default_factory=Scope)
    defined: list[Function | Class] = field(default_factory=list)
    ran: set[ast.AST] = field(default_factory=set)
    generators: dict[ast.AST, bool] = field(default_factory=dict)
    options: dict[str, Value] = field(default_factory=dict)
    instances: dict[Model, Instance] = field(default_factory=dict)
