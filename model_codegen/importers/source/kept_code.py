"""`KeptCode`: what of a text a design may keep as the code of its own layers."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

from model_codegen.design.code_edits import only_used
from model_codegen.design.custom_code import CustomCode, read_code
from model_codegen.importers.source.text_definitions import Class, Function


class KeptCode:
    """The definitions of a text, as `Design.code` may have them.

    Args:
        text: What was parsed.
        module: Its tree.
    """

    def __init__(self, text: str = "", module: ast.Module | None = None) -> None:
        self._text = text
        self._module = module or ast.Module([], [])

    def says(self, word: str) -> bool:
        """Whether a word stands anywhere in the text, if only in a comment."""
        return word in self._text

    @cached_property
    def code(self) -> CustomCode:
        """The whole text as code; with a problem, and so without a class, if it cannot be that."""
        return read_code(self._text)

    @cached_property
    def _last(self) -> dict[str, ast.stmt]:
        """By name: what the module has under it in the end, of classes and functions."""
        kinds = (ast.ClassDef, ast.FunctionDef)
        return {node.name: node for node in self._module.body if isinstance(node, kinds)}

    def holds(self, definition: object) -> bool:
        """Whether a class or function of the text can be kept by its name.

        One inside of another cannot, nor one that another of its name takes the place of later.

        Args:
            definition: Any value of the interpreter.
        """
        if not isinstance(definition, (Class, Function)):
            return False
        node = definition.node
        name = node.name if isinstance(node, (ast.ClassDef, ast.FunctionDef)) else ""
        if not name or self._last.get(name) is not node:
            return False
        return name in self.code.classes or name in self.code.functions

    def text(self, names: Iterable[str]) -> str:
        """The part of the text that some of its classes and functions need."""
        return only_used(self._text, frozenset(names)) if not self.code.problem else ""
