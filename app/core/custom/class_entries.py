"""A design's own layer classes as the palette and the inspector know them.

All of it is read from the text of the classes; nothing is imported or run. What the text does not
say, such as the type of an argument without default, is left open.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from model_codegen.catalogue import docstrings
from model_codegen.catalogue.entry import Catalogue, Entry, Port, Schema
from model_codegen.design.custom_code import read_code

CATEGORY = "custom"
"""The category of these entries."""

_EVERY_LAYER = {"name", "dtype", "trainable"}
"""Arguments that every layer has; the inspector asks for them elsewhere."""

_SCALARS: dict[str, Schema] = {
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "str": {"type": "string"},
    "None": {"type": "null"},
}

_ANYTHING: Schema = {"type": ["number", "string", "boolean", "array", "null"]}

_LAYER_BASES = re.compile(r"(?:^|\.)(?:Layer|Model|Wrapper)$|^(?:keras\.|tf\.keras\.)?layers\.")


def class_entries(code: str) -> tuple[Entry, ...]:
    """The layers among the classes of a design's code, in the order of the text.

    Args:
        code: `Design.code`. What is no Python has no entries.
    """
    return _entries(code) if code.strip() else ()


@lru_cache(maxsize=32)
def to_json(code: str) -> list[dict[str, Any]]:
    """The same as the browser takes them; see `Catalogue.to_json`. Nobody may change it."""
    found = {entry.path: entry for entry in class_entries(code)}
    return list(Catalogue("", found, {}, {}).to_json()["entries"].values())


@lru_cache(maxsize=32)
def _entries(code: str) -> tuple[Entry, ...]:
    if read_code(code).problem:
        return ()
    classes = {node.name: node for node in ast.parse(code).body if isinstance(node, ast.ClassDef)}
    return tuple(_entry(node, classes) for node in classes.values() if _is_layer(node, classes))


def _is_layer(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> bool:
    return any(
        _method(one, "call") is not None
        or any(_LAYER_BASES.search(ast.unparse(base)) for base in one.bases)
        for one in _lineage(node, classes)
    )


def _lineage(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> Iterator[ast.ClassDef]:
    """A class and those of the same text that it derives from."""
    pending, seen = [node], set[str]()
    while pending:
        here = pending.pop(0)
        if here.name in seen:
            continue
        seen.add(here.name)
        yield here
        pending += [
            classes[base.id]
            for base in here.bases
            if isinstance(base, ast.Name) and base.id in classes
        ]


def _method(node: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    found = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == name]
    return found[-1] if found else None


def _inherited(
    node: ast.ClassDef, classes: dict[str, ast.ClassDef], name: str
) -> ast.FunctionDef | None:
    return next(
        (found for one in _lineage(node, classes) if (found := _method(one, name)) is not None),
        None,
    )


def _entry(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> Entry:
    told = SimpleNamespace(__doc__=ast.get_docstring(node))
    texts, call_texts = docstrings.argument_texts(told)
    made = _inherited(node, classes, "__init__")
    parameters = [one for one in _parameters(made) if one[0].arg not in _EVERY_LAYER]
    called = _inherited(node, classes, "call")
    ports, literals = _call(called, call_texts)
    return Entry(
        path=node.name,
        name=node.name,
        kind="layer",
        category=CATEGORY,
        group="",
        auto_name=_snake_case(node.name),
        summary=docstrings.summary(told),
        schema=_schema(parameters, texts),
        ports=ports,
        call_schema=_schema(literals, call_texts),
        highlights=tuple(argument.arg for argument, _ in parameters),
        leading=tuple(argument.arg for argument, default in parameters[:1] if default is None),
    )


Parameter = tuple[ast.arg, ast.expr | None]
"""A parameter and its default."""


def _parameters(function: ast.FunctionDef | None) -> list[Parameter]:
    """What a method takes by name, without itself."""
    if function is None:
        return []
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(named) - len(arguments.defaults))
    found = list(zip(named, [*defaults, *arguments.defaults], strict=True))[1:]
    return [*found, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]


def _schema(parameters: Sequence[Parameter], texts: Any) -> Schema:
    properties = {
        argument.arg: _argument(argument, default, texts.get(argument.arg, ""))
        for argument, default in parameters
    }
    required = [argument.arg for argument, default in parameters if default is None]
    return {"type": "object", "properties": properties, "required": required}


def _argument(argument: ast.arg, default: ast.expr | None, text: str) -> Schema:
    known = _annotated(argument.annotation)
    schema: Schema = dict(known) if known is not None else dict(_ANYTHING)
    if default is not None:
        try:
            value = _plain(ast.literal_eval(default))
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            pass  # Such as the name of a constant: what it is, only running it would tell.
        else:
            if known is None:
                schema = dict(_of_value(value))
            schema["default"] = value
    if text:
        schema["description"] = docstrings.help_text(text)
    return schema


def _annotated(annotation: ast.expr | None) -> Schema | None:
    """The schema that an annotation says; None if it says nothing that a form could ask for."""
    match annotation:
        case ast.Constant(value=None):
            return _SCALARS["None"]
        case ast.Constant(value=str(text)):
            try:
                return _annotated(ast.parse(text, mode="eval").body)
            except (SyntaxError, ValueError):
                return None
        case ast.Name(id=name):
            return _SCALARS.get(name) or _sequence(name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _either(_annotated(left), _annotated(right))
        case ast.Subscript(value=value, slice=inner):
            name = ast.unparse(value).rpartition(".")[2]
            if name == "Optional":
                return _either(_annotated(inner), _SCALARS["None"])
            if name == "Literal":
                return _literal(inner)
            return _sequence(name)
    return None


def _sequence(name: str) -> Schema | None:
    return {"type": "array"} if name in ("list", "tuple", "List", "Tuple", "Sequence") else None


def _literal(inner: ast.expr) -> Schema | None:
    items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    values = [item.value for item in items if isinstance(item, ast.Constant)]
    plain = [value for value in values if value is None or isinstance(value, (str, int, float))]
    return {"enum": plain} if len(plain) == len(items) else None


def _either(first: Schema | None, second: Schema | None) -> Schema | None:
    if first is None or second is None:
        return None
    return {"anyOf": [first, second]}


def _of_value(value: Any) -> Schema:
    """What an argument takes that has this default and nothing else said of it."""
    match value:
        case bool():
            return _SCALARS["bool"]
        case int() | float():
            return _SCALARS["float"]
        case str():
            return _SCALARS["str"]
    return _ANYTHING


def _plain(value: Any) -> Any:
    """A value as JSON has it.

    Raises:
        ValueError: If JSON has no such value.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float() if abs(value) < float("inf"):
            return value
        case list() | tuple():
            return [_plain(item) for item in value]
    raise ValueError(value)


def _call(function: ast.FunctionDef | None, texts: Any) -> tuple[tuple[Port, ...], list[Parameter]]:
    """The tensors that a call takes, and its other arguments."""
    if function is None:
        return (Port("inputs", position=0),), []
    ports: list[Port] = []
    literals: list[Parameter] = []
    for position, (argument, default) in enumerate(_parameters(function)):
        name = argument.arg
        if default is None:
            several = _unpacked(function, name)
            ports.append(
                Port(
                    name,
                    position=position,
                    many=bool(several),
                    minimum=len(several) or 1,
                    maximum=len(several) or None,
                    labels=several,
                    help=docstrings.help_text(texts.get(name, "")),
                )
            )
        elif name != "training" and isinstance(default, ast.Constant) and default.value is None:
            ports.append(Port(name, required=False, advanced="mask" in name))
        else:
            literals.append((argument, default))
    return tuple(ports), [_training(one) for one in literals]


def _training(parameter: Parameter) -> Parameter:
    argument, default = parameter
    if argument.arg != "training":
        return parameter
    return ast.arg("training", ast.parse("bool | None", mode="eval").body), default


def _unpacked(function: ast.FunctionDef, name: str) -> tuple[str, ...]:
    """The names that a call gives to the tensors of a list: `mean, deviation = inputs`."""
    for node in function.body:
        match node:
            case ast.Assign(
                targets=[ast.Tuple(elts=items) | ast.List(elts=items)], value=ast.Name(id=source)
            ) if source == name:
                names = [item.id for item in items if isinstance(item, ast.Name)]
                return tuple(names) if len(names) == len(items) else ()
    return ()


def _snake_case(name: str) -> str:
    """As `keras.utils.naming.to_snake_case` makes the names of layers."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()
