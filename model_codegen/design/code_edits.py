"""Edits of the code of a design's own layers: a class replaced, added, taken out."""

from __future__ import annotations

from model_codegen.design.custom_code import CustomClass, CustomCode, read_code
from model_codegen.design.errors import DesignError
from model_codegen.design.wording import quote


def class_text(text: str, name: str) -> str:
    """Return the text of a class.

    Args:
        text: The code.
        name: The class.

    Raises:
        DesignError: If the code is no Python or has no such class.
    """
    code, found = _find(text, name)
    return "\n".join(code.text.split("\n")[found.first - 1 : found.last]) + "\n"


def with_class(text: str, name: str, new: str) -> str:
    """Return the code with the text of a class exchanged.

    Args:
        text: The code.
        name: The class.
        new: What stands in its place: one class or more, and what they need.

    Raises:
        DesignError: If either is no Python, the code has no such class, or the new text has none.
    """
    code, found = _find(text, name)
    _check(new)
    lines = code.text.split("\n")
    lines[found.first - 1 : found.last] = new.strip("\n").split("\n")
    return _checked("\n".join(lines))


def with_class_added(text: str, new: str) -> str:
    """Return the code with a class added at its end.

    Args:
        text: The code; may be empty.
        new: The class, and what it needs.

    Raises:
        DesignError: If either is no Python, the new text has no class, or one of a name that the
            code has already.
    """
    before = _parsed(text)
    twice = before.classes.keys() & _check(new).classes.keys()
    if twice:
        raise DesignError(f"This design has a class {quote(min(twice))} already.")
    parts = [part for part in (before.text.strip("\n"), new.strip("\n")) if part]
    return _checked("\n\n\n".join(parts) + "\n")


def only_used(text: str, names: frozenset[str]) -> str:
    """Return the part of the code that some classes and functions need.

    Args:
        text: The code.
        names: The classes and functions.

    Returns:
        The text itself if it cannot be parsed, so that nothing is lost.
    """
    code = read_code(text)
    if code.problem:
        return text
    needed = code.needed(names)
    written = "\n".join(needed.imports)
    constants = False
    for statement in needed.statements:
        constant = _is_constant(statement)
        gap = 0 if not written else 3 if not constant else 1 if constants else 2
        written += "\n" * gap + statement
        constants = constant
    return f"{written}\n" if written else ""


def _is_constant(statement: str) -> bool:
    return (
        not statement.startswith(("class ", "def ", "@", "#", "async ")) and "\n" not in statement
    )


def merged(new: str, old: str, kept: frozenset[str]) -> str:
    """Return new code together with some classes of older code.

    Args:
        new: The code. What it defines goes before what the older one has of the same name.
        old: The older code.
        kept: The classes and functions of the older code, with all that they need.
    """
    code, before = read_code(new), read_code(old)
    if code.problem or before.problem:
        return new
    everything = [*code.classes, *code.functions]
    there = code.needed(everything).names
    lost = [name for name in kept if name not in there]
    if not lost:
        return new
    needed = before.needed(lost, without=there)
    parts = ["\n".join(needed.imports), new.strip("\n"), *needed.statements]
    return only_used("\n\n\n".join(parts), frozenset([*everything, *lost]))


def _find(text: str, name: str) -> tuple[CustomCode, CustomClass]:
    code = _parsed(text)
    found = code.classes.get(name)
    if found is None:
        raise DesignError(f"The code of this design has no class {quote(name)}.")
    return code, found


def _parsed(text: str) -> CustomCode:
    code = read_code(text)
    if code.problem:
        raise DesignError(code.problem, code.line)
    return code


def _check(new: str) -> CustomCode:
    code = _parsed(new)
    if not code.classes:
        raise DesignError("This text has no class: a layer is a class, `class Mine(keras.Layer):`.")
    return code


def _checked(text: str) -> str:
    _parsed(text)
    return text
