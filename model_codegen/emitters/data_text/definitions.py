"""Functions of this package that a script contains as they stand in their files."""

from __future__ import annotations

import ast
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = "model_codegen.datasets"


@dataclass(frozen=True)
class Definition:
    """What a module adds to a script.

    Attributes:
        imports: Its imports, a statement each.
        text: All below them, as it stands there.
    """

    imports: tuple[str, ...]
    text: str


@cache
def definition(module: str) -> Definition:
    """The imports and functions of a module of `datasets`, such as `"generators.spirals"`."""
    spec = importlib.util.find_spec(f"{PACKAGE}.{module}")
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text(encoding="utf-8")
    body = ast.parse(source).body
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    first = next(node for node in body[1:] if node not in imports)
    text = "\n".join(source.splitlines()[first.lineno - 1 :])
    return Definition(tuple(map(ast.unparse, imports)), text.rstrip())
