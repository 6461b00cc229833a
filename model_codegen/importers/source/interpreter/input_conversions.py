"""`inputs = ops.cast(inputs, "float32")` in a class that takes its inputs as they come."""

from __future__ import annotations

import ast

from model_codegen.design.graph import INPUT_CLASS
from model_codegen.importers.source.drawing.layer_values import dtype_of
from model_codegen.importers.source.interpreter.expressions import evaluate
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.values import LayerMade, Name, Tensor


def is_conversion(reading: Reading, node: ast.Assign, scope: Scope) -> bool:
    """Whether an assignment only converts an input to the dtype that it has by its declaration.

    A class that leaves its inputs as they come (`autocast=False`) does so, where a nested
    Functional model would convert them by itself.

    Args:
        reading: The reading.
        node: The assignment.
        scope: The variables.
    """
    match node:
        case ast.Assign(
            targets=[ast.Name(id=target)],
            value=ast.Call(func=function, args=[ast.Name(id=source), wanted], keywords=[]),
        ) if target == source and reading.position.building:
            tensor = scope.find(source)
            if not isinstance(tensor, Tensor):
                return False
            made = tensor.call.operation
            if not isinstance(made, LayerMade) or made.path != INPUT_CLASS:
                return False
            if evaluate(reading, function, scope) != Name("keras.ops.cast"):
                return False
            dtype = dtype_of(evaluate(reading, wanted, scope))
            return dtype == (dtype_of(made.dtype) or "float32")
    return False
