"""`CustomCode`: what the Python of a design's own layers defines, and what each class needs.

Facts of the syntax tree only. Nothing here runs the text or imports what it names, and hostile text
(deeply nested, huge, with NUL bytes) has a `problem` like any other mistake.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import tokenize
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO

from model_codegen.design.code_statements import (
    Statement,
    first_line,
    joined_imports,
    mentioned,
    normal,
    statements_of,
)

LONGEST = 200_000
"""Most characters of code that a design may have."""

DEEPEST = 100
"""How deep its syntax tree may be: what walks it later recurses, and so does Python's compiler."""


@dataclass(frozen=True)
class CustomClass:
    """A class at the top level of the code.

    Attributes:
        name: Its name.
        first: The first line of it, from 1, decorators included.
        last: Its last line.
        bases: The dotted names that it derives from, as they are written.
        parameters: What its own `__init__` takes by name; None if it has no `__init__`.
        takes_more: Whether that takes any other keyword, too.
        called_with: What its own `call` takes by name; None if it has no `call`.
    """

    name: str
    first: int
    last: int
    bases: tuple[str, ...] = ()
    parameters: tuple[str, ...] | None = None
    takes_more: bool = False
    called_with: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Needed:
    """The part of the code that some classes need.

    Attributes:
        imports: Its imports, a statement each.
        statements: All else, in the order of the text.
        names: What all of it binds at the top level of the module.
        mentions: Every name and attribute that stands in it, such as the layers that it makes.
    """

    imports: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CustomCode:
    """The code of a design's own layers, as far as its syntax tells.

    Attributes:
        text: The code; line breaks are those of Unix.
        classes: Its classes by name, in the order of the text. The last one of a name counts.
        functions: The names of its functions.
        problem: Why it is no Python that could be run, as a sentence; empty if it is.
        line: The line where that is, from 1; None if no line is to blame.
    """

    text: str
    classes: Mapping[str, CustomClass] = field(default_factory=dict)
    functions: frozenset[str] = frozenset()
    problem: str = ""
    line: int | None = None
    _statements: tuple[Statement, ...] = field(default=(), repr=False)

    def needed(self, names: Iterable[str], without: Collection[str] = ()) -> Needed:
        """Return what some names of the module need, they themselves included.

        What a star import brings is not known: it is taken along as soon as a name is of unknown
        origin. Statements that change a name that is needed (`TABLE["a"] = 1`) come along, too.

        Args:
            names: Names of classes or functions; unknown ones are ignored.
            without: Names that something else defines.
        """
        there = frozenset(without)
        parts = [part for part in self._parts(names) if not part.binds <= there]
        return Needed(
            tuple(joined_imports(s.node for s in parts if s.is_import)),
            tuple(s.text for s in parts if not s.is_import),
            frozenset().union(*(s.binds for s in parts)) - {"*"},
            frozenset().union(*(mentioned(s.node) for s in parts)),
        )

    def module(self, names: Iterable[str]) -> ast.Module:
        """The same as `needed`, as a tree whose lines are those of the text."""
        return ast.Module([statement.node for statement in self._parts(names)], [])

    def normal(self, names: Iterable[str]) -> str:
        """The same as `needed`, however it is formatted: comments apart, imports in order.

        Args:
            names: As for `needed`.
        """
        parts = self._parts(names)
        imports = sorted({ast.unparse(s.node) for s in parts if s.is_import})
        return "\n".join([*imports, *(normal(s.node) for s in parts if not s.is_import)])

    def comments(self, names: Iterable[str]) -> list[str]:
        """The comments in what some names need, in order."""
        texts = "\n".join(s.text for s in self._parts(names) if "#" in s.text)
        tokens = tokenize.generate_tokens(StringIO(texts).readline)
        return [token.string for token in tokens if token.type == tokenize.COMMENT]

    def clashes(self, names: Iterable[str]) -> list[str]:
        """The names that generated source needs and that the code of some classes binds otherwise.

        Args:
            names: As for `needed`.
        """
        found = {
            name: None
            for statement in self._parts(names)
            for name in sorted(statement.binds & _MEANT.keys())
            if not statement.is_import or ast.unparse(statement.node) not in _MEANT[name]
        }
        return [name for name in found if name != "keras" or not self._only_keras(names)]

    def _only_keras(self, names: Iterable[str]) -> bool:
        """Whether all that binds `keras` imports it or a part of it."""
        return all(
            isinstance(s.node, ast.Import) and s.node.names[0].name.split(".")[0] == "keras"
            for s in self._parts(names)
            if "keras" in s.binds
        )

    def _parts(self, names: Iterable[str]) -> list[Statement]:
        wanted, taken, pending = set[str](), set[int](), set(names)
        while pending:
            wanted |= pending
            pending = set()
            for index, statement in enumerate(self._statements):
                if index not in taken and not statement.binds.isdisjoint(wanted):
                    taken.add(index)
                    pending |= statement.uses | statement.binds
            pending -= wanted
        if not taken:
            return []
        bound = frozenset().union(*(self._statements[index].binds for index in taken))
        unknown = bool(wanted - bound - _GIVEN)
        return [
            s
            for index, s in enumerate(self._statements)
            if index in taken or s.is_future or (s.is_star and unknown)
        ]

    def takes(self, class_name: str, keyword: str) -> bool:
        """Whether the constructor of a class takes a keyword argument, as far as the text tells.

        Args:
            class_name: One of the classes; of any other it is taken for granted.
            keyword: Such as `"name"`.
        """
        for found in self._lineage(class_name):
            if found.parameters is not None:
                return found.takes_more or keyword in found.parameters
        return True

    def call_takes(self, class_name: str, keyword: str) -> bool:
        """Whether `call` of a class takes a keyword argument; not if the text does not tell."""
        for found in self._lineage(class_name):
            if found.called_with is not None:
                return keyword in found.called_with
        return False

    def _lineage(self, class_name: str) -> Iterator[CustomClass]:
        """A class and those of the code above it, as far as each is the first base of the other."""
        seen = set[str]()
        while class_name in self.classes and class_name not in seen:
            seen.add(class_name)
            found = self.classes[class_name]
            yield found
            class_name = found.bases[0] if found.bases else ""


_MEANT: Mapping[str, tuple[str, ...]] = {
    "build_model": (),
    "keras": ("import keras",),
    "layers": ("from keras import layers",),
    "ops": ("from keras import ops",),
}
"""What source calls so, and how that is imported."""

_GIVEN = frozenset({*dir(builtins), "__name__", "__file__"})
"""What a module has without binding it."""


def digest(text: str) -> str:
    """A fingerprint of code, by which people's consent to run it is remembered."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=64)
def read_code(text: str) -> CustomCode:
    """Read code, without running any of it.

    Args:
        text: `Design.code`, or any other text.
    """
    if len(text) > LONGEST:
        return CustomCode(text, problem=f"This is more than {LONGEST:,} characters of code.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    too_deep = "This code is nested too deeply."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            if _depth(tree) > DEEPEST:
                return CustomCode(text, problem=too_deep)
            # Some mistakes, such as `return` outside a function, are the compiler's to find.
            compile(tree, "<code>", "exec", dont_inherit=True)
            statements = tuple(statements_of(tree, text.split("\n")))
    except SyntaxError as error:
        said = (error.msg or "it cannot be parsed").rstrip(".?!")
        return CustomCode(text, problem=f"This is no Python: {said}.", line=error.lineno)
    except (RecursionError, MemoryError):
        return CustomCode(text, problem=too_deep)
    except ValueError as error:  # NUL bytes, lone surrogates
        return CustomCode(text, problem=f"This is no Python: {str(error)[:100].rstrip('.')}.")
    nodes = [statement.node for statement in statements]
    classes = {node.name: _class(node) for node in nodes if isinstance(node, ast.ClassDef)}
    functions = frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef))
    return CustomCode(text, classes, functions, _statements=statements)


def _depth(tree: ast.AST) -> int:
    """How deep a tree is, or a bit more than is allowed. Nothing here recurses."""
    level, found = [tree], 0
    while level and found <= DEEPEST:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        found += 1
    return found


def _class(node: ast.ClassDef) -> CustomClass:
    methods = {each.name: each.args for each in node.body if isinstance(each, ast.FunctionDef)}
    maker, call = methods.get("__init__"), methods.get("call")
    return CustomClass(
        node.name,
        first_line(node),
        node.end_lineno or node.lineno,
        tuple(ast.unparse(each) for each in node.bases),
        None if maker is None else _parameters(maker),
        maker is not None and maker.kwarg is not None,
        None if call is None else _parameters(call),
    )


def _parameters(arguments: ast.arguments) -> tuple[str, ...]:
    """The names of the parameters of a method, without `self`."""
    named = (*arguments.posonlyargs, *arguments.args)[1:]
    return tuple(each.arg for each in (*named, *arguments.kwonlyargs))
