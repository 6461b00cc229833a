"""Names that would be taken for markup, in disguise while Keras handles them.

`summary` passes names to rich and `model_to_dot` to Graphviz's HTML labels, and neither escapes all
of them. So every such character of a design's names is first exchanged for one of Unicode's private
use area, which means nothing to anyone and is one column wide, and exchanged back in the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model_codegen.graph import Design, ModelGraph, Op, Operation

_BASE = 0xE000
_MARKUP = "[]\\<>&\"'{}|"
_MASK = {ord(c): chr(_BASE + ord(c)) for c in _MARKUP} | {c: chr(_BASE + c) for c in range(0x20)}
_PLAIN = {_BASE + c: chr(c) for c in map(ord, _MARKUP)} | {
    # Control characters are shown by the pictures that Unicode has for them.
    _BASE + c: chr(0x2400 + c)
    for c in range(0x20)
}
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
    )


def unmask(text: str) -> str:
    """Return text with the names as they were; control characters show as symbols."""
    return text.translate(_PLAIN)


def unmask_html(text: str) -> str:
    """Return DOT or HTML text with the names as they were, escaped."""
    return text.translate(_HTML)


def _name(name: str) -> str:
    return "".join(c if c.isprintable() or ord(c) < 0x20 else "�" for c in name).translate(_MASK)


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
