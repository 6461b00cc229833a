"""Calls as a design has them: nodes, with what could not be kept told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import EllipsisType

from model_codegen.design.diagnostics import with_line
from model_codegen.design.graph import (
    Argument,
    Layer,
    Missing,
    Node,
    Op,
    Slice,
    SubModel,
    TensorRef,
)
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.call_arguments import arranged
from model_codegen.importers.saved.op_functions import arranged_op
from model_codegen.importers.source.python_values import Foreign
from model_codegen.importers.source.values import (
    Array,
    Call,
    Dim,
    LayerMade,
    Model,
    Name,
    Open,
    OpMade,
    Tensor,
    Unknown,
    Value,
)

Refer = Callable[[Tensor], TensorRef]
"""Gives the reference to a tensor in the graph that a node is for."""


class Arranger:
    """Arranges the calls of one graph.

    Args:
        refer: Gives the references to tensors.
        constant: Gives what stands for a constant tensor.
    """

    def __init__(self, refer: Refer, constant: Callable[[Array], Argument] | None = None) -> None:
        self._refer = refer
        self._constant = constant
        self.problems: list[str] = []

    def node(self, call: Call, operation_id: str, operation: Layer | Op | SubModel) -> Node:
        """A call as a node.

        Args:
            call: The call.
            operation_id: The id of what it calls.
            operation: What it calls, as the design has it.
        """
        args = [self.argument(argument) for argument in call.args]
        kwargs = {name: self.argument(argument) for name, argument in call.kwargs.items()}
        if isinstance(operation, Op):
            try:
                node = arranged_op(operation.function, kwargs)
            except Unrepresentable:
                return Node(operation_id, tuple(args), kwargs)
            return Node(operation_id, node.args, node.kwargs)
        if isinstance(operation, SubModel):
            named = {key: value for key, value in kwargs.items() if value is not None}
            return Node(operation_id, tuple(args), named)
        return arranged(operation, operation_id, args, kwargs)

    def argument(self, value: Value) -> Argument:
        """An argument of a call; `Missing` where it is not known."""
        if isinstance(value, Tensor):
            return self._refer(value)
        if isinstance(value, (list, range)):
            return [self.argument(item) for item in value]
        if isinstance(value, tuple):
            return tuple(self.argument(item) for item in value)
        if isinstance(value, dict):
            return {str(key): self.argument(item) for key, item in value.items()}
        if isinstance(value, slice):
            return Slice(*map(self._bound, (value.start, value.stop, value.step)))
        if isinstance(value, int) and value.bit_length() > MOST_BITS:
            self.problems.append("the number is too large")
            return Missing()
        if value is None or isinstance(value, (int, float, str, EllipsisType)):
            return value
        if isinstance(value, Name) and (name := dtype_name(value)) is not None:
            return name
        if isinstance(value, Array) and self._constant is not None:
            return self._constant(value)
        if not isinstance(value, Open):
            self.problems.append(why(value))
        return Missing()

    def _bound(self, value: Value) -> int | TensorRef | None:
        if value is None or type(value) is int:
            return value
        if isinstance(value, Tensor):
            return self._refer(value)
        self.problems.append(why(value))
        return None


def dtype_name(value: Value) -> str | None:
    """The dtype that `tf.float32` or `np.float32` names."""
    path = value.path if isinstance(value, (Name, Foreign)) else ""
    module, _, name = path.rpartition(".")
    name = {"bool_": "bool", "half": "float16", "double": "float64"}.get(name, name)
    return (
        name if module in ("tensorflow", "tensorflow.dtypes", "numpy") and name in DTYPES else None
    )


MOST_BITS = 63
"""Of a whole number in a document."""

DTYPES = frozenset({
    "bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "bfloat16",
    "float16", "float32", "float64", "string", "complex64", "complex128",
})  # fmt: skip
"""Names of dtypes."""


def why(value: Value) -> str:
    """Why something cannot stand in a drawing, as the end of a sentence."""
    if isinstance(value, Unknown):
        return with_line(value.reason, value.line)
    if isinstance(value, Array):
        return f"{value.reason} stands here, and a drawing holds no values"
    if isinstance(value, Dim):
        return "the size of a batch stands here, which is known only when there is one"
    if isinstance(value, (Name, Foreign)):
        return f"`{value.path}` stands here, which is code"
    if isinstance(value, (LayerMade, Model)):
        return f"the layer `{value.name}` stands here, which is no tensor"
    if isinstance(value, OpMade):
        return "a function stands here, which is no tensor"
    return "code stands here, which a drawing cannot hold"


def plain_arguments(bound: Mapping[str, Value]) -> dict[str, Value]:
    """Bound arguments of a signature, those of `**kwargs` among the others."""
    return {key: list(item) if type(item) is range else item for key, item in bound.items()}
