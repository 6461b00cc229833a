"""The inputs and outputs of a design, as data are wired to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model_codegen.analysis import Analysis
from model_codegen.analysis.training.final_activation import final_activation
from model_codegen.design.graph import Design, Layer, TensorRef, TensorSpec
from model_codegen.design.head_names import head_names, input_names
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.traversal import flow, is_application


@dataclass(frozen=True)
class InputEnd:
    """An input.

    Attributes:
        name: What `Data.inputs` calls it.
        shape: Of one sample; None where a size is open.
        dtype: Of its tensor.
        tokens: Where its numbers are looked up, so many different ones there are; 0 elsewhere.
        raw: Whether the model itself brings images into the range that it wants.
    """

    name: str
    shape: tuple[int | None, ...]
    dtype: str
    tokens: int = 0
    raw: bool = False


@dataclass(frozen=True)
class OutputEnd:
    """An output.

    Attributes:
        name: What `Data.targets` and `Training.heads` call it.
        shape: Of one sample; None where a size is open.
        activation: What was done last to it, `"softmax"`; None where nothing tells.
    """

    name: str
    shape: tuple[int | None, ...]
    activation: str | None

    @property
    def units(self) -> int | None:
        """Its last dimension; None where it has none, or an open one."""
        return self.shape[-1] if self.shape else None


def input_ends(design: Design, analysis: Analysis) -> list[InputEnd]:
    """The inputs whose shape is known, in order."""
    found = []
    for name, node_id in input_names(design):
        spec = _spec(analysis, TensorRef(node_id))
        if spec is not None:
            layers = list(_consumers(design, node_id))
            tokens = min(filter(None, map(_tokens, layers)), default=0)
            raw = any(layer.class_name in _RANGING or is_application(layer) for layer in layers)
            found.append(InputEnd(name, spec.shape[1:], spec.dtype, tokens, raw))
    return found


def output_ends(design: Design, analysis: Analysis) -> list[OutputEnd]:
    """The outputs whose shape is known, in order."""
    nodes = analysis.nodes
    counts = {name: len(node.outputs) for name, node in nodes.items() if node.outputs is not None}
    found = []
    for name, ref in head_names(design, counts):
        spec = _spec(analysis, ref)
        if spec is not None:
            last = final_activation(design, analysis.graphs, ref)
            found.append(OutputEnd(name, spec.shape[1:], last and last[0]))
    return found


def _spec(analysis: Analysis, ref: TensorRef) -> TensorSpec | None:
    node = analysis.nodes.get(ref.node)
    outputs = node.outputs if node is not None else None
    return outputs[ref.index] if outputs is not None and ref.index < len(outputs) else None


_RANGING = ("keras.layers.Rescaling", "keras.layers.Normalization")


def _consumers(design: Design, node_id: str) -> Iterator[Layer]:
    """The layers that an input goes into."""
    for consumer in flow(design.main).consumers.get(node_id, ()):
        operation = operation_of(design, design.main, design.main.nodes[consumer].operation)
        if isinstance(operation, Layer):
            yield operation


def _tokens(layer: Layer) -> int:
    for key in ("input_dim", "num_tokens"):
        if layer.class_name.startswith("keras.layers.") and type(layer.config.get(key)) is int:
            return int(layer.config[key])
    return 0
