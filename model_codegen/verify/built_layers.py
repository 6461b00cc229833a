"""The layers of a design in a model that was built from its source, in any style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model_codegen.design.errors import BuildError
from model_codegen.design.graph import Op, SubModel
from model_codegen.design.wording import quote
from model_codegen.emitters.body import Body
from model_codegen.emitters.program import Program
from model_codegen.keras_bridge.functional_graphs import layers_of

Path = tuple[str, ...]
"""Names of the blocks and the layer."""


@dataclass(frozen=True)
class Built:
    """An operation of a design as it was built.

    Attributes:
        path: Where it is.
        graph_id: The graph that it is an operation of.
        operation_id: Its id.
        layer: The layer, or the block.
        is_block: Whether it is a block, whose layers follow.
    """

    path: Path
    graph_id: str
    operation_id: str
    layer: Any
    is_block: bool


def built(program: Program, body: Body, model: Any, path: Path = ()) -> Iterator[Built]:
    """Find every layer and block of a design in a model.

    Args:
        program: The design.
        body: The graph that the model was built from.
        model: The model, or a block inside it.
        path: Where that is.

    Yields:
        Each, the layers of a block after it.

    Raises:
        BuildError: If a class of the design's own code gives a layer another name.
    """
    import keras

    inside = model.layers if isinstance(model, keras.Model) else layers_of(model)
    by_name = {layer.name: layer for layer in inside}
    for operation_id in body.operations:
        operation = body.graph.operations[operation_id]
        if isinstance(operation, Op):
            continue
        layer, here = by_name.get(operation.name), (*path, operation.name)
        if layer is None:
            raise BuildError(
                f"The built model has no layer {quote(operation.name)}: its class names it by "
                "itself. Let its `__init__` take `**kwargs` and hand them on to `super()`."
            )
        is_block = isinstance(operation, SubModel)
        yield Built(here, body.graph_id, operation_id, layer, is_block)
        if isinstance(operation, SubModel):
            yield from built(program, program.definitions[operation.model], layer, here)


def layers(program: Program, body: Body, model: Any) -> Iterator[tuple[Path, Any]]:
    """Find every layer, without the blocks around them.

    Args:
        program: The design.
        body: The graph that the model was built from.
        model: The model, or a block inside it.

    Yields:
        The names of the blocks and of the layer, with the layer.
    """
    for found in built(program, body, model):
        if not found.is_block:
            yield found.path, found.layer
