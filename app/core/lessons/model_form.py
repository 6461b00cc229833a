"""`ModelForm`: what a design computes and shares, without names, ids and blocks; without Keras.

Two designs of one form are one model: the same layers with the same arguments, called the same way
and as often. `equivalence.normal_form` tells more (names, blocks, what Keras makes of arguments),
and needs Keras for it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.lessons.values import same, shown
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design import expansion
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    ModelGraph,
    Node,
    Op,
    Operation,
    Slice,
    SubModel,
    TensorRef,
)
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.traversal import MAX_DEPTH, flattened, flow, is_input

MOST = 20_000
"""So many calls are looked at, those in blocks wherever the block is called."""

DEEPEST = 32
"""So deep are blocks in blocks looked at."""

_COMMUTATIVE = frozenset(
    {"Add", "Multiply", "Average", "Maximum", "Minimum", "add", "multiply", "maximum", "minimum"}
)
_KEY = "operation"


@dataclass(frozen=True)
class ModelForm:
    """A form.

    Attributes:
        calls: In an order that does not depend on how the design is stored: the number of what is
            called, what it is, and the numbers of the calls whose tensors it takes.
        layers: What is called, in words, and how many there are of it: `Dense(units=64)`.
    """

    calls: tuple[Any, ...]
    layers: Mapping[str, int]


@dataclass
class _Call:
    identity: tuple[str, ...]
    what: str
    arguments: Any
    digest: str = ""  # what it computes, sharing left out


@dataclass(frozen=True)
class _Ref:
    call: int
    index: int


def form(design: Design, catalogue: Catalogue | None = None) -> ModelForm:
    """The form of the main graph of a design; of a draft as far as it goes.

    Args:
        design: Any design.
        catalogue: Tells defaults of arguments, which count as if they were not set.
    """
    inliner = _Inliner(expansion.expanded(design), catalogue)
    outputs = inliner.main()
    calls = inliner.calls
    for call in calls:
        call.arguments = _in_order(call, calls)
        tree = _leaves(call.arguments, lambda ref: (calls[ref.call].digest, ref.index))
        call.digest = hashlib.sha256(repr((call.what, tree)).encode()).hexdigest()
    return _numbered(calls, sorted(outputs, key=lambda ref: (calls[ref.call].digest, ref.index)))


def difference(wanted: ModelForm, here: ModelForm) -> str:
    """What one has and the other lacks, as a sentence."""
    missing, more = Counter(wanted.layers), Counter(here.layers)
    missing, more = missing - more, more - missing
    if missing:
        return f"The model lacks {_listed(missing)}."
    if more:
        return f"The model has more than it should: {_listed(more)}."
    return "The layers are right, and are wired or shared in another way."


def _listed(layers: Counter[str]) -> str:
    first, *rest = layers.items()
    name, times = first
    some = f"{times} × `{name}`" if times > 1 else f"`{name}`"
    return f"{some} and {sum(n for _, n in rest):,} more" if rest else some


@dataclass
class _Inliner:
    design: Design
    catalogue: Catalogue | None
    calls: list[_Call] = field(default_factory=list)
    told: dict[int, str] = field(default_factory=dict)

    def main(self) -> list[_Ref]:
        return self.graph(self.design.main, (), {}, True)

    def graph(
        self, graph: ModelGraph, keys: tuple[str, ...], given: dict[str, _Ref], trainable: bool
    ) -> list[_Ref]:
        """The calls of a graph; its outputs."""
        known = flow(graph)
        values: dict[str, list[_Ref]] = {node_id: [ref] for node_id, ref in given.items()}
        for node_id in known.order:
            if node_id in values or node_id in known.pending or len(self.calls) >= MOST:
                continue
            node = graph.nodes[node_id]
            own = node.operation in graph.operations
            operation = graph.operations.get(node.operation) or self.design.operations.get(
                node.operation
            )
            if operation is None:
                continue
            identity = (*keys, node.operation) if own else (node.operation,)
            inner = (
                self.design.models.get(operation.model) if isinstance(operation, SubModel) else None
            )
            if inner is not None and isinstance(operation, SubModel) and len(keys) < DEEPEST:
                values[node_id] = self.block(
                    inner, identity, node, values, trainable and operation.trainable
                )
                continue
            arguments = _leaves([*node.args, dict(node.kwargs)], lambda ref: _value(values, ref))
            self.calls.append(_Call(identity, self.what(operation, trainable), arguments))
            made = len(self.calls) - 1
            values[node_id] = [_Ref(made, index) for index in range(1)]
        outputs = flattened(resolve_outputs(graph, {}, known))
        return [
            ref
            for leaf in outputs
            if isinstance(leaf, TensorRef) and (ref := _value(values, leaf)) is not None
        ]

    def block(
        self,
        inner: ModelGraph,
        keys: tuple[str, ...],
        node: Node,
        values: Mapping[str, list[_Ref]],
        trainable: bool,
    ) -> list[_Ref]:
        tensors = [leaf for leaf in flattened([*node.args]) if isinstance(leaf, TensorRef)]
        inputs = [leaf for leaf in flattened(inner.inputs) if is_input(inner, leaf)]
        given = {
            node_id: ref
            for node_id, tensor in zip(inputs, tensors, strict=False)
            if (ref := _value(values, tensor)) is not None
        }
        return self.graph(inner, keys, given, trainable)

    def what(self, operation: Operation, trainable: bool) -> str:
        """An operation as text: the same for what computes the same."""
        key = id(operation) * 2 + trainable
        if key not in self.told:
            self.told[key] = self._what(operation, trainable)
        return self.told[key]

    def _what(self, operation: Operation, trainable: bool) -> str:
        if isinstance(operation, Op):
            return operation.function.removeprefix("keras.")
        if isinstance(operation, SubModel):
            return f"block {operation.model}"
        entry = self.catalogue.find(operation.class_name) if self.catalogue else None
        path = entry.path if entry else operation.class_name
        schema = entry.schema.get("properties", {}) if entry else {}
        parts = [
            f"{name}={_frozen(value, schema.get(name, {}))}"
            for name, value in sorted(operation.config.items())
            if not _is_default(name, value, schema.get(name, {}))
        ]
        dtype = operation.dtype or ("" if path == INPUT_CLASS else self.design.dtype_policy)
        if dtype not in ("", "float32"):
            parts.append(f"dtype={dtype}")
        if not (operation.trainable and trainable) and path != INPUT_CLASS:
            parts.append("trainable=False")
        if operation.trainable_layers is not None:
            parts.append(f"trainable_layers={operation.trainable_layers}")
        return f"{path.rpartition('.')[2]}({', '.join(parts)})"


def _numbered(calls: list[_Call], outputs: list[_Ref]) -> ModelForm:
    """The calls that the outputs need, numbered from there."""
    numbers: dict[int, int] = {}
    identities: dict[tuple[str, ...], int] = {}
    whats: dict[tuple[str, ...], str] = {}
    found: list[Any] = []
    for output in outputs:
        stack = [(output.call, iter(_sources(calls[output.call].arguments)))]
        while stack:
            place, sources = stack[-1]
            following = next((source for source in sources if source not in numbers), None)
            if following is not None:
                stack.append((following, iter(_sources(calls[following].arguments))))
                continue
            stack.pop()
            if place in numbers:
                continue
            call = calls[place]
            numbers[place] = len(numbers)
            identity = identities.setdefault(call.identity, len(identities))
            whats[call.identity] = call.what
            tree = _leaves(call.arguments, lambda ref: (numbers[ref.call], ref.index))
            found.append((identity, call.what, tree))
    ends = tuple((numbers[ref.call], ref.index) for ref in outputs)
    return ModelForm((*found, ends), Counter(whats.values()))


def _in_order(call: _Call, calls: list[_Call]) -> Any:
    """The arguments; of a merge that takes them in any order, in an order of their own."""
    if call.what.partition("(")[0].rpartition(".")[2] not in _COMMUTATIVE:
        return call.arguments

    def rank(ref: Any) -> Any:
        return (calls[ref.call].digest, ref.index) if isinstance(ref, _Ref) else ("", 0)

    *args, kwargs = call.arguments
    if len(args) == 1 and isinstance(args[0], (list, tuple)):
        args = [sorted(args[0], key=rank)]
    else:
        args = sorted(args, key=rank)
    return [*args, kwargs]


def _value(values: Mapping[str, list[_Ref]], ref: TensorRef) -> _Ref | None:
    found = values.get(ref.node)
    if not found:
        return None
    if ref.index < len(found):
        return found[ref.index]
    return _Ref(found[0].call, ref.index)  # of a layer that returns several


def _leaves(tree: Any, change: Callable[[Any], Any], depth: int = 0) -> Any:
    """A tree with its tensors changed, of tuples, all else as text."""
    kind = type(tree)
    if kind is TensorRef or kind is _Ref:
        return change(tree)
    if kind is str:
        return tree
    if depth > MAX_DEPTH:
        return "…"
    if kind is list or kind is tuple:
        return tuple([_leaves(item, change, depth + 1) for item in tree])
    if isinstance(tree, Mapping):
        return tuple([(key, _leaves(tree[key], change, depth + 1)) for key in sorted(tree)])
    if kind is Slice:
        parts = (tree.start, tree.stop, tree.step)
        return ("slice", *[_leaves(part, change, depth + 1) for part in parts])
    return repr(tree)


def _sources(tree: Any) -> Iterator[int]:
    kind = type(tree)
    if kind is _Ref:
        yield tree.call
    elif kind is list or kind is tuple:
        for item in tree:
            yield from _sources(item)


def _is_default(name: str, value: Any, schema: Mapping[str, Any]) -> bool:
    if "default" in schema and same(schema["default"], value):
        return True
    return name == "activation" and same("linear", value)


def _frozen(value: Any, schema: Mapping[str, Any]) -> str:
    if isinstance(value, (list, tuple)) and value and all(item == value[0] for item in value):
        per_dimension = any(
            one.get("title") == "every dimension" for one in schema.get("anyOf", ())
        )
        value = value[0] if per_dimension else value
    if isinstance(value, Mapping) and "class_name" in value and not value.get("config"):
        value = shown(value)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=repr)
