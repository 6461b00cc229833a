"""Random input for a built design: of the right structure, shape, dtype and range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from model_codegen.design.graph import Layer, SubModel, TensorRef
from model_codegen.design.traversal import flattened, map_leaves, references
from model_codegen.emitters.body import Body
from model_codegen.emitters.literals import nested_layers
from model_codegen.emitters.program import Program

if TYPE_CHECKING:
    import numpy as np

BATCH = 2
"""Batch size where an input leaves it open."""

_BOUNDS = ("input_dim", "num_tokens", "num_classes")
"""Arguments that say below which number an index must stay."""

_FEW = 2
"""Indices stay below this where nothing is known of their use."""


def sample(program: Program, size: int, rng: np.random.Generator) -> Any:
    """Draw input for a design, as its `inputs` are structured.

    Args:
        program: The design.
        size: Length of the dimensions that are not fixed, batch apart.
        rng: Where randomness comes from.
    """
    body = program.main
    return map_leaves(body.graph.inputs, lambda node_id: _draw(program, body, node_id, size, rng))


def _draw(program: Program, body: Body, node_id: str, size: int, rng: np.random.Generator) -> Any:
    import keras
    import numpy as np

    spec = body.specs(node_id)[0]
    batch, *rest = spec.shape or (None,)
    shape = (batch or BATCH, *(size if dimension is None else dimension for dimension in rest))
    if spec.dtype == "string":
        words = rng.choice(np.array(["red", "green", "blue"]), size=shape)
        return keras.ops.convert_to_tensor(words, dtype="string")
    bound = min(bounds(program, body, TensorRef(node_id)), default=None)
    if bound is not None or "int" in spec.dtype or spec.dtype == "bool":
        few = 256 if spec.dtype == "uint8" else _FEW
        whole = rng.integers(0, max(1, few if bound is None else bound), size=shape)
        return keras.ops.cast(whole, spec.dtype)
    return keras.ops.cast(rng.normal(size=shape), spec.dtype)


def bounds(program: Program, body: Body, ref: TensorRef) -> Iterator[int]:
    """Bounds set by whatever uses a tensor as an index, directly or passed on unchanged.

    Args:
        program: The design.
        body: The graph that the tensor is in.
        ref: The tensor.

    Yields:
        Numbers below which it must stay.
    """
    for node_id in body.calls:
        node, operation = body.node(node_id), body.operation(node_id)
        if ref not in references(node):
            continue
        if isinstance(operation, SubModel):
            inner = program.definitions[operation.model]
            passed = flattened(node.args[0] if len(node.args) == 1 else list(node.args))
            for target, given in zip(flattened(inner.graph.inputs), passed, strict=False):
                if given == ref:
                    yield from bounds(program, inner, TensorRef(target))
            continue
        configs: list[Mapping[str, Any]] = [node.kwargs]
        if isinstance(operation, Layer):
            configs += [operation.config, *(config for _, config in nested_layers(operation))]
        found = [c[name] for c in configs for name in _BOUNDS if type(c.get(name)) is int]
        yield from found
        if not found and not body.analysis.operations[node.operation].params:
            for index, spec in enumerate(body.specs(node_id)):
                if spec.dtype == body.spec(ref).dtype:
                    yield from bounds(program, body, TensorRef(node_id, index))
