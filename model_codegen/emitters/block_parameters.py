"""Parameters of a block, and what is worked out of them, as source."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.errors import LayerloomError
from model_codegen.design.expressions import MAX_LENGTH, expression
from model_codegen.design.graph import (
    Expression,
    Layer,
    ModelGraph,
    Node,
    Operation,
    SubModel,
)
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.literals import Verbatim, config_value
from model_codegen.emitters.namespace import Namespace

_TAKEN = frozenset({"x", "name", "inputs", "outputs", "kwargs", "training", "model", "config"})
"""What functions and methods of generated source call other things."""

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def variables(parameters: Mapping[str, Any]) -> dict[str, str]:
    """What the parameters of a block are called in source, where their own names are taken.

    Args:
        parameters: The parameters, with their defaults.
    """
    names = Namespace(_TAKEN)
    return {name: names.name(name, "value") for name in parameters}


def signature(parameters: Mapping[str, Any]) -> list[str]:
    """The parameters as they stand in the head of a function: `filters=64`."""
    called = variables(parameters)
    return [f"{called[name]}={config_value(value)}" for name, value in parameters.items()]


def with_texts(graph: ModelGraph, written: Collection[str]) -> ModelGraph:
    """The graph with Python in place of every expression over its parameters.

    Args:
        graph: The graph.
        written: The calls that are written; what is wrong with others is not looked at.

    Raises:
        LayerloomError: If an expression is more than arithmetic over the parameters.
    """
    called = variables(graph.parameters)
    made = {graph.nodes[key].operation for key in written if key in graph.nodes}
    operations = {
        key: operation_with_texts(o, called) if key in made else o
        for key, o in graph.operations.items()
    }
    nodes = {
        key: _node(node, called) if key in written else node for key, node in graph.nodes.items()
    }
    if all(operations[key] is o for key, o in graph.operations.items()) and all(
        nodes[key] is node for key, node in graph.nodes.items()
    ):
        return graph
    return replace(graph, operations=operations, nodes=nodes)


def operation_with_texts(operation: Operation, called: Mapping[str, str]) -> Operation:
    """An operation with Python in place of every expression; itself if it has none.

    Args:
        operation: The operation.
        called: What the parameters are called.

    Raises:
        LayerloomError: If an expression is more than arithmetic over the parameters.
    """
    if isinstance(operation, Layer) and operation.recorded is None and _has(operation.config):
        return replace(operation, config=_value(operation.config, called))
    if isinstance(operation, SubModel) and _has(operation.arguments):
        return replace(operation, arguments=_value(operation.arguments, called))
    return operation


def expression_text(text: str, called: Mapping[str, str]) -> str:
    """An expression as Python, written anew so that nothing but arithmetic can stand in it.

    Args:
        text: The expression.
        called: What the parameters are called.

    Raises:
        LayerloomError: If it is more than arithmetic over the parameters.
    """
    try:
        if len(text) > MAX_LENGTH:
            raise ValueError
        return ast.unparse(_checked(ast.parse(text.strip(), mode="eval").body, called))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise LayerloomError(f"{text[:60]!r} is no arithmetic over the parameters.") from None


def is_arithmetic(text: str, called: Mapping[str, str]) -> bool:
    """Whether an expression is one, as `expression_text` takes it."""
    try:
        expression_text(text, called)
    except LayerloomError:
        return False
    return True


def _checked(node: ast.expr, called: Mapping[str, str]) -> ast.expr:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node
    if isinstance(node, ast.Name) and node.id in called:
        return ast.Name(called[node.id], ast.Load())
    if isinstance(node, ast.BinOp) and isinstance(node.op, _OPERATORS):
        return ast.BinOp(_checked(node.left, called), node.op, _checked(node.right, called))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return ast.UnaryOp(node.op, _checked(node.operand, called))
    if isinstance(node, ast.Tuple):
        return ast.Tuple([_checked(each, called) for each in node.elts], ast.Load())
    raise ValueError


def _has(value: Any) -> bool:
    if isinstance(value, Mapping):
        return expression(value) is not None or any(map(_has, value.values()))
    return isinstance(value, (list, tuple)) and any(map(_has, value))


def _value(value: Any, called: Mapping[str, str]) -> Any:
    if (text := expression(value)) is not None:
        return Verbatim(expression_text(text, called))
    if isinstance(value, Mapping):
        return {key: _value(item, called) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_value(item, called) for item in value)
    return value


def _node(node: Node, called: Mapping[str, str]) -> Node:
    changed = False

    def written(leaf: Any) -> Any:
        nonlocal changed
        if not isinstance(leaf, Expression):
            return leaf
        changed = True
        return Verbatim(expression_text(leaf.text, called))

    args = tuple(map_leaves(argument, written) for argument in node.args)
    kwargs = {name: map_leaves(item, written) for name, item in node.kwargs.items()}
    return replace(node, args=args, kwargs=kwargs) if changed else node


def mentioned(nodes: Mapping[str, Node], called: Mapping[str, str]) -> list[str]:
    """The variables of parameters that calls mention, apart from how their layers are made.

    Args:
        nodes: The calls, with their expressions as Python.
        called: What the parameters are called.
    """
    found: set[str] = set()

    def look(leaf: Any) -> Any:
        if isinstance(leaf, Verbatim):
            names = ast.walk(ast.parse(str(leaf), mode="eval"))
            found.update(each.id for each in names if isinstance(each, ast.Name))
        return leaf

    for node in nodes.values():
        map_leaves(list(node.args), look)
        map_leaves(dict(node.kwargs), look)
    return [variable for variable in called.values() if variable in found]
