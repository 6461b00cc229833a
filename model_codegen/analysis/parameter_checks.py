"""What is wrong with the parameters of blocks, whatever they are used with."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.design import patches
from model_codegen.design.block_uses import worked_out
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.expressions import ExpressionError, expressions, may_be_name, names
from model_codegen.design.graph import Design, Expression, Layer, ModelGraph, SubModel
from model_codegen.design.patches import fix, graph_pointer
from model_codegen.design.traversal import arguments
from model_codegen.design.wording import quote


def check_parameters(design: Design) -> Iterator[Diagnostic]:
    """Find parameters on which nothing depends, and such as no expression can name.

    Args:
        design: As it was drawn.
    """
    for graph_id, graph in ((MAIN, design.main), *design.models.items()):
        if graph.parameters:
            yield from _check(design, graph_id, graph)


def _check(design: Design, graph_id: str, graph: ModelGraph) -> Iterator[Diagnostic]:
    named = set(_named(graph))
    for name in graph.parameters:
        if not may_be_name(name):
            message = (
                f"The parameter {quote(name)} of {quote(graph.name)} cannot be named in Python: "
                "take letters, digits and _, and no word of Python's own"
            )
            yield Diagnostic("illegal-name", "error", message, (), graph_id, alike="parameter")
        elif name not in named:
            message = (
                f"Nothing in {quote(graph.name)} depends on its parameter {quote(name)}: "
                "let an argument have it, or remove it"
            )
            change = fix(f"Remove {quote(name)}", _removal(design, graph_id, name))
            yield Diagnostic("unused-parameter", "advice", message, (), graph_id, change)
    for flaw in worked_out(graph.parameters, {})[1]:
        message = f"The default of {quote(flaw.argument)} in {quote(graph.name)}: {flaw.text}"
        yield Diagnostic("invalid-expression", "error", message, (), graph_id, alike="default")


def _named(graph: ModelGraph) -> Iterator[str]:
    """The names in all expressions of a graph."""
    for operation in graph.operations.values():
        if isinstance(operation, Layer):
            yield from _of(expressions(operation.config))
        elif isinstance(operation, SubModel):
            yield from _of(expressions(operation.arguments))
    for node in graph.nodes.values():
        yield from _of([leaf.text for _, leaf in arguments(node) if isinstance(leaf, Expression)])


def _of(texts: list[str]) -> Iterator[str]:
    for text in texts:
        try:
            yield from names(text)
        except ExpressionError:
            continue


def _removal(design: Design, graph_id: str, name: str) -> patches.Operations:
    """Take a parameter away, and what uses of the block give for it."""
    gone = [patches.remove(graph_pointer(graph_id, "parameters", name))]
    places = [("operations",), ("main", "operations")]
    tables = [design.operations, design.main.operations]
    for key, graph in design.models.items():
        places.append(("models", key, "operations"))
        tables.append(graph.operations)
    for place, operations in zip(places, tables, strict=True):
        gone += [
            patches.remove(patches.pointer(*place, key, "arguments", name))
            for key, operation in operations.items()
            if isinstance(operation, SubModel)
            and operation.model == graph_id
            and name in operation.arguments
        ]
    return gone
