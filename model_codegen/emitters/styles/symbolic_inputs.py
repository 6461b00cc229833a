"""Symbolic tensors of the shapes that Keras hands to a layer, on which it can be called."""

from __future__ import annotations

from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import argument_text
from model_codegen.emitters.literals import literal
from model_codegen.emitters.return_structure import paths


def symbolic_inputs(body: Body) -> str:
    """The argument of `call`, made of symbolic tensors, where `input_shape` holds the shapes.

    Args:
        body: The graph whose inputs they are.
    """
    tree = map_leaves(body.graph.inputs, TensorRef)
    return argument_text(tree, {ref: _symbol(body, ref.node, steps) for ref, steps in paths(tree)})


def _symbol(body: Body, node_id: str, steps: tuple[str | int, ...]) -> str:
    layer = body.input_layer(node_id)
    dtype = body.specs(node_id)[0].dtype
    arguments = ["input_shape" + "".join(f"[{literal(step)}]" for step in steps)]
    if dtype != "float32":
        arguments.append(f"dtype={literal(dtype)}")
    arguments += [f"{kind}=True" for kind in ("sparse", "ragged") if layer.config.get(kind)]
    return f"keras.KerasTensor({', '.join(arguments)})"
