"""The arguments of a call as a hashable key."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import Missing, Node, Slice, TensorRef

Symbols = Mapping[str, Sequence[Symbol]]
"""The tensors of the calls that are known, by node id."""

_LONGEST = 4096


class UnknownTensorError(LookupError):
    """A call consumes a tensor of which nothing is known."""


def signature(node: Node, symbols: Symbols) -> Hashable:
    """Everything about a call's arguments that its result can depend on.

    Raises:
        UnknownTensorError: If a tensor it consumes is not in `symbols`.
    """
    try:
        args = tuple([_encode(argument, symbols) for argument in node.args])
        if not node.kwargs:
            return args
        return args, tuple([(k, _encode(v, symbols)) for k, v in node.kwargs.items()])
    except (KeyError, IndexError):
        raise UnknownTensorError from None


def fingerprint(value: Any) -> str:
    """A text that two JSON-like values share only if they are the same, type by type."""
    text = repr(value)
    if len(text) > _LONGEST:
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return text


def _encode(argument: Any, symbols: Symbols) -> Hashable:
    kind = type(argument)
    if kind is TensorRef:
        if argument.index < 0:
            raise IndexError
        symbol: Symbol = symbols[argument.node][argument.index]
        return symbol
    if kind is list or kind is tuple:
        return kind.__name__, *[_encode(item, symbols) for item in argument]
    if isinstance(argument, Mapping):
        return "dict", *[(key, _encode(item, symbols)) for key, item in argument.items()]
    if kind is Slice:
        parts = (argument.start, argument.stop, argument.step)
        return "slice", *[_encode(part, symbols) for part in parts]
    if kind is Missing:
        return "missing"
    return "literal", fingerprint(argument)
