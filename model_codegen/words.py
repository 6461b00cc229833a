"""How things are called in messages, and what Keras' exceptions say in one clean sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from model_codegen.graph import Layer, ModelGraph, Op, SubModel, TensorRef
from model_codegen.traversal import Flow

if TYPE_CHECKING:
    from model_codegen.analysis.signature import Symbols

LONGEST = 300
"""The longest piece of foreign text, such as a name, that a message repeats."""


class Words:
    """Names for the nodes and tensors of one graph.

    Args:
        graph: The graph.
        flow: How its tensors run.
        symbols: The tensors that are known.
        models: Names of the definitions, by id.
    """

    def __init__(
        self, graph: ModelGraph, flow: Flow, symbols: Symbols, models: Mapping[str, str]
    ) -> None:
        self._graph = graph
        self._flow = flow
        self._symbols = symbols
        self._models = models

    @cached_property
    def _calls(self) -> dict[str, list[str]]:
        calls: dict[str, list[str]] = {}
        for node_id in self._flow.order:
            calls.setdefault(self._graph.nodes[node_id].operation, []).append(node_id)
        return calls

    def node(self, node_id: str) -> str:
        """ "`dense`", or "`dense` (call 2)" where one layer is called several times."""
        node = self._graph.nodes.get(node_id)
        operation = self._graph.operations.get(node.operation) if node else None
        if node is None or operation is None or isinstance(operation, Op):
            return quote(node_id)
        calls = self._calls[node.operation]
        number = f" (call {calls.index(node_id) + 1})" if len(calls) > 1 else ""
        return quote(operation.name) + number

    def nodes(self, node_ids: Iterable[str]) -> str:
        """Several of them: "`a`, `b` and `c`"."""
        return listing([self.node(node_id) for node_id in node_ids])

    def described(self, node_id: str) -> str:
        """ "`merge` (Concatenate)"."""
        node = self._graph.nodes[node_id]
        return f"{self.node(node_id)} ({self.kind(node.operation)})"

    def kind(self, operation_id: str) -> str:
        """What an operation is: "Dense", "ops.add" or the name of a definition."""
        operation = self._graph.operations.get(operation_id)
        match operation:
            case Layer():
                return shorten(operation.class_name.rpartition(".")[2] or operation.class_name)
            case Op():
                return shorten(operation.function.removeprefix("keras."))
            case SubModel():
                return shorten(self._models.get(operation.model, operation.model))
            case _:
                return "unknown"

    def output(self, ref: TensorRef) -> str:
        """ "`left`", or "`lstm` output 1" where a call returns several tensors."""
        several = len(self._symbols.get(ref.node, ())) > 1
        return self.node(ref.node) + (f" output {ref.index}" if several else "")

    def tensor(self, ref: TensorRef) -> str:
        """ "`left` (None, 64)", or just "`left`" while its shape is unknown."""
        found = self._symbols.get(ref.node, ())
        name = self.output(ref)
        return f"{name} {found[ref.index].shape}" if ref.index < len(found) else name

    def tensors(self, refs: Iterable[TensorRef]) -> str:
        """Several of them: "`left` (None, 64) and `right` (None, 32)"."""
        return listing([self.tensor(ref) for ref in refs])


def quote(name: str) -> str:
    """A name in backticks."""
    return f"`{shorten(name)}`"


def shorten(text: str) -> str:
    """Foreign text on one line, cut where it is very long."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def listing(items: list[str], most: int = 6) -> str:
    """ "a, b and c"; of many items the first ones and how many follow."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


_DECORATION = re.compile(
    r"Could not automatically infer the output shape / dtype of .*? Error encountered: "
    r"|Exception encountered when calling [^:]*?\. "
    r"|Arguments received by .*$"
    r"|\x1b\[\d*m"
)
_TENSOR = re.compile(r"<KerasTensor shape=(\([^)]*\))[^>]*>")
_NDIM = r"expected (min_ndim|max_ndim|ndim)=(\d+), found ndim=(\d+).*"
_NDIM_WORDS = {"min_ndim": "at least ", "max_ndim": "at most ", "ndim": ""}
_UNKNOWN_SIZE = (
    "the size of its weights depends on a dimension that is None; give that dimension a size"
)
_REWORDED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r".*expected axis (-?\d+) of input shape to have value (\S+), but received input with "
         r"shape (.+)", r"it was built for size \2 on axis \1, not for \3"),
        (r".* incompatible with the layer: expected shape=(\(.*?\)), found shape=(.+)",
         r"it expects shape \1, not \2"),
        (r"Inputs have incompatible shapes\. .*", r"all inputs of {kind} need the same shape"),
        (r"A `?(\w+)`? layer requires inputs with matching shapes except for the concatenation "
         r"axis.*", r"\1 needs inputs whose shapes match except on the axis it joins"),
        (r"Cannot broadcast shape, .* value (\d+), which cannot be broadcasted to (\d+).*",
         r"\1 and \2 cannot be broadcast to one another"),
        (r"Computed output size would be (?:zero or )?negative\..*",
         "the output would have no size left; use a smaller window or padding='same'"),
        (r"Shapes used to initialize variables must be fully-defined.*", _UNKNOWN_SIZE),
        (r"unsupported operand type\(s\) for .*'NoneType'.*", _UNKNOWN_SIZE),
        (r"Layer \"?.*?\"? expects (\d+) (?:named )?input\(s\).*received (\d+) input tensors.*",
         r"it takes \1 tensors and gets \2"),
        (r"(?:tuple|list) index out of range", r"an axis is set that the tensor does not have"),
        (r"Missing data for input \"(.*?)\"\..*", r"its input `\1` is missing"),
        (r".*?got an unexpected keyword argument '(\w+)'.*", r"its call has no argument `\1`"),
        (r".*missing (?:a required|\d+ required positional) arguments?: (.*)",
         r"its call lacks \1"),
        (r"Only input tensors may be passed as positional arguments\..* keyword argument: (.*) "
         r"\(of type .*", r"\1 stands where a tensor goes; pass it by name"),
        (r"maximum recursion depth exceeded.*", r"it is nested too deeply for Keras"),
    )
)  # fmt: skip


def undecorated(error: BaseException) -> str:
    """What an exception of Keras says, on one line, without what Keras puts around it."""
    text = _DECORATION.sub("", " ".join(str(error).split()))
    return _TENSOR.sub(r"\1", text).strip()


def reason(error: BaseException, kind: str, name: str) -> str:
    """Why Keras refuses a call, as the end of a sentence.

    Args:
        error: What Keras raised.
        kind: Class of the layer.
        name: Name of the layer in the message, which says nothing to the reader.
    """
    text = undecorated(error)
    if match := re.search(_NDIM, text):
        many, wanted, found = match.groups()
        return f"it needs {_NDIM_WORDS[many]}{wanted} dimensions, the batch included, not {found}"
    for pattern, words in _REWORDED:
        if match := pattern.fullmatch(text):
            return match.expand(words).replace("{kind}", kind)
    text = re.split(r"[.,;]? (?:Received|Full (?:input )?shapes?)\b|\. But received", text)[0]
    text = text.replace(f"'{name}'", "this layer").replace(name, "this layer")
    return shorten(text.rstrip(".:, ")) or type(error).__name__
