"""Functions of the text: their arguments bound, their code followed."""

from __future__ import annotations

import ast
from collections.abc import Callable

from model_codegen.importers.source.bounds import DEEPEST_CALL, NotFollowed
from model_codegen.importers.source.provenance import written
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.text_definitions import Function
from model_codegen.importers.source.value_trees import tensors_in
from model_codegen.importers.source.values import Run, Value


def define(
    reading: Reading,
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
    scope: Scope,
) -> Function:
    """The function that a definition or `lambda` makes.

    Args:
        reading: The reading.
        node: Its code.
        scope: Where it stands.
    """
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    defaults = {
        argument.arg: reading.evaluate(reading, default, scope)
        for argument, default in zip(
            positional[len(positional) - len(given.defaults) :], given.defaults, strict=True
        )
    }
    for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        if default is not None:
            defaults[argument.arg] = reading.evaluate(reading, default, scope)
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    return Function(name, node, scope, defaults)


def bind(function: Function, args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value]:
    """The variables that a call begins with.

    Args:
        function: What is called.
        args: Positional arguments.
        kwargs: Arguments by name.

    Raises:
        NotFollowed: If they do not fit.
    """
    given = function.node.args
    positional = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    rest = dict(kwargs)
    bound = dict(zip(positional, args, strict=False))
    if given.vararg is not None:
        bound[given.vararg.arg] = tuple(args[len(positional) :])
    elif len(args) > len(positional):
        raise NotFollowed(f"`{function.name}` takes {len(positional)} arguments, not {len(args)}")
    only = {argument.arg for argument in given.posonlyargs}
    for name in (*positional, *(argument.arg for argument in given.kwonlyargs)):
        if name in rest and name not in only:
            if name in bound:
                raise NotFollowed(f"`{function.name}` is given `{name}` twice")
            bound[name] = rest.pop(name)
        elif name not in bound:
            if name not in function.defaults:
                raise NotFollowed(f"`{function.name}` is not given `{name}`")
            bound[name] = function.defaults[name]
    if given.kwarg is not None:
        bound[given.kwarg.arg] = rest
    elif rest:
        raise NotFollowed(f"`{function.name}` takes no argument `{next(iter(rest))}`")
    return bound


def required(function: Function) -> list[str]:
    """The names of the arguments that a call must give."""
    given = function.node.args
    named = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [name for name in named if name not in function.defaults]


def run(
    reading: Reading,
    function: Function,
    args: list[Value],
    kwargs: dict[str, Value],
    body: Callable[[Reading, Function, Scope], Value],
    name_inputs: Callable[[str, Value], None],
) -> Value:
    """Follow a call of a function.

    Args:
        reading: The reading.
        function: What is called.
        args: Positional arguments.
        kwargs: Arguments by name.
        body: Follows its code.
        name_inputs: Is told of every argument.

    Raises:
        NotFollowed: If the arguments do not fit, or functions call one another too deeply.
    """
    if len(reading.position.stack) >= DEEPEST_CALL:
        raise NotFollowed(f"functions call one another more than {DEEPEST_CALL} deep")
    bound = bind(function, args, kwargs)
    scope = Scope(function.scope, bound, function=function)
    for name, value in bound.items():
        name_inputs(name, value)
    position = reading.position
    position.runs.append(_run_of(position.call, position.run(), function, bound))
    position.stack.append(function)
    reading.program.ran.add(function.node)
    try:
        return body(reading, function, scope)
    finally:
        position.stack.pop()
        position.runs.pop()


def _run_of(
    call: ast.Call | None, around: Run | None, function: Function, bound: dict[str, Value]
) -> Run:
    """What is to be known of a run of a function, where its arguments are bound.

    Args:
        call: The call, as it is written.
        around: The run that it is in.
        function: What is called.
        bound: Its arguments.
    """
    said: dict[str, str] = {}
    if around is not None and call is not None:
        said = written(around, _parts(call, function), bound)
    tensors = bool(tensors_in([*bound.values()]))
    is_method = function.owner is not None or "self" in bound
    line = 0 if call is None else call.lineno
    return Run(function.name, function.node, dict(bound), said, around, is_method, tensors, line)


def _parts(call: ast.Call, function: Function) -> dict[str, ast.expr]:
    """The arguments of a call of a function, as they are written."""
    given = function.node.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    if names[:1] == ["self"]:
        names = names[1:]
    if any(isinstance(each, ast.Starred) for each in call.args):
        return {}
    parts = dict(zip(names, call.args, strict=False))
    return parts | {each.arg: each.value for each in call.keywords if each.arg is not None}
