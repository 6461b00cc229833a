"""A graph that Hypothesis draws call by call, with the shapes of its tensors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from model_codegen.design.graph import (
    Layer,
    ModelGraph,
    Node,
    Op,
    Operation,
    TensorRef,
)

NAMES = (
    "dense", "x", "inputs", "layers", "keras", "class", "return", "model", "build_model", "print",
    "encoder", "Block", "_hidden", "2nd", "a-b", "a.b", "add", "merge", "main", "outputs", "call",
    "self", "training", "super", "None", "lambda", "relu", "head",
)  # fmt: skip

OUTSIDE_BLOCKS = ("_hidden",)
"""TensorFlow refuses such a name of a layer inside a layer of one's own, which a block can become:
"not a valid root scope name", in any code."""

DTYPES = ("float32", "mixed_float16", "mixed_bfloat16", "float16")
"""Not "bfloat16": TensorFlow cannot initialise recurrent weights in it."""

Shape = tuple[int, ...]
"""Without the batch."""


@dataclass(frozen=True)
class Tensor:
    """A tensor of the sketch; `ids` holds integers."""

    ref: TensorRef
    shape: Shape
    ids: bool = False


@dataclass
class Sketch:
    """A graph that grows call by call."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    dtypes: bool
    blocks: dict[str, tuple[ModelGraph, list[Shape], list[Shape]]]
    operations: dict[str, Operation] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    tensors: list[Tensor] = field(default_factory=list)
    built_with: dict[str, tuple[list[Shape], list[Shape]]] = field(default_factory=dict)
    block: bool = False
    common: dict[str, Operation] | None = None

    def name(self, stem: str) -> str:
        """A name that is not taken, sometimes a nasty one."""
        wanted = self.draw(st.sampled_from((stem, stem, *NAMES)))
        if self.block and wanted in OUTSIDE_BLOCKS:
            wanted = stem
        name, count = wanted, 0
        while name in self.operations or name in self.nodes:
            count += 1
            name = f"{wanted}_{count}"
        return name

    def input(self, shape: Shape, *, ids: bool = False) -> Tensor:
        name = self.name("ids" if ids else "input")
        dtype = "int32" if ids else None
        self.operations[name] = Layer("keras.Input", name, {"shape": list(shape)}, dtype=dtype)
        self.nodes[name] = Node(name)
        tensor = Tensor(TensorRef(name), shape, ids)
        self.tensors.append(tensor)
        return tensor

    def layer(self, class_name: str, config: dict[str, Any], *calls: Any, **kwargs: Any) -> str:
        """Add a layer and its call; return the node's id."""
        name = self.name(class_name.lower())
        dtype = self.draw(st.sampled_from((None, None, None, *DTYPES))) if self.dtypes else None
        trainable = self.draw(st.sampled_from((True, True, True, False)))
        self.operations[name] = Layer(f"keras.layers.{class_name}", name, config, dtype, trainable)
        self.nodes[name] = Node(name, calls, kwargs)
        return name

    def op(self, function: str, *args: Any, **kwargs: Any) -> str:
        name = self.name(function)
        self.operations[name] = Op(f"keras.ops.{function}")
        self.nodes[name] = Node(name, args, kwargs)
        return name

    def out(self, node_id: str, *shapes: Shape) -> None:
        self.tensors += [Tensor(TensorRef(node_id, i), s) for i, s in enumerate(shapes)]

    def pick(self, suits: Callable[[Tensor], bool]) -> Tensor | None:
        """A tensor that suits, recent ones preferred."""
        found = [tensor for tensor in self.tensors if suits(tensor)]
        if not found:
            return None
        recent = found[-3:]
        return self.draw(st.sampled_from(recent + found))

    def like(self, other: Tensor) -> Tensor:
        """A tensor of the same shape, possibly the same one."""
        found = self.pick(lambda t: t.shape == other.shape and not t.ids)
        assert found is not None
        return found
