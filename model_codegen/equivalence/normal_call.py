"""`normal_call`: one form for all calls that hand over the same."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.catalogue.signatures import function_signature
from model_codegen.design.graph import Node, Op, Operation
from model_codegen.equivalence.normal_expressions import normal_expressions
from model_codegen.equivalence.untupled import untupled
from model_codegen.importers.saved.call_arguments import arranged
from model_codegen.importers.saved.op_functions import arranged_op


def normal_call(operations: Mapping[str, Operation], node: Node) -> Node:
    """The normal form of a call. Imports Keras.

    Args:
        operations: Its graph's operations.
        node: The call.

    Raises:
        TypeError: If the arguments do not fit the function that is called.
    """
    operation = operations[node.operation]
    args, kwargs = normal_expressions([list(node.args), dict(node.kwargs)])
    if isinstance(operation, Op):
        bound = function_signature(operation.function).bind(*args, **kwargs)
        call = arranged_op(operation.function, dict(bound.arguments))
    else:
        call = arranged(operation, node.operation, args, kwargs)
    named = {name: untupled(call.kwargs[name]) for name in sorted(call.kwargs)}
    return Node(node.operation, tuple(untupled(argument) for argument in call.args), named)
