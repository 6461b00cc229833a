"""Methods of a written class that Keras calls besides `call`."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.graph import TensorRef
from model_codegen.emitters.body import Body
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.symbolic_inputs import symbolic_inputs


def write_build(source: Source, plan: Plan, body: Body, attributes: Mapping[str, str]) -> None:
    """Write `build`, which runs `call` on symbolic tensors: that builds the layers inside as well.

    Keras could trace `call` by itself. It would not know the inputs' dtypes, though, when it loads
    a saved model, nor show shapes in the summary.

    Args:
        source: Where to.
        plan: The names.
        body: The graph of the class.
        attributes: By operation: the attribute that holds its layer, `self.dense`.
    """
    with source.block("def build(self, input_shape):"):
        inputs = symbolic_inputs(body)
        source.line("# Running the layers on symbolic tensors makes their weights")
        source.line(f"self.call({inputs})", input_marks(body))
        for operation_id, attribute in attributes.items():
            if not plan.frozen_later(body, operation_id):
                continue
            marks = call_marks(body, operation_id)
            if body.repeats(operation_id) > 1:
                with source.block(f"for layer in {attribute}:", marks):
                    source.line("layer.trainable = False", marks)
            else:
                source.line(f"{attribute}.trainable = False", marks)
        if body.graph_id in plan.frozen and attributes:
            _hand_on(source, body, attributes)


def _hand_on(source: Source, body: Body, attributes: Mapping[str, str]) -> None:
    """Keras keeps `trainable=False` in the layer that is given it, not in those inside."""
    layers = [
        f"*{attribute}" if body.repeats(key) > 1 else attribute
        for key, attribute in attributes.items()
    ]
    loop = f"for layer in [{', '.join(layers)}]:"
    with source.block("if not self.trainable:"), source.block(loop):
        source.line("layer.trainable = False")


def write_output_shape(source: Source, body: Body) -> None:
    """Write `compute_output_shape`: Keras asks a layer inside another one, and does not trace it.

    Args:
        source: Where to.
        body: The graph of the class.
    """
    with source.block("def compute_output_shape(self, input_shape):"):
        source.line(f"outputs = self.call({symbolic_inputs(body)})", input_marks(body))
        if isinstance(body.outputs, TensorRef):
            source.line("return outputs.shape")
        else:
            source.line("return keras.tree.map_structure(lambda y: y.shape, outputs)")


def write_compute_mask(source: Source) -> None:
    """Write `compute_mask`, which hands no mask on."""
    with source.block("def compute_mask(self, inputs, previous_mask):"):
        source.line("# The layers inside have already attached their masks to the tensors")
        source.line("return None")


def call_marks(body: Body, operation_id: str) -> list[Mark]:
    """The calls that a line is about which makes or changes an operation."""
    return [(body.graph_id, call) for call in body.operations[operation_id]]


def input_marks(body: Body) -> list[Mark]:
    """The inputs that a line is about which takes them."""
    return [(body.graph_id, node_id) for node_id in body.inputs]
