"""Names that would be taken for markup, in disguise while Keras handles them.

`summary` passes names to rich and `model_to_dot` to Graphviz's HTML labels, and neither escapes all
of them. So every such character of a design's names is first exchanged for a Byzantine musical
symbol, which means nothing to either, is visible and one column wide, and is exchanged back in the
result. A name that does hold such symbols shows markup in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import Design, ModelGraph, Op, Operation

_BASE = 0x1D000
_PLAIN = {_BASE + ord(character): character for character in "[]\\<>&\"'{}|"}
_MASK = {ord(character): code for code, character in _PLAIN.items()}
_HTML = {code: f"&#{ord(character)};" for code, character in _PLAIN.items()} | {
    # In labels, Graphviz reads a backslash with what follows it, even as an entity.
    _BASE + ord("\\"): "&#92;&#92;"
}


def mask(design: Design) -> Design:
    """Return the design with every name, and every key of an argument or output, in disguise."""
    return replace(
        design,
        main=_graph(design.main),
        models={key: _graph(graph) for key, graph in design.models.items()},
        operations={key: _operation(operation) for key, operation in design.operations.items()},
    )


def unmask(text: str) -> str:
    """Return text with the names as they were."""
    return text.translate(_PLAIN)


def unmask_html(text: str) -> str:
    """Return DOT or HTML text with the names as they were, escaped."""
    return text.translate(_HTML)


def _name(name: str) -> str:
    return name.translate(_MASK)


def _graph(graph: ModelGraph) -> ModelGraph:
    return replace(
        graph,
        name=_name(graph.name),
        operations={key: _operation(operation) for key, operation in graph.operations.items()},
        nodes={
            key: replace(
                node,
                args=_keys(node.args),
                kwargs={name: _keys(argument) for name, argument in node.kwargs.items()},
            )
            for key, node in graph.nodes.items()
        },
        inputs=_keys(graph.inputs),
        outputs=_keys(graph.outputs),
    )


def _operation(operation: Operation) -> Operation:
    return (
        operation if isinstance(operation, Op) else replace(operation, name=_name(operation.name))
    )


def _keys(tree: Any) -> Any:
    """The same tree with the keys of its dicts in disguise."""
    if isinstance(tree, Mapping):
        return {_name(key): _keys(item) for key, item in tree.items()}
    if isinstance(tree, list | tuple):
        return type(tree)(map(_keys, tree))
    return tree
