"""Functions that a text gives numbers in a tensor's place, such as the weights of another layer."""

from __future__ import annotations

from collections.abc import Callable

from model_codegen import catalogue
from model_codegen.design.diagnostics import with_line
from model_codegen.design.graph import Layer, Recorded, TensorSpec
from model_codegen.importers.source.drawing.call_nodes import why
from model_codegen.importers.source.drawing.layer_values import json_values
from model_codegen.importers.source.python_values import Method
from model_codegen.importers.source.value_trees import taken, tensors_in, tree_leaves
from model_codegen.importers.source.values import Array, Call, Open, OpMade, Tensor, Unknown


def foreign_operand(call: Call) -> Unknown | None:
    """Why a call of a function cannot be drawn as that: a tensor it takes is nothing to connect.

    A number that is not known may still be filled in, so that is no reason.

    Args:
        call: The call.
    """
    entry = catalogue.find(call.operation.path) if isinstance(call.operation, OpMade) else None
    for port in () if entry is None else entry.ports:
        for leaf in tree_leaves(call.kwargs.get(port.name)):
            known = not isinstance(leaf, Unknown) or isinstance(leaf, Open)
            open_ = not known and not port.literal
            if isinstance(leaf, (Array, Method)) or open_:
                line = leaf.line if isinstance(leaf, Unknown) else 0
                reason = leaf.reason if isinstance(leaf, Unknown) else why(leaf)
                return Unknown(reason, line or call.line)
    return None


def stand_in(
    call: Call, name: str, cause: Unknown, spec: Callable[[Tensor], TensorSpec | None]
) -> tuple[Layer, Call]:
    """A placeholder in place of a function, and its call with the tensors that can be connected.

    Args:
        call: The call of the function.
        name: What the placeholder is called.
        cause: Why it is one.
        spec: Gives shape and dtype of a tensor; None if they are not known.
    """
    assert isinstance(call.operation, OpMade)
    outputs: list[TensorSpec] = []
    while (found := spec(Tensor(call, len(outputs)))) is not None:
        outputs.append(found)
    given = {key: value for key, value in call.kwargs.items() if not tensors_in(value)}
    recorded = Recorded(tuple(outputs), 0, with_line(cause.reason, cause.line))
    path = f"custom_layers.{call.operation.path.rpartition('.')[2]}"
    layer = Layer(path, name, json_values(given), recorded=recorded)
    tensors = tuple(taken(call))
    return layer, Call(call.operation, tensors, {}, call.line, call.number)
