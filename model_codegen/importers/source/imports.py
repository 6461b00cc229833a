"""Import statements: what of Keras and TensorFlow they name; nothing is imported."""

from __future__ import annotations

import ast
from typing import Any

from model_codegen.importers.source.names import canonical, is_home
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.values import Foreign, Name


def import_modules(session: Session, node: ast.Import, scope: Scope) -> None:
    """`import a.b as c`."""
    for alias in node.names:
        if alias.asname is not None:
            scope.bind(alias.asname, _module(alias.name))
        else:
            first = alias.name.partition(".")[0]
            scope.bind(first, _module(first))


def import_from(session: Session, node: ast.ImportFrom, scope: Scope) -> None:
    """`from a.b import c as d`, and `from a.b import *`."""
    module = node.module or ""
    if node.level:
        module = "custom_layers"
    for alias in node.names:
        if alias.name == "*":
            if is_home(canonical(module)):
                scope.module().stars.append(canonical(module))
            continue
        if module == "__future__":
            continue
        scope.bind(alias.asname or alias.name, _module(f"{module}.{alias.name}"))


def _module(path: str) -> Any:
    path = {"np": "numpy"}.get(path, path)
    own = canonical(path)
    return Name(own) if is_home(own) else Foreign(path)
